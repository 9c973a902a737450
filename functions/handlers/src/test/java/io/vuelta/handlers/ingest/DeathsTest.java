package io.vuelta.handlers.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.file.Batch;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.Upload;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file of 10,000 rows whose reading crashes, or runs out of time, at any kind of call: the result is always the same.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class DeathsTest {
    private static final int ROWS = 10_000;
    /** A reader gives its batches in groups of this size. */
    private static final int BATCHES_TOGETHER = 80;

    private static final byte[] FILE = file();
    private static final Result UNDISTURBED =
            Result.of(new Uploaded(FILE, DeathsTest::number).ingest().load());

    /** The results of a file. */
    private record Result(List<Contact> contacts, String report, List<Integer> counts, Upload.Status status) {
        static Result of(Uploaded uploaded) {
            Upload upload = uploaded.upload();
            return new Result(
                    uploaded.contacts(),
                    uploaded.report(),
                    List.of(
                            upload.rows().all(),
                            upload.rows().accepted(),
                            upload.rows().repaired(),
                            upload.rows().duplicates(),
                            upload.rows().refused(),
                            upload.batches().loaded()),
                    upload.status());
        }
    }

    /** Every 7th row is a duplicate of an earlier one, every 11th is repaired, every 13th is invalid. */
    private static byte[] file() {
        StringBuilder text = new StringBuilder("contact,name,context,city\n");
        for (int i = 0; i < ROWS; i++) {
            int person = i % 7 == 6 ? i / 2 : i;
            String number = i % 13 == 12 ? "none" : (i % 11 == 10 ? "'" : "") + "+52555" + (1_000_000 + person);
            text.append(number)
                    .append(",Person ")
                    .append(i)
                    .append(",\"Owes\n")
                    .append(i)
                    .append("\",Puebla\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static NumberReader.Reading number(String raw, String region) {
        if (raw.equals("none")) {
            return new NumberReader.Reading.Unreadable("INVALID_PHONE_NUMBER");
        }
        return raw.startsWith("'")
                ? new NumberReader.Reading.Repaired(new PhoneNumber(raw.substring(1)), "SPREADSHEET_MARKS")
                : new NumberReader.Reading.Plain(new PhoneNumber(raw));
    }

    @Test
    void without_a_death_every_row_is_counted() {
        assertThat(UNDISTURBED.status()).isEqualTo(Upload.Status.DONE);
        assertThat(UNDISTURBED.counts().getFirst()).isEqualTo(ROWS);
        assertThat(UNDISTURBED.contacts())
                .hasSizeGreaterThan(8_000)
                .hasSize(UNDISTURBED.counts().get(1));
        assertThat(UNDISTURBED.counts().getLast()).isGreaterThan(80);
        assertThat(UNDISTURBED.report()).contains("DUPLICATE_IN_FILE").contains("INVALID_PHONE_NUMBER");
    }

    /** How many times each operation is called without crashes. */
    private static Map<String, Integer> operations() {
        Map<String, Integer> calls = new LinkedHashMap<>();
        Uploaded uploaded = new Uploaded(FILE, DeathsTest::number);
        uploaded.faults(Faults.beforeEach(operation -> calls.merge(operation, 1, Integer::sum)));
        uploaded.ingest();
        return calls;
    }

    @ParameterizedTest(name = "after it took effect: {0}")
    @ValueSource(booleans = {false, true})
    void a_death_at_any_call_of_the_reading_gives_the_same_result(boolean afterwards) {
        Map<String, Integer> operations = operations();
        assertThat(operations)
                .containsKeys("uploads.find", "uploads.startReading", "uploads.allRead", "uploads.sentSoFar")
                .containsEntry("batches.send", UNDISTURBED.counts().getLast());

        operations.forEach((operation, calls) -> {
            for (int nth : deaths(calls)) {
                Uploaded uploaded = new Uploaded(FILE, DeathsTest::number);
                FailAt next = afterwards ? FailAt.afterNext(operation) : FailAt.beforeNext(operation);
                uploaded.faults(next.nth(nth));
                uploaded.ingest();
                uploaded.faults(Faults.NONE);

                // Not isEqualTo, which would print ten thousand contacts.
                assertThat(Result.of(uploaded.load()).equals(UNDISTURBED))
                        .as("death at %s number %d", operation, nth)
                        .isTrue();
            }
        });
    }

    /**
     * The calls at which the reading crashes. Of many equal calls in a row, as for batches: the first, the last, those
     * at the border of a group, and each seventh.
     */
    private static List<Integer> deaths(int calls) {
        return IntStream.rangeClosed(1, calls)
                .filter(nth -> calls <= 10
                        || nth <= 2
                        || nth >= calls - 1
                        || Math.abs(nth - BATCHES_TOGETHER) <= 2
                        || nth % 7 == 0)
                .boxed()
                .toList();
    }

    @Test
    void repeated_deaths_give_the_same_batches() {
        Set<Batch> all = Set.copyOf(
                new Uploaded(FILE, DeathsTest::number).ingest().batches.sent());
        Uploaded uploaded = new Uploaded(FILE, DeathsTest::number);
        uploaded.faults(new Faults() {
            private int calls;
            private int dies = 20;

            @Override
            public void after(String operation) {
                calls++;
                if (calls == dies) {
                    calls = 0;
                    dies += 20;
                    throw new StoreBusy(operation, new IllegalStateException("failure set by the test"));
                }
            }
        });

        uploaded.ingest();

        assertThat(uploaded.batches.sent()).as("some are sent again").hasSizeGreaterThan(all.size());
        assertThat(Set.copyOf(uploaded.batches.sent()).equals(all))
                .as("and are the same")
                .isTrue();
    }

    /** The time is checked after some batches have been sent: there it is over, again and again. */
    @Test
    void a_reading_that_always_runs_out_of_time_continues_at_its_position() {
        Uploaded uploaded = new Uploaded(FILE, DeathsTest::number);
        uploaded.faults(timeEndsAfterEachBatch(uploaded));
        List<Integer> sent = new ArrayList<>();

        while (!uploaded.requests.isEmpty()) {
            int before = uploaded.batches.sent().size();
            uploaded.context.remainingMillis(60_000);
            assertThat(uploaded.invoke(uploaded.requests.remove(), 1)).isTrue();
            sent.add(uploaded.batches.sent().size() - before);
        }

        assertThat(sent).as("batches a call").hasSizeGreaterThan(1);
        assertThat(sent.subList(0, sent.size() - 1)).allMatch(some -> some > 0);
        assertThat(uploaded.batches.sent().stream().map(Batch::number))
                .as("none is sent twice")
                .doesNotHaveDuplicates();
        assertThat(Result.of(uploaded.load()).equals(UNDISTURBED)).isTrue();
    }

    private static Faults timeEndsAfterEachBatch(Uploaded uploaded) {
        return Faults.afterEach("batches.send", () -> uploaded.context.remainingMillis(59_999));
    }

    /** An invocation that sends nothing must not order another one without end. */
    @Test
    void a_reading_without_a_batch_within_its_time_fails() {
        Uploaded uploaded = new Uploaded(FILE, DeathsTest::number);
        uploaded.context.remainingMillis(59_999);

        assertThat(uploaded.invoke("uploads/c1/up", 1)).isFalse();
        assertThat(uploaded.requests).hasSize(1);
        assertThat(uploaded.batches.sent()).isEmpty();
    }

    @ParameterizedTest(name = "after it took effect: {0}")
    @ValueSource(booleans = {false, true})
    void a_death_during_the_hand_over_to_the_next_call_changes_nothing(boolean afterwards) {
        for (String operation : List.of("uploads.sent", "requests.send", "uploads.sentSoFar", "uploads.allRead")) {
            Uploaded uploaded = new Uploaded(FILE, DeathsTest::number);
            Faults dies = afterwards ? FailAt.afterNext(operation) : FailAt.beforeNext(operation);
            Faults timeEnds = timeEndsAfterEachBatch(uploaded);
            uploaded.faults(new Faults() {
                @Override
                public void before(String met) {
                    dies.before(met);
                }

                @Override
                public void after(String met) {
                    timeEnds.after(met);
                    dies.after(met);
                }
            });
            uploaded.ingest();
            uploaded.faults(Faults.NONE);

            assertThat(Result.of(uploaded.load()).equals(UNDISTURBED))
                    .as("death at %s", operation)
                    .isTrue();
        }
    }

    @Test
    void the_same_notification_again_changes_nothing() {
        Uploaded uploaded = new Uploaded(FILE, DeathsTest::number);
        uploaded.requests.add(uploaded.requests.getFirst());

        int sent =
                new Uploaded(FILE, DeathsTest::number).ingest().batches.sent().size();

        assertThat(uploaded.ingest().batches.sent())
                .as("what all has been sent of is not read again")
                .hasSize(sent);
        assertThat(Result.of(uploaded.load()).equals(UNDISTURBED)).isTrue();
        assertThat(uploaded.invoke("uploads/c1/up", 1)).isTrue();
        assertThat(Result.of(uploaded).equals(UNDISTURBED)).isTrue();
    }

    /** Temporary errors are retried: the message is delivered again, and at its last receive the upload fails. */
    @Test
    void a_reading_that_fails_for_the_last_time_fails_the_upload_and_the_campaign_no_longer_waits_for_it() {
        Uploaded uploaded = new Uploaded(FILE, DeathsTest::number);
        uploaded.faults(Faults.busyAtEach("batches.send"));

        assertThat(uploaded.invoke("uploads/c1/up", 11)).isFalse();
        assertThat(uploaded.upload().status()).isEqualTo(Upload.Status.READING);
        assertThat(uploaded.invoke("uploads/c1/up", 12)).isFalse();
        uploaded.faults(Faults.NONE);

        assertThat(uploaded.upload().status()).isEqualTo(Upload.Status.FAILED);
        assertThat(uploaded.upload().error()).startsWith("INTERNAL_ERROR: ");
        assertThat(uploaded.store.campaigns().intake(Uploaded.CAMPAIGN).loading())
                .isZero();
    }

    /** An internal error does not disappear after five time-outs of the queue. */
    @Test
    void a_reading_that_fails_for_an_unforeseen_reason_fails_the_upload_within_its_first_call() {
        Uploaded uploaded = new Uploaded(FILE, DeathsTest::number);
        uploaded.faults(Faults.beforeEach("batches.send", () -> {
            throw new IllegalArgumentException("unforeseen");
        }));

        assertThat(uploaded.invoke("uploads/c1/up", 1))
                .as("it does not come again")
                .isTrue();
        uploaded.faults(Faults.NONE);

        assertThat(uploaded.upload().status()).isEqualTo(Upload.Status.FAILED);
        assertThat(uploaded.upload().error()).startsWith("INTERNAL_ERROR: ").contains("IllegalArgumentException");
        assertThat(uploaded.store.campaigns().intake(Uploaded.CAMPAIGN).loading())
                .isZero();
    }

    @Test
    void a_programming_error_on_a_row_refuses_that_row_alone() {
        Uploaded uploaded = new Uploaded(
                "contact,name\n+525555551234,Ana\nboom,Bo\n+525555555678,Eva\n".getBytes(StandardCharsets.UTF_8),
                (raw, region) -> {
                    if (raw.equals("boom")) {
                        throw new IllegalStateException("unforeseen");
                    }
                    return number(raw, region);
                });

        Upload upload = uploaded.ingest().load().upload();

        assertThat(upload.status()).isEqualTo(Upload.Status.DONE);
        assertThat(upload.rows().accepted()).isEqualTo(2);
        assertThat(upload.problems())
                .containsExactly(new RowProblem(3, "contact", "boom", "UNREADABLE_ROW", RowProblem.Action.REFUSED));
    }
}
