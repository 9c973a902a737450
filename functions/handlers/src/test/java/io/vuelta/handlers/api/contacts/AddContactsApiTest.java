package io.vuelta.handlers.api.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.HistoryEntry;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.handlers.api.Client;
import io.vuelta.handlers.api.Given;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code POST /campaigns/{id}/contacts}. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AddContactsApiTest {
    private static final String PATH = "/campaigns/C1/contacts";
    private static final PhoneNumber ANA = new PhoneNumber("+525555551234");

    private final Client client = Client.withCampaign(CampaignStatus.PENDING);

    private static Contact contact(Client client, PhoneNumber number) {
        return client.store
                .contacts()
                .find(ContactId.of(Client.CAMPAIGN, number))
                .orElseThrow();
    }

    private static ContactData data(Client client) {
        return contact(client, ANA).data();
    }

    /** A body with {@code count} people, beginning with number {@code first}. */
    private static String people(int first, int count, String more) {
        return IntStream.range(first, first + count)
                .mapToObj(n -> "{'contact':'" + Examples.number(n).e164() + "','name':'Person " + n + "'}")
                .collect(Collectors.joining(",", "{'contacts':[", "]" + more + "}"));
    }

    private static List<String> statuses(Client.Reply reply) {
        List<String> statuses = new ArrayList<>();
        for (JsonNode result : reply.at("/results")) {
            statuses.add(result.get("status").asText());
        }
        return statuses;
    }

    @Test
    void one_contact_is_added_and_makes_its_campaign_ready() {
        Client.Reply reply = client.post(PATH, "{'contact':'55 5555 1234','name':'Ana','context':'Owes 7','id':'A-1'}");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json())
                .hasToString(("{'success':true,'summary':{'created':1,'updated':0,'skipped_duplicate':0,'failed':0},"
                                + "'results':[{'index':0,'id':'"
                                + ContactId.of(Client.CAMPAIGN, ANA).hash()
                                + "','contact':'+525555551234','status':'created','error':null}]}")
                        .replace('\'', '"'));
        assertThat(data(client)).isEqualTo(new ContactData("A-1", "Ana", "Owes 7", "", "", Map.of()));
        assertThat(client.campaign().status()).isEqualTo(CampaignStatus.READY);
        assertThat(client.wakes.woken()).isEmpty();
    }

    @Test
    void both_vocabularies_are_understood_and_every_other_field_is_a_variable() {
        client.post(
                PATH,
                "{'Phone_Number':525555551234,'contact_name':' Ana ','context':{'owes':7.50,'due':['June 5']},'id':12,"
                        + "'override_agent_name':'Inés','override_agent_voice_id':'female_voice','Amount':1500.00,"
                        + "'vip customer':true,'nothing':null,'variables':{'city':'Puebla','child':{'age':4}}}");

        assertThat(data(client))
                .isEqualTo(new ContactData(
                        "12",
                        "Ana",
                        "{\"owes\":7.50,\"due\":[\"June 5\"]}",
                        "Inés",
                        "female_voice",
                        Map.of("Amount", "1500.00", "vip customer", "true", "city", "Puebla", "child", "{\"age\":4}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "['vip','callback']      | callback,vip | \"\"",
                "'vip;callback'          | callback,vip | \"\"",
                "'vip, callback'         | callback,vip | \"\"",
                "['VIP']                 | vip          | \"\"",
                "[]                      | \"\"       | \"\"",
                "null                    | \"\"       | \"\"",
                "['vip','foo','bar']     | vip          | bar,foo",
                "7                       | \"\"       | 7",
            })
    void tags_of_the_agent_are_set_and_unknown_ones_are_shown(String given, String tags, String unknown) {
        Client.Reply reply = client.post(PATH, "{'contact':'+525555551234','tags':" + given + "}");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(String.join(",", contact(client, ANA).results().tags())).isEqualTo(tags);
        assertThat(data(client).variables()).isEmpty();
        List<String> shown = new ArrayList<>();
        reply.at("/results/0/unknown_tags").forEach(tag -> shown.add(tag.asText()));
        assertThat(String.join(",", shown)).isEqualTo(unknown);
    }

    @ParameterizedTest
    @CsvSource({"skip, vip", "update, 'callback,vip'", "requeue, 'callback,vip'"})
    void a_contact_that_is_there_already_gets_further_tags_with_further_data(String ifDuplicate, String tags) {
        client.post(PATH, "{'contact':'+525555551234','tags':'vip'}");

        client.post(PATH, "{'contact':'+525555551234','tags':'callback','if_duplicate':'" + ifDuplicate + "'}");

        assertThat(String.join(",", contact(client, ANA).results().tags())).isEqualTo(tags);
    }

    @Test
    void a_removed_contact_that_is_added_again_has_only_its_new_tags() {
        client.post(PATH, "{'contact':'+525555551234','tags':'vip'}");
        client.send("DELETE", PATH + "/" + contact(client, ANA).id().hash(), null);

        client.post(PATH, "{'contact':'+525555551234','tags':'callback'}");

        assertThat(contact(client, ANA).results().tags()).containsExactly("callback");
    }

    /** The agent has the tag VIP and the field email. */
    @Test
    void a_field_of_any_other_name_is_kept_as_a_variable() {
        client.post(
                PATH,
                "{'contact':'+525555551234','status':'vencido','email':'a@example.com','VIP':'yes','campaign_name':'x'}");

        assertThat(data(client).variables())
                .isEqualTo(Map.of("status", "vencido", "email", "a@example.com", "VIP", "yes", "campaign_name", "x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'phone_number':'+525555551234','contact_name':'Ana','variables':{'name':'Ana','saldo':12.5}} | Ana | saldo=12.5",
                "{'phone_number':'+525555551234','contact_name':'Ana','variables':{'name':'Other','Contact':'x'}} | Ana | \"\"",
                "{'phone_number':'+525555551234','variables':{'name':'Ana'}}           | Ana | \"\"",
                "{'phone_number':'+525555551234','contact':'','name':'Ana'}            | Ana | \"\"",
                "{'phone_number':'','contact':'+525555551234','name':' ','contact_name':'Ana'} | Ana | \"\"",
                "{'phone_number':'+525555551234','contact':'55 5555 1234','name':'Ana'} | Ana | \"\"",
                "{'phone_number':'+525555551234','contact':'Ana','name':'Ana','contact_name':'Ana'} | Ana | contact=Ana",
                "{'phone_number':'+525555551234','a':1,'A':'','variables':{'a':1}}     | \"\" | a=1",
                "{'phone':'55 5555 1234','first_name':'Ana','last_name':'Gil'}         | Ana Gil | first_name=Ana, last_name=Gil",
            })
    void typical_bodies_of_automation_tools_are_accepted(String contact, String name, String variables) {
        Client.Reply reply = client.post(PATH, contact);

        assertThat(statuses(reply)).containsExactly("created");
        assertThat(reply.text("/results/0/contact")).isEqualTo("+525555551234");
        assertThat(data(client).name()).isEqualTo(name);
        assertThat(new TreeMap<>(data(client).variables())).hasToString("{" + variables + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'contact':'+525555551234','name':'A\\u0000'}                | contacts[0].name",
                "{'contact':'+525555551234','context':'A\\uffff'}             | contacts[0].context",
                "{'contact':'+525555551234','name':'Mu\\ufffdoz'}            | contacts[0].name",
                "{'contact':'+525555551234','city':'\\ud83d'}                 | contacts[0].city",
                "{'contact':'+525555551234','variables':{'ci\\ufffety':'x'}}  | contacts[0].variables.city",
                "{'contact':'+525555551234','override_agent_voice_id':'robot'} | contacts[0].override_agent_voice_id",
            })
    void a_contact_that_cannot_be_stored_is_refused_with_its_field_and_the_others_are_added(
            String contact, String field) {
        Client.Reply reply = client.post(PATH, "{'contacts':[" + contact + ",{'contact':'+525555555678'}]}");

        assertThat(statuses(reply)).containsExactly("failed", "created");
        assertThat(reply.text("/results/0/field")).isEqualTo(field);
        assertThat(reply.text("/results/0/contact")).isEqualTo("+525555551234");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'phone':'+525555551234','mobile':'+525555551235'} | AMBIGUOUS_PHONE_COLUMN | contacts[0].phone, contacts[0].mobile",
                "{'contact':'+525555551234','a':'1','A':'2'}        | DOUBLED_COLUMN         | contacts[0].A",
                "{'contact':'+525555551234','':'1'}                 | FIELD_WITHOUT_NAME     | contacts[0]",
            })
    void the_error_of_a_contact_names_its_invalid_fields(String contact, String error, @Nullable String field) {
        Client.Reply reply = client.post(PATH, "{'contacts':[" + contact + ",{'contact':'+525555555678'}]}");

        assertThat(statuses(reply)).containsExactly("failed", "created");
        assertThat(reply.text("/results/0/error")).isEqualTo(error);
        JsonNode named = reply.at("/results/0/field");
        assertThat(named.isMissingNode() ? null : named.asText()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'contact':'+525555551234','name':'A\\u0000'}               | name",
                "{'contact':'+525555551234','variables':{'city':'\\ud83d'}}  | variables.city",
                "{'phone':'+525555551234','mobile':'+525555551235'}          | phone, mobile",
                "{'contact':'+525555551234','':'1'}                          | ",
            })
    void the_error_of_a_single_contact_names_the_field_without_an_index(String contact, @Nullable String field) {
        JsonNode named = client.post(PATH, contact).at("/results/0/field");

        assertThat(named.isMissingNode() ? null : named.asText()).isEqualTo(field);
    }

    @Test
    void the_sample_is_answered_contact_by_contact() throws IOException {
        Client.Reply reply = client.post(PATH, Files.readString(Path.of("../../events/contacts.json")));

        assertThat(statuses(reply)).containsExactly("created", "created", "failed");
        assertThat(data(client))
                .isEqualTo(new ContactData(
                        "123", "Juan Pérez", "{\"amount\":1500,\"due\":\"June 5\"}", "Inés", "female_voice", Map.of()));
        assertThat(contact(client, new PhoneNumber("+525555555678")).data().variables())
                .isEqualTo(Map.of("appointment_date", "June 7", "member", "true"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}                                                     | MISSING_CONTACT",
                "{'name':'Ana'}                                         | MISSING_CONTACT",
                "{'contact':' '}                                        | MISSING_CONTACT",
                "{'contact':null}                                       | MISSING_CONTACT",
                "7                                                      | MISSING_CONTACT",
                "{'contact':'12'}                                       | INVALID_PHONE_NUMBER",
                "{'contact':{'number':1}}                               | INVALID_PHONE_NUMBER",
                "{'contact':'+525555551234','phone_number':'+525555551235'} | AMBIGUOUS_PHONE_COLUMN",
                "{'contact':'+525555551234','a':1,'variables':{'A':2}}  | DOUBLED_COLUMN",
                "{'contact':'+525555551234','override_agent_voice_id':'robot'} | UNKNOWN_VOICE",
            })
    void an_invalid_contact_fails_alone(String contact, String error) {
        Client.Reply reply = client.post(PATH, "{'contacts':[" + contact + ",{'contact':'+525555555678'}]}");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(statuses(reply)).containsExactly("failed", "created");
        assertThat(reply.text("/results/0/error")).isEqualTo(error);
        assertThat(reply.at("/results/0/id").isNull()).isTrue();
        assertThat(reply.at("/summary"))
                .hasToString("{\"created\":1,\"updated\":0,\"skipped_duplicate\":0,\"failed\":1}");
    }

    @Test
    void without_a_new_contact_the_answer_is_200_and_the_campaign_keeps_its_status() {
        assertThat(client.post(PATH, "{'contact':'12'}").status()).isEqualTo(200);
        assertThat(client.campaign().status()).isEqualTo(CampaignStatus.PENDING);
    }

    @ParameterizedTest
    @CsvSource({"49, created", "50, created", "51, failed"})
    void a_contact_has_at_most_fifty_variables(int count, String status) {
        String variables =
                IntStream.range(0, count).mapToObj(n -> "'v" + n + "':" + n).collect(Collectors.joining(","));

        assertThat(statuses(client.post(PATH, "{'contact':'+525555551234'," + variables + "}")))
                .containsExactly(status);
    }

    @Test
    void one_person_sent_twice_is_one_contact_and_repairs_are_reported() {
        Client.Reply reply = client.post(
                PATH,
                "{'contacts':[{'contact':'+5215555551234','name':'Ana'},{'contact':'+525555551234','name':'Bo'}]}");

        assertThat(reply.text("/results/0/repaired")).isEqualTo("RETIRED_PREFIX");
        assertThat(reply.text("/results/1/status")).isEqualTo("skipped_duplicate");
        assertThat(reply.text("/results/1/error")).isEqualTo("DUPLICATE_IN_REQUEST");
        assertThat(reply.text("/results/1/id")).isEqualTo(reply.text("/results/0/id"));
        assertThat(data(client).name()).isEqualTo("Ana");
    }

    @Test
    void an_existing_contact_is_skipped_and_keeps_its_data() {
        client.post(PATH, "{'contact':'+525555551234','name':'Ana'}");
        Contact before = contact(client, ANA);

        Client.Reply reply = client.post(PATH, "{'contact':'+525555551234','name':'Bo'}");

        assertThat(reply.text("/results/0/status")).isEqualTo("skipped_duplicate");
        assertThat(reply.text("/results/0/error")).isEqualTo("DUPLICATE_IN_CAMPAIGN");
        assertThat(contact(client, ANA)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(
            value = ContactStatus.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"REMOVED"})
    void update_overwrites_the_data_and_keeps_the_state(ContactStatus status) {
        Given.contacts(client, status, 1);
        Contact before = client.store.contactsOf(Client.CAMPAIGN).getFirst();
        String body = "{'contact':'" + before.number() + "','name':'Bo','amount':7,'if_duplicate':'update'}";

        Client.Reply reply = client.post(PATH, body);
        Contact after = client.store.contactsOf(Client.CAMPAIGN).getFirst();
        client.post(PATH, body);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/results/0/status")).isEqualTo("updated");
        assertThat(reply.text("/summary/updated")).isEqualTo("1");
        assertThat(after.data()).isEqualTo(new ContactData("", "Bo", "", "", "", Map.of("amount", "7")));
        assertThat(after.person().dataSource())
                .isEqualTo("api-" + client.clock.instant().toEpochMilli() + "/0");
        assertThat(after.log().history().getLast())
                .isEqualTo(new HistoryEntry(client.clock.instant(), "DATA_UPDATED", 0, null));
        assertThat(after)
                .usingRecursiveComparison()
                .ignoringFields("person.data", "person.dataSource", "log.history", "version")
                .isEqualTo(before);
        assertThat(client.store.contactsOf(Client.CAMPAIGN))
                .as("a repeat writes nothing")
                .containsExactly(after);
        assertThat(client.counted()).isEqualTo(client.store.recount(Client.CAMPAIGN));
    }

    @Test
    void requeue_puts_the_contact_back_into_the_queue_and_the_summary_counts_it() {
        Given.contacts(client, ContactStatus.FAILED, 1);
        String number =
                client.store.contactsOf(Client.CAMPAIGN).getFirst().number().e164();

        Client.Reply updated = client.post(PATH, "{'contact':'" + number + "','if_duplicate':'update'}");
        client.clock.set(client.clock.instant().plusSeconds(1));
        Client.Reply requeued = client.post(PATH, "{'contact':'" + number + "','if_duplicate':'requeue'}");

        assertThat(updated.at("/summary").has("requeued")).isFalse();
        assertThat(requeued.status()).isEqualTo(200);
        assertThat(statuses(requeued)).containsExactly("requeued");
        assertThat(requeued.text("/summary/requeued")).isEqualTo("1");
        assertThat(client.store.contactsOf(Client.CAMPAIGN).getFirst().status()).isEqualTo(ContactStatus.QUEUE);
    }

    @ParameterizedTest
    @CsvSource({"skip", "update"})
    void a_removed_contact_is_added_again(String ifDuplicate) {
        client.post(PATH, "{'contact':'+525555551234','name':'Ana'}");
        client.send("DELETE", PATH + "/" + ContactId.of(Client.CAMPAIGN, ANA).hash(), null);

        Client.Reply reply = client.post(PATH, "{'contact':'+525555551234','if_duplicate':'" + ifDuplicate + "'}");

        assertThat(statuses(reply)).containsExactly("created");
        assertThat(contact(client, ANA).status()).isEqualTo(ContactStatus.QUEUE);
    }

    @Test
    void a_contact_on_the_do_not_contact_list_is_added_as_suppressed_and_reported_so() {
        client.store
                .doNotContact()
                .put(new Suppression(ANA, null, "asked to stop", "api", client.clock.instant(), null));

        Client.Reply reply =
                client.post(PATH, "{'contacts':[{'contact':'+525555551234'},{'contact':'+525555555678'}]}");

        assertThat(statuses(reply)).containsExactly("created", "created");
        assertThat(reply.at("/results/0/suppressed").asBoolean()).isTrue();
        assertThat(reply.at("/results/1").has("suppressed")).isFalse();
        assertThat(contact(client, ANA).status()).isEqualTo(ContactStatus.SUPPRESSED);
    }

    @ParameterizedTest
    @CsvSource({"95, 1", "96, 2", "1000, 11"})
    void contacts_are_written_in_transactions_of_maximum_size(int count, int commits) {
        List<String> operations = client.operations(() -> assertThat(
                        client.post(PATH, people(0, count, "")).text("/summary/created"))
                .isEqualTo(String.valueOf(count)));

        assertThat(operations.stream().filter("contacts.edit"::equals)).hasSize(commits);
        assertThat(client.counted().fresh()).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'phone_number':'55 5555 1234','city':'Puebla','City':'Puebla' | 55 5555 1234     | DOUBLED_COLUMN",
                "'contact':'12','name':'Ana'                                   | 12               | INVALID_PHONE_NUMBER",
                "'contact':'+52 900 123 4567'                                  | +52 900 123 4567 | PREMIUM_RATE",
                "'name':'Ana'                                                  | \"\"             | MISSING_CONTACT"
            })
    void a_contact_that_is_not_loaded_is_reported_with_its_number_as_sent(String contact, String number, String error) {
        Client.Reply reply = client.post(PATH, "{'contacts':[{" + contact + "}]}");

        assertThat(reply.text("/results/0/contact")).isEqualTo(number);
        assertThat(reply.text("/results/0/error")).isEqualTo(error);
    }

    @Test
    void the_line_of_an_active_campaign_is_woken() {
        Client active = Client.withCampaign(CampaignStatus.ACTIVE);

        active.post(PATH, people(0, 1, ""));

        assertThat(active.wakes.woken()).containsExactly(Client.LINE);
    }

    @ParameterizedTest
    @EnumSource(CampaignStatus.class)
    void a_cancelled_campaign_accepts_no_contacts(CampaignStatus status) {
        Client.Reply reply = Client.withCampaign(status).post(PATH, people(0, 1, ""));

        assertThat(reply.error()).isEqualTo(status == CampaignStatus.CANCELLED ? "409 CAMPAIGN_FINISHED" : "201 ");
    }

    /** It had no contact left, and its pacer finishes it after the request has read it and before it writes. */
    @Test
    void a_campaign_that_finishes_during_the_request_is_ready_again() {
        Client active = Client.withCampaign(CampaignStatus.ACTIVE);
        active.store.faults(Faults.beforeNext("contacts.edit", active::finish));

        assertThat(active.post(PATH, people(0, 100, "")).status()).isEqualTo(201);
        assertThat(active.store.contactsOf(Client.CAMPAIGN)).hasSize(100);
        assertThat(active.campaign().status()).isEqualTo(CampaignStatus.READY);
    }

    @ParameterizedTest
    @EnumSource(CampaignStatus.class)
    void a_campaign_that_is_archived_during_the_request_accepts_no_contacts(CampaignStatus status) {
        Client client = Client.withCampaign(status);
        client.store.faults(Faults.beforeNext("contacts.edit", () -> client.post("/campaigns/C1/archive", "")));

        assertThat(client.post(PATH, people(0, 2, "")).error())
                .isEqualTo(status == CampaignStatus.CANCELLED ? "409 CAMPAIGN_FINISHED" : "409 CAMPAIGN_ARCHIVED");
        assertThat(client.store.contactsOf(Client.CAMPAIGN)).isEmpty();
    }

    @Test
    void if_the_campaign_is_cancelled_during_a_request_each_contact_has_its_own_result() {
        Client active = Client.withCampaign(CampaignStatus.ACTIVE);
        IntStream.range(0, Contacts.MAX_TOGETHER)
                .forEach(n -> active.store
                        .doNotContact()
                        .put(new Suppression(Examples.number(n), null, "-", "api", Examples.MONDAY, null)));
        active.store.faults(Faults.beforeNth("contacts.edit", 2, () -> active.post("/campaigns/C1/cancel", "")));

        Client.Reply reply = active.post(PATH, people(0, Contacts.MAX_TOGETHER + 1, ""));

        assertThat(reply.text("/summary/created")).isEqualTo("95");
        assertThat(reply.text("/results/95/status")).isEqualTo("failed");
        assertThat(reply.text("/results/95/error")).isEqualTo("CAMPAIGN_FINISHED");
        assertThat(active.store.contactsOf(Client.CAMPAIGN)).hasSize(95);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 25);
    }

    /** Interrupted at any point, with or without a key, and sent again until it has a response. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_request_repeated_until_it_is_answered_creates_the_same_contacts(long seed) {
        Random random = new Random(seed);
        String more = random.nextBoolean() ? ",'if_duplicate':'update'" : "";
        String body = people(0, 120, more);
        Client undisturbed = Client.withCampaign(CampaignStatus.ACTIVE);
        Client disturbed = Client.withCampaign(CampaignStatus.ACTIVE);
        if (random.nextBoolean()) {
            undisturbed.post(PATH, people(100, 60, ""));
            disturbed.post(PATH, people(100, 60, ""));
        }
        Client.Reply wanted = undisturbed.post(PATH, body);
        boolean hasKey = random.nextBoolean();
        if (hasKey) {
            disturbed.header("Idempotency-Key", "k");
        }
        disturbed.wakes.take();
        Client.Reply reply;
        int crashes = 0;
        do {
            disturbed.store.faults(crashes++ < 8 ? crashAfter(random.nextInt(40)) : Faults.NONE);
            reply = disturbed.post(PATH, body);
        } while (reply.status() == 500);

        disturbed.store.faults(Faults.NONE);
        assertThat(reply.status()).isBetween(200, 201);
        if (hasKey) {
            assertThat(reply.json())
                    .as("it tells of what its earlier tries did")
                    .isEqualTo(wanted.json());
        }
        assertThat(disturbed.store.contactsOf(Client.CAMPAIGN))
                .isEqualTo(undisturbed.store.contactsOf(Client.CAMPAIGN));
        assertThat(disturbed.counted()).isEqualTo(undisturbed.counted());
        assertThat(disturbed.wakes.take()).contains(Client.LINE);
    }

    /** Crashes {@code times} times, before or after an operation of the store. */
    private static Faults crashAfter(int times) {
        return new Faults() {
            private int left = times;

            @Override
            public void before(String operation) {
                after(operation);
            }

            @Override
            public void after(String operation) {
                if (left-- == 0) {
                    throw new FailAt.Crash(operation);
                }
            }
        };
    }

    @Test
    void a_pending_campaign_becomes_ready_though_the_first_request_broke_off() {
        client.store.faults(FailAt.afterNext("contacts.edit"));
        assertThat(client.post(PATH, people(0, 1, "")).status()).isEqualTo(500);
        client.store.faults(Faults.NONE);
        assertThat(client.campaign().status()).isEqualTo(CampaignStatus.PENDING);

        client.post(PATH, people(0, 1, ""));

        assertThat(client.campaign().status()).isEqualTo(CampaignStatus.READY);
    }

    @Test
    void a_repeat_with_the_same_key_is_answered_as_before() {
        client.header("Idempotency-Key", "k");
        Client.Reply first = client.post(PATH, people(0, 1, ""));

        assertThat(client.post(PATH, people(0, 1, "")).json()).isEqualTo(first.json());
        assertThat(client.post(PATH, people(1, 1, "")).error()).isEqualTo("422 IDEMPOTENCY_KEY_REUSED");
    }

    static Stream<FailAt> deaths() {
        return Stream.of(
                FailAt.beforeNext("contacts.edit").nth(2),
                FailAt.afterNext("contacts.edit"),
                FailAt.afterNext("contacts.edit").nth(2));
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void with_an_idempotency_key_a_repeat_reports_what_its_first_try_did(FailAt crash) {
        client.header("Idempotency-Key", "k");
        client.store.faults(crash);
        assertThat(client.post(PATH, people(0, 150, ",'if_duplicate':'requeue'"))
                        .status())
                .isEqualTo(500);
        client.store.faults(Faults.NONE);
        client.clock.advance(Duration.ofMinutes(1));

        Client.Reply again = client.post(PATH, people(0, 150, ",'if_duplicate':'requeue'"));

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.at("/summary"))
                .hasToString("{\"created\":150,\"updated\":0,\"skipped_duplicate\":0,\"failed\":0}");
        assertThat(client.counted().contacts()).isEqualTo(150);
    }

    @Test
    void a_contact_that_the_first_try_requeued_is_reported_as_requeued() {
        client.post(PATH, people(0, 100, ""));
        client.clock.advance(Duration.ofMinutes(1));
        client.header("Idempotency-Key", "k");
        client.store.faults(FailAt.afterNext("contacts.edit").nth(2));
        client.post(PATH, people(0, 100, ",'if_duplicate':'requeue'"));
        client.store.faults(Faults.NONE);

        Client.Reply again = client.post(PATH, people(0, 100, ",'if_duplicate':'requeue'"));

        assertThat(again.at("/summary/requeued").asInt()).isEqualTo(100);
        assertThat(client.counted().contacts()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'contacts':[]}                                            | contacts",
                "{'contacts':null}                                          | contacts",
                "{'contacts':{'contact':'+525555551234'}}                   | contacts",
                "{'contacts':[{'contact':'1'}],'name':'Ana'}                | name",
                "{'contact':'+525555551234','if_duplicate':'replace'}       | if_duplicate",
                "[]                                                         | body",
            })
    void an_invalid_request_is_refused_as_a_whole(String body, String field) {
        assertThat(client.post(PATH, body).error()).isEqualTo("400 INVALID_REQUEST " + field);
    }

    @Test
    void more_than_a_thousand_contacts_are_refused() {
        assertThat(client.post(PATH, people(0, 1_001, "")).error()).isEqualTo("400 INVALID_REQUEST contacts");
        assertThat(client.post("/campaigns/C9/contacts", people(0, 1, "")).error())
                .isEqualTo("404 NOT_FOUND");
    }
}
