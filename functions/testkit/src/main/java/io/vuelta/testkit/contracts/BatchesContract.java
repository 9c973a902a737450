package io.vuelta.testkit.contracts;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.file.Batch;
import io.vuelta.domain.file.Batches;
import io.vuelta.domain.file.CopyPage;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.testkit.examples.Examples;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of the transport of the contacts to be loaded; what arrives is a {@link Batch} or a {@link CopyPage}. */
public abstract class BatchesContract extends DeliveryContract<Record> {
    private static final ContactData BARE = new ContactData("", "", "", "", "", Map.of());

    private final UploadId upload = new UploadId(new CampaignId(fresh), "up_1");

    /** The port under test. */
    protected abstract Batches batches();

    private Batch batch(int number, List<Batch.Row> rows) {
        return new Batch(upload, number, rows, 0, 0, 0, List.of());
    }

    private void assertArrives(Batch batch) {
        batches().send(List.of(batch));

        assertAllArrive(List.of(batch), PATIENCE);
    }

    private void assertArrives(CopyPage page) {
        batches().send(page);

        assertAllArrive(List.of(page), PATIENCE);
    }

    @Test
    void a_row_arrives_with_all_data_of_the_file() {
        ContactData data = new ContactData(
                "id,7",
                "Ana \"Ñ\" Gómez 🙂",
                "{\"a\": 1}\nline two\ttab",
                "Inés",
                "female_voice",
                Map.of("Ciudad", "Mérida", "x y", "", "f_id", "not the id"));

        assertArrives(batch(
                0,
                List.of(
                        new Batch.Row(2, Examples.number(1), data),
                        new Batch.Row(5_000_000_000L, Examples.number(2), BARE))));
    }

    @Test
    void problems_of_rows_arrive_with_the_counts() {
        List<RowProblem> problems = Arrays.stream(RowProblem.Action.values())
                .map(action -> new RowProblem(7, "phone \"n\"", "", "INVALID_PHONE_NUMBER", action))
                .toList();

        assertArrives(
                new Batch(upload, 49_999, List.of(new Batch.Row(3, Examples.number(3), BARE)), 1, 2, 3, problems));
    }

    @Test
    void other_forms_of_earlier_numbers_arrive_apart_from_the_rows() {
        assertArrives(new Batch(
                upload,
                3,
                List.of(new Batch.Row(300, Examples.number(3), BARE)),
                List.of(new Batch.Row(301, new PhoneNumber("+5491123459105"), BARE)),
                0,
                1,
                0,
                List.of()));
    }

    @Test
    void a_batch_without_rows_arrives() {
        assertArrives(batch(0, List.of()));
    }

    @Test
    void a_copy_page_arrives_with_its_start_and_its_filters() {
        Set<ContactStatus> statuses = Arrays.stream(ContactStatus.values())
                .filter(status -> status != ContactStatus.REMOVED)
                .collect(Collectors.toSet());

        assertArrives(new CopyPage(
                new CampaignId("from-" + fresh),
                upload,
                12,
                new ScanCursor(15, "ffffffffffffffffffffffffffffffff"),
                statuses,
                Set.of("vip", "ñ \"x\"")));
    }

    @Test
    void a_copy_page_without_filters_arrives() {
        assertArrives(new CopyPage(new CampaignId("from-" + fresh), upload, 0, ScanCursor.START, Set.of(), Set.of()));
    }

    /** A queue accepts 1 MiB in one request, and JSON writes a control character as six bytes. */
    @Test
    void batches_that_are_too_large_to_be_sent_together_all_arrive() {
        ContactData large = new ContactData("", "", "\u0001".repeat(16_000), "", "", Map.of());
        List<Batch> sent = IntStream.range(0, 12)
                .mapToObj(n -> batch(
                        n,
                        IntStream.range(0, 7)
                                .mapToObj(i -> new Batch.Row(i + 2, Examples.number(n * 7 + i), large))
                                .toList()))
                .toList();

        batches().send(sent);

        assertAllArrive(sent, PATIENCE);
    }

    @Test
    void many_batches_sent_at_once_all_arrive() {
        List<Batch> sent = IntStream.range(0, 25)
                .mapToObj(n -> batch(n, List.of(new Batch.Row(n + 2, Examples.number(n), BARE))))
                .toList();

        batches().send(sent);

        assertAllArrive(sent, PATIENCE);
    }
}
