package io.vuelta.handlers.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.DynamodbTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse;
import io.vuelta.adapters.dynamodb.DynamoContacts;
import io.vuelta.adapters.dynamodb.DynamoTable;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.AttemptRules;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.count.CountChanges;
import io.vuelta.domain.count.Sums;
import io.vuelta.domain.count.Tally;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.handlers.runtime.StreamedTable;
import io.vuelta.testkit.examples.ContactEdit;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.RecordingWakes;
import io.vuelta.testkit.fakes.TestContext;
import io.vuelta.testkit.fakes.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Records of the change stream whose images are the items that the table's own adapter writes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CountHandlerTest {
    private static final CampaignId CAMPAIGN = new CampaignId("C1");
    private static final LineId LINE = new LineId("iph_1");
    private static final String SHARD = "shardId-00000001792345678901-a1b2c3d4";
    private static final Instant NOW = Examples.MONDAY;
    private static final LocalDate DAY = NOW.atZone(Examples.MEXICO_CITY).toLocalDate();

    /** Contains the campaign and the counts and, for comparison, the same contacts. */
    private final InMemoryStore store = new InMemoryStore();

    private final StreamedTable table = new StreamedTable();
    private final Contacts written = new DynamoContacts(new DynamoTable(table, "vuelta"));
    private final RecordingWakes wakes = new RecordingWakes();
    private final TestContext context = new TestContext();
    private final CountHandler handler = new CountHandler(
            new CountWiring(new CountChanges(store.counts(), store.campaigns(), wakes, new VirtualTime(NOW))));

    CountHandlerTest() {
        store.campaigns().create(Examples.campaign(CAMPAIGN, LINE, CampaignStatus.ACTIVE, Examples.settings()));
    }

    private Contact load(int n) {
        Contact contact = Examples.contact(CAMPAIGN, n);
        assertThat(store.contacts().create(contact)).isInstanceOf(Contacts.Written.Done.class);
        return done(written.create(contact));
    }

    private Contact write(Contact before, Contact after) {
        assertThat(store.contacts().write(before, after)).isInstanceOf(Contacts.Written.Done.class);
        return done(written.write(before, after));
    }

    private Contact begin(Contact before, Place place) {
        AttemptId id = new AttemptId(before.id(), before.attempts());
        Attempt call = Call.created(id, LINE, before.number(), "Ana", true, "begun", place, NOW);
        Contact after = before.begun(received(call, new CallEvent.Accepted("CA" + id.number(), NOW)), NOW);
        assertThat(store.contacts().begin(before, after)).isInstanceOf(Contacts.Written.Done.class);
        return done(written.begin(before, after));
    }

    private static Contact done(Contacts.Written written) {
        return ((Contacts.Written.Done) written).contact();
    }

    private static Attempt received(Attempt attempt, CallEvent event) {
        return ((AttemptRules.Step.MoveTo) AttemptRules.apply(attempt, event)).next();
    }

    /** A contact that is loaded, called, waits for a retry, and is called again. */
    private void twoAttempts(int n) {
        Place first = new Place(1, n);
        Contact begun = begin(claim(load(n), first), first);
        Attempt latest = begun.attempt(1).orElseThrow();
        Attempt ended = received(
                latest,
                new CallEvent.Reported("CA1", CallStatus.ENDED, Duration.ofSeconds(40), AnsweredBy.MACHINE, NOW));
        Contact again = write(
                begun,
                ContactEdit.of(begun)
                        .status(ContactStatus.RETRYING)
                        .retries(1, 0)
                        .claim(null)
                        .due(NOW)
                        .latest(ended)
                        .done());
        Place second = new Place(2, n);
        begin(claim(again, second), second);
    }

    private Contact claim(Contact contact, Place place) {
        return write(contact, contact.claimed(place, NOW, DAY, NOW));
    }

    private TimeWindowEventResponse count(String shard, List<DynamodbStreamRecord> records) {
        DynamodbTimeWindowEvent event = new DynamodbTimeWindowEvent();
        event.setShardId(shard);
        event.setRecords(records);
        return handler.handleRequest(event, context);
    }

    private Sums sums() {
        return store.counts().sums(CAMPAIGN, 0);
    }

    @Test
    void the_counts_are_those_of_the_contacts_and_attempts() {
        load(1);
        twoAttempts(2);
        twoAttempts(3);

        TimeWindowEventResponse response = count(SHARD, table.take());

        assertThat(sums()).isEqualTo(new Sums(store.recount(CAMPAIGN), 4, 2, 3, 0, false));
        assertThat(sums().counters().calls()).isEqualTo(4);
        assertThat(response.getBatchItemFailures()).isEmpty();
        assertThat(context.lines()).isEmpty();
    }

    @Test
    void events_with_one_record_each_give_the_same_counts() {
        twoAttempts(2);

        table.take().forEach(record -> count(SHARD, List.of(record)));

        assertThat(sums()).isEqualTo(new Sums(store.recount(CAMPAIGN), 2, 1, 1, 0, false));
    }

    @Test
    void the_events_shard_is_remembered_and_its_records_count_once() {
        twoAttempts(2);
        List<DynamodbStreamRecord> records = table.take();
        count(SHARD, records);
        Sums once = sums();

        count(SHARD, records);
        count(SHARD, records.subList(1, 3));

        assertThat(sums()).isEqualTo(once);
        assertThat(store.counts().all(CAMPAIGN)).singleElement().satisfies(tally -> {
            assertThat(tally.slot()).isEqualTo(Tally.slotOf(SHARD));
            assertThat(tally.marks()).containsOnlyKeys(SHARD);
        });
    }

    @Test
    void shards_are_counted_separately() {
        load(1);
        List<DynamodbStreamRecord> first = table.take();
        load(2);
        count("shardId-b", table.take());
        count("shardId-a", first);

        assertThat(sums().added()).isEqualTo(2);
        assertThat(store.counts().all(CAMPAIGN).stream().flatMap(tally -> tally.marks().keySet().stream()))
                .containsExactlyInAnyOrder("shardId-a", "shardId-b");
    }

    @Test
    void items_deleted_by_time_to_live_stay_counted() {
        twoAttempts(2);
        count(SHARD, table.take());
        Sums before = sums();

        table.deleteAll("dynamodb.amazonaws.com");
        count(SHARD, table.take());

        assertThat(sums()).isEqualTo(before);
        assertThat(context.lines()).isEmpty();
    }

    @Test
    void any_other_delete_marks_the_campaign_for_a_recount() {
        load(1);
        table.deleteAll(null);
        List<DynamodbStreamRecord> records = table.take();

        count(SHARD, records);

        assertThat(sums().recount()).isTrue();
        assertThat(context.lines())
                .singleElement()
                .asString()
                .contains("\"event\":\"change_unreadable\"", "\"shard\":\"" + SHARD + "\"", "\"changes_unreadable\":1");
    }

    @Test
    void an_unreadable_record_is_skipped_and_marks_the_campaign_for_a_recount() {
        load(1);
        Map<String, AttributeValue> broken = new HashMap<>(table.items().getFirst());
        broken.put("sk", AttributeValue.fromS("P#0123456789abcdef0123456789abcdef"));
        broken.put("s", AttributeValue.fromS("no status"));
        table.put(broken);
        load(2);

        count(SHARD, table.take());

        assertThat(sums()).isEqualTo(new Sums(store.recount(CAMPAIGN), 0, 0, 2, 0, true));
        assertThat(context.lines())
                .singleElement()
                .asString()
                .contains("\"event\":\"change_unreadable\"", "\"shard\":\"" + SHARD + "\"", "\"changes_unreadable\":1");
    }

    @Test
    void records_of_other_items_and_empty_events_change_nothing() {
        table.put(Map.of("pk", AttributeValue.fromS("C#C1"), "sk", AttributeValue.fromS("CAMPAIGN")));
        List<String> operations = new ArrayList<>();
        store.faults(Faults.beforeEach(operations::add));

        count(SHARD, table.take());
        count(SHARD, List.of());
        handler.handleRequest(new DynamodbTimeWindowEvent(), context);

        assertThat(operations).isEmpty();
    }

    @Test
    void the_line_of_a_contact_that_begins_to_wait_is_woken_once_the_counts_show_it() {
        Contact loaded = load(1);
        count(SHARD, table.take());
        assertThat(wakes.woken()).containsExactly(LINE);
        wakes.takeAll();

        claim(loaded, new Place(1, 0));
        count(SHARD, table.take());
        assertThat(wakes.sent()).isEmpty();
    }

    @Test
    void a_busy_table_fails_the_function_and_the_same_records_count_later() {
        load(1);
        List<DynamodbStreamRecord> records = table.take();
        store.faults(Faults.busyAtEach("counts.save"));
        assertThatThrownBy(() -> count(SHARD, records)).isInstanceOf(StoreBusy.class);
        assertThat(wakes.sent()).isEmpty();
        store.faults(Faults.NONE);

        count(SHARD, records);

        assertThat(sums().added()).isEqualTo(1);
        assertThat(wakes.woken()).containsExactly(LINE);
    }
}
