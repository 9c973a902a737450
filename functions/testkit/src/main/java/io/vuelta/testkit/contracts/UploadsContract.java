package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.Intake;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.upload.ColumnMapping;
import io.vuelta.domain.upload.CopiedPage;
import io.vuelta.domain.upload.FoundColumns;
import io.vuelta.domain.upload.IfDuplicate;
import io.vuelta.domain.upload.LoadedBatch;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.Upload.Status;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.domain.upload.Uploads;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The contract of the uploads' store: each step happens once, and the campaign counts as loading from the reading to
 * the end.
 */
public abstract class UploadsContract extends StoreContract {
    private final UploadId id = new UploadId(campaign, "up");

    @BeforeEach
    void waiting() {
        active();
        uploads().create(Upload.waiting(id, "people ñ.csv", 12_345, "uploads/people.csv", NOW));
    }

    private Uploads uploads() {
        return store().uploads();
    }

    private Upload upload() {
        return uploads().find(id).orElseThrow();
    }

    private static RowProblem problem(long line) {
        return new RowProblem(line, "contact", "4.479E+11", "DIGITS_LOST", RowProblem.Action.REFUSED);
    }

    private LoadedBatch batch(int number, int accepted, RowProblem... problems) {
        return new LoadedBatch(id, number, accepted, 1, 2, 1, problems.length, List.of(problems));
    }

    @Test
    void a_campaigns_uploads_are_listed_the_newest_first() {
        UploadId newer = new UploadId(campaign, "up2");
        uploads().create(Upload.waiting(newer, "b.csv", 1, "uploads/b", NOW));

        assertThat(uploads().list(campaign, Optional.empty(), 10))
                .extracting(Upload::id)
                .containsExactly(newer, id);
        assertThat(uploads().list(campaign, Optional.empty(), 1))
                .extracting(Upload::id)
                .containsExactly(newer);
        assertThat(uploads().list(campaign, Optional.of(newer), 1)).containsExactly(upload());
        assertThat(uploads().list(campaign, Optional.of(id), 1)).isEmpty();
        assertThat(uploads().newer(id, 9)).extracting(Upload::id).containsExactly(id, newer);
        assertThat(uploads().newer(id, 1)).containsExactly(upload());
        assertThat(uploads().newer(newer, 9)).extracting(Upload::id).containsExactly(newer);
    }

    private void load(int number, RowProblem... problems) {
        uploads().loaded(batch(number, 1, problems));
    }

    /** Changes the upload to this status, step by step. */
    private void to(Status status) {
        if (status == Status.FAILED) {
            uploads().fail(id, "EMPTY_FILE");
            return;
        }
        if (status.compareTo(Status.READING) >= 0) {
            uploads().startReading(id);
        }
        if (status.compareTo(Status.LOADING) >= 0) {
            uploads().allRead(id, 2);
        }
        if (status == Status.DONE) {
            uploads().finish(id, List.of(), "reports/1.csv");
        }
    }

    @Test
    void a_new_upload_is_found_as_it_was_given() {
        assertThat(upload()).isEqualTo(Upload.waiting(id, "people ñ.csv", 12_345, "uploads/people.csv", NOW));
        assertThat(uploads().find(new UploadId(campaign, "other"))).isEmpty();
        assertThat(intake().loading()).isZero();
    }

    @ParameterizedTest
    @EnumSource(IfDuplicate.class)
    void the_choice_for_duplicates_is_stored(IfDuplicate ifDuplicate) {
        Upload other = Upload.waiting(new UploadId(campaign, "other"), "f.csv", 1, "k", "parts-1", ifDuplicate, NOW);

        uploads().create(other);

        assertThat(uploads().find(other.id())).contains(other);
    }

    private static final FoundColumns COLUMNS = new FoundColumns(
            new ColumnMapping(Map.of("phone_number", List.of("Mobile", "Phone"), "contact_name", List.of("Nombre"))),
            List.of("saldo", "ñ"),
            List.of(new FoundColumns.Dropped("status", "COLUMN_OF_OUR_EXPORT")));

    @Test
    void the_columns_named_by_the_client_are_stored() {
        Upload other = Upload.waiting(
                new UploadId(campaign, "other"), "f.csv", 1, "k", null, IfDuplicate.SKIP, COLUMNS.mapping(), NOW);

        uploads().create(other);

        assertThat(uploads().find(other.id())).contains(other);
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void the_mapping_of_columns_is_stored_while_the_file_is_read(Status status) {
        to(status);

        uploads().columns(id, COLUMNS);
        uploads().columns(id, COLUMNS);

        boolean kept = status == Status.READING || status == Status.LOADING;
        assertThat(upload().columns()).isEqualTo(kept ? COLUMNS : null);
        assertThat(upload().status()).isEqualTo(status);
    }

    @Test
    void reading_begins_once_and_the_campaign_counts_as_loading_once() {
        assertThat(uploads().startReading(id)).isTrue();
        assertThat(uploads().startReading(id)).as("it is being read already").isTrue();

        assertThat(upload().status()).isEqualTo(Status.READING);
        assertThat(intake().loading()).isEqualTo(1);
    }

    @Test
    void reading_may_begin_again_while_it_is_loading_and_changes_nothing() {
        to(Status.LOADING);

        assertThat(uploads().startReading(id)).isTrue();

        assertThat(upload().status()).isEqualTo(Status.LOADING);
        assertThat(intake().loading()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"DONE", "FAILED"})
    void a_finished_upload_is_not_read_again(Status over) {
        to(over);

        assertThat(uploads().startReading(id)).isFalse();

        assertThat(upload().status()).isEqualTo(over);
        assertThat(intake().loading()).isZero();
    }

    @Test
    void once_all_is_read_the_number_of_batches_is_known() {
        to(Status.READING);
        assertThat(upload().batches().all()).isNull();

        uploads().allRead(id, 3);
        uploads().allRead(id, 3);

        assertThat(upload().status()).isEqualTo(Status.LOADING);
        assertThat(upload().batches().all()).isEqualTo(3);
        assertThat(intake().loading()).isEqualTo(1);
    }

    @Test
    void the_progress_of_reading_only_increases_and_is_stored_until_all_is_read() {
        to(Status.READING);
        assertThat(uploads().sent(id)).isZero();

        uploads().sent(id, 160);
        uploads().sent(id, 80);
        assertThat(uploads().sent(id)).isEqualTo(160);
        uploads().sent(id, 240);
        assertThat(uploads().sent(id)).isEqualTo(240);

        uploads().allRead(id, 300);
        uploads().sent(id, 320);
        assertThat(uploads().sent(id)).isEqualTo(240);
        assertThat(upload().batches().all()).isEqualTo(300);
    }

    @Test
    void the_problems_of_more_batches_than_a_page_of_the_store_are_listed_too() {
        to(Status.READING);
        RowProblem longest =
                new RowProblem(1, "contact", "ñ".repeat(200), "INVALID_PHONE_NUMBER", RowProblem.Action.REFUSED);
        RowProblem[] many = Collections.nCopies(200, longest).toArray(RowProblem[]::new);
        for (int number = 0; number < 15; number++) {
            load(number, many);
        }

        assertThat(uploads().problems(id).mapToInt(Uploads.BatchProblems::number))
                .containsExactlyElementsOf(IntStream.range(0, 15).boxed().toList());
    }

    @Test
    void a_done_upload_does_not_return_to_loading() {
        to(Status.DONE);

        uploads().allRead(id, 2);

        assertThat(upload().status()).isEqualTo(Status.DONE);
    }

    @Test
    void batches_may_be_loaded_before_all_is_read() {
        to(Status.READING);
        load(0);
        load(1);
        assertThat(upload().complete()).isFalse();

        uploads().allRead(id, 2);

        assertThat(upload().complete()).isTrue();
        assertThat(upload().batches().loaded()).isEqualTo(2);
        assertThat(upload().rows().all()).isEqualTo(6);
    }

    @Test
    void a_batch_adds_to_the_uploads_counts_and_to_the_campaigns_intake() {
        to(Status.LOADING);

        uploads().loaded(batch(0, 3, problem(7), problem(8)));
        uploads().loaded(batch(1, 2));

        Upload now = upload();
        assertThat(List.of(
                        now.batches().loaded(),
                        now.rows().accepted(),
                        now.rows().repaired(),
                        now.rows().duplicates(),
                        now.rows().updated(),
                        now.rows().refused(),
                        now.rows().all()))
                .containsExactly(2, 5, 2, 4, 2, 2, 11);
        assertThat(intake()).isEqualTo(new Intake(1, 5, 0));
        assertThat(now.status()).isEqualTo(Status.LOADING);
    }

    @Test
    void a_batch_that_was_kept_before_changes_nothing() {
        to(Status.LOADING);
        uploads().loaded(batch(0, 3, problem(7)));
        Upload before = upload();

        uploads().loaded(batch(0, 3, problem(7)));
        uploads().loaded(batch(0, 9));

        assertThat(upload()).isEqualTo(before);
        assertThat(intake()).isEqualTo(new Intake(1, 3, 0));
        assertThat(uploads().problems(id)).containsExactly(new Uploads.BatchProblems(0, List.of(problem(7))));
    }

    @Test
    void problems_are_overwritten_and_nothing_else_changes() {
        uploads().startReading(id);
        load(0, problem(2), problem(3));
        Upload before = uploads().find(id).orElseThrow();

        uploads().rewrite(id, new Uploads.BatchProblems(0, List.of(problem(2).erased(), problem(3))));
        uploads().rewrite(id, new Uploads.BatchProblems(7, List.of(problem(2))));

        assertThat(uploads().problems(id).toList())
                .containsExactly(new Uploads.BatchProblems(0, List.of(problem(2).erased(), problem(3))));
        assertThat(uploads().find(id)).contains(before);
        uploads().rewriteShown(id, List.of(problem(3).erased()));
        assertThat(uploads().find(id).orElseThrow().problems())
                .containsExactly(problem(3).erased());
    }

    @Test
    void a_batch_without_contacts_is_stored_too() {
        to(Status.LOADING);

        uploads().loaded(batch(0, 0, problem(7)));

        assertThat(upload().batches().loaded()).isEqualTo(1);
        assertThat(upload().rows().refused()).isEqualTo(1);
    }

    @Test
    void of_four_concurrent_loads_of_one_batch_one_counts_and_four_different_batches_all_count() {
        to(Status.LOADING);
        atOnce(
                4,
                () -> unlessBusy(() -> {
                    uploads().loaded(batch(0, 10));
                    return true;
                }));
        assertThat(upload().rows().accepted()).isEqualTo(10);
        AtomicInteger number = new AtomicInteger();

        atOnce(4, () -> {
            int mine = number.incrementAndGet();
            return unlessBusy(() -> {
                uploads().loaded(batch(mine, 1));
                return true;
            });
        });

        assertThat(upload().batches().loaded()).isEqualTo(5);
        assertThat(intake()).isEqualTo(new Intake(1, 14, 0));
    }

    @Test
    void loaded_contacts_stay_in_the_intake_when_the_upload_has_ended() {
        to(Status.LOADING);
        load(0);
        load(1);

        uploads().finish(id, List.of(), "reports/1.csv");

        assertThat(intake()).isEqualTo(new Intake(0, 2, 0));
    }

    @Test
    void the_first_to_keep_a_page_of_a_copy_decides_what_it_brings() {
        CopiedPage first = new CopiedPage(List.of("0".repeat(32), "0f".repeat(16)), ScanCursor.START.nextShard());
        CopiedPage empty = new CopiedPage(List.of(), ScanCursor.END);

        assertThat(uploads().keepCopied(id, 0, first)).isEqualTo(first);
        assertThat(uploads().keepCopied(id, 0, empty)).isEqualTo(first);
        assertThat(uploads().keepCopied(id, 1, empty)).as("another page").isEqualTo(empty);
        assertThat(uploads().keepCopied(id, 1, first)).isEqualTo(empty);
        assertThat(uploads().isLoaded(id, 0)).as("chosen is not loaded").isFalse();
        assertThat(uploads().problems(id)).isEmpty();
    }

    @Test
    void an_upload_is_complete_when_every_batch_is_loaded() {
        to(Status.LOADING);
        load(1);
        assertThat(upload().complete()).isFalse();
        load(0);
        assertThat(upload().complete()).isTrue();
    }

    @Test
    void the_problems_of_the_batches_are_listed_by_number() {
        to(Status.READING);
        load(10, problem(30), problem(31));
        load(2, problem(7));
        load(9, problem(20));

        Stream<Integer> numbers = uploads().problems(id).map(Uploads.BatchProblems::number);
        assertThat(numbers).containsExactly(2, 9, 10);
        assertThat(uploads().problems(id).toList().getLast().problems()).containsExactly(problem(30), problem(31));
        assertThat(uploads().problems(new UploadId(campaign, "u"))).isEmpty();
    }

    @Test
    void an_upload_is_finished_by_one_call_only() {
        to(Status.LOADING);

        assertThat(uploads().finish(id, List.of(problem(3), problem(5)), "reports/1.csv"))
                .isTrue();
        assertThat(uploads().finish(id, List.of(problem(4)), "reports/2.csv")).isFalse();

        assertThat(upload().status()).isEqualTo(Status.DONE);
        assertThat(upload().problems()).containsExactly(problem(3), problem(5));
        assertThat(upload().reportKey()).isEqualTo("reports/1.csv");
        assertThat(intake().loading()).isZero();
    }

    @Test
    void only_one_of_four_concurrent_finishes_of_an_upload_succeeds() {
        to(Status.LOADING);

        List<Boolean> finished = atOnce(4, () -> unlessBusy(() -> uploads().finish(id, List.of(), "reports/1.csv")));

        assertThat(finished).containsOnlyOnce(true);
        assertThat(intake().loading()).isZero();
    }

    @Test
    void of_four_concurrent_starts_of_reading_the_campaign_counts_one() {
        List<Boolean> started = atOnce(4, () -> unlessBusy(() -> uploads().startReading(id)));

        assertThat(started).containsOnly(true);
        assertThat(intake().loading()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"WAITING", "READING"})
    void an_upload_is_not_finished_before_all_is_read(Status before) {
        to(before);

        assertThat(uploads().finish(id, List.of(), "reports/1.csv")).isFalse();
        assertThat(upload().status()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"WAITING", "READING", "LOADING"})
    void an_unusable_upload_fails_with_its_reason_and_no_longer_counts_as_loading(Status before) {
        to(before);

        uploads().fail(id, "NO_PHONE_COLUMN: no column");
        uploads().fail(id, "again");

        assertThat(upload().status()).isEqualTo(Status.FAILED);
        assertThat(upload().error()).isEqualTo("NO_PHONE_COLUMN: no column");
        assertThat(intake().loading()).isZero();
        assertThat(uploads().finish(id, List.of(), "reports/1.csv")).isFalse();
    }

    @Test
    void an_upload_that_is_done_does_not_fail() {
        to(Status.DONE);

        uploads().fail(id, "EMPTY_FILE");

        assertThat(upload().status()).isEqualTo(Status.DONE);
        assertThat(intake().loading()).isZero();
    }
}
