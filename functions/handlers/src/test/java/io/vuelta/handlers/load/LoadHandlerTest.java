package io.vuelta.handlers.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.bulk.RunJob;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.erasure.EraseContact;
import io.vuelta.domain.erasure.Erasure;
import io.vuelta.domain.erasure.ErasureId;
import io.vuelta.domain.erasure.RunErasure;
import io.vuelta.domain.file.CopyContacts;
import io.vuelta.domain.file.CopyPage;
import io.vuelta.domain.file.EraseReportRows;
import io.vuelta.domain.file.FinishUpload;
import io.vuelta.domain.file.LoadBatch;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.retention.RemoveContacts;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.handlers.runtime.SqsEvents;
import io.vuelta.testkit.UseCases;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.FiveTries;
import io.vuelta.testkit.fakes.InMemoryReceivedMessages;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.InMemoryUserIds;
import io.vuelta.testkit.fakes.RecordingBatches;
import io.vuelta.testkit.fakes.RecordingRemovals;
import io.vuelta.testkit.fakes.RecordingReports;
import io.vuelta.testkit.fakes.RecordingTranscripts;
import io.vuelta.testkit.fakes.RecordingWakes;
import io.vuelta.testkit.fakes.TestContext;
import io.vuelta.testkit.fakes.VirtualTime;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The queue delivers batches of a file and pages to copy; each is handled by its own use case. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LoadHandlerTest {
    private static final CampaignId OLD = new CampaignId("C1");
    private static final CampaignId NEW = new CampaignId("C2");

    private final InMemoryStore store = new InMemoryStore();
    private final RecordingBatches batches = new RecordingBatches();
    private final LoadHandler handler = handler();

    private LoadHandler handler() {
        FinishUpload finishUpload = new FinishUpload(store.uploads(), new RecordingReports());
        LoadBatch load =
                UseCases.loadBatch(store, finishUpload, new RecordingWakes(), new VirtualTime(Examples.MONDAY));
        return new LoadHandler(new LoadWiring(
                load,
                new CopyContacts(
                        store.campaigns(),
                        store.contacts(),
                        store.uploads(),
                        load,
                        finishUpload,
                        batches,
                        new RecordingWakes()),
                new RunJob(
                        store.jobs(),
                        store.campaigns(),
                        store.contacts(),
                        UseCases.actOnContact(store, new RecordingWakes(), new VirtualTime(Examples.MONDAY)),
                        _ -> {},
                        new FiveTries(),
                        new VirtualTime(Examples.MONDAY)),
                erasures(),
                new RemoveContacts(
                        store.campaigns(),
                        store.books(),
                        store.removals(new InMemoryUserIds()),
                        new RecordingRemovals(),
                        Duration.ofDays(30),
                        new VirtualTime(Examples.MONDAY)),
                (_, _) -> {}));
    }

    private RunErasure erasures() {
        return new RunErasure(
                store.erasures(),
                (_, _) -> {},
                store.contacts(),
                store.traces(new InMemoryReceivedMessages(), new InMemoryUserIds()),
                new InMemoryUserIds(),
                new RecordingTranscripts(),
                store.uploads(),
                new EraseReportRows(store.uploads(), new RecordingReports()),
                new EraseContact(
                        store.campaigns(),
                        store.contacts(),
                        new InMemoryUserIds(),
                        new RecordingWakes(),
                        new FiveTries(),
                        new VirtualTime(Examples.MONDAY.plusSeconds(60))),
                Collection::forEach,
                new VirtualTime(Examples.MONDAY.plusSeconds(60)));
    }

    @Test
    void an_erasure_continues() {
        ErasureId id = new ErasureId("E1");
        store.erasures().create(Erasure.requested(id, Examples.number(1), List.of(), Examples.MONDAY));

        assertThat(failed("{'erasure':'E1'}")).isEmpty();

        assertThat(store.erasures().find(id).orElseThrow().status()).isEqualTo(Erasure.Status.DONE);
    }

    @BeforeEach
    void two_campaigns() {
        LineId line = new LineId("iph_1");
        for (CampaignId id : List.of(OLD, NEW)) {
            store.campaigns().create(Examples.campaign(id, line, CampaignStatus.PENDING, Examples.settings()));
            UploadId upload = new UploadId(id, "u1");
            store.uploads().create(Upload.waiting(upload, "f.csv", 1, "uploads/" + upload, Examples.MONDAY));
        }
    }

    @Test
    void a_batch_that_fails_for_an_unforeseen_reason_fails_its_upload_at_once() {
        UploadId upload = new UploadId(OLD, "u1");
        store.uploads().startReading(upload);
        store.faults(Faults.beforeEach("contacts.create", () -> {
            throw new IllegalArgumentException("unforeseen");
        }));

        assertThat(failed(batch(OLD, "+525500000001"))).isEmpty();
        store.faults(Faults.NONE);

        Upload failed = store.uploads().find(upload).orElseThrow();
        assertThat(failed.status()).isEqualTo(Upload.Status.FAILED);
        assertThat(failed.error()).startsWith("INTERNAL_ERROR: ");
        assertThat(store.campaigns().intake(OLD).loading()).isZero();
    }

    @Test
    void a_batch_is_loaded() {
        assertThat(failed(batch(OLD, "+525500000001"))).isEmpty();

        assertThat(store.contactsOf(OLD)).extracting(Contact::number).containsExactly(Examples.number(1));
    }

    @Test
    void a_page_is_copied_and_the_next_one_sent() {
        assertThat(failed(batch(OLD, "+525500000001"))).isEmpty();
        int shard = Character.digit(store.contactsOf(OLD).getFirst().id().shard(), 16);

        assertThat(failed("{'copy_of':'C1','campaign':'C2','upload':'u1','number':%d,'shard':%d,'after':'',"
                                .formatted(shard, shard)
                        + "'statuses':['queue'],'tags':[]}"))
                .isEmpty();

        assertThat(store.contactsOf(NEW)).extracting(Contact::number).containsExactly(Examples.number(1));
        assertThat(batches.pages()).extracting(CopyPage::at).containsExactly(new ScanCursor(shard + 1, ""));
    }

    @Test
    void an_unknown_message_is_delivered_again() {
        assertThat(failed("{}")).containsExactly("m0");
    }

    private static String batch(CampaignId campaign, String number) {
        return ("{'campaign':'%s','upload':'u1','number':0,'rows':[{'line':2,'number':'%s','f_id':'','name':'Ana',"
                        + "'context':'','agent_name':'','agent_voice':'','variables':{}}]}")
                .formatted(campaign, number);
    }

    private List<String> failed(String... bodies) {
        List<String> json =
                Stream.of(bodies).map(body -> body.replace('\'', '"')).toList();
        return SqsEvents.failed(handler.handleRequest(SqsEvents.of(json), new TestContext()));
    }
}
