package io.vuelta.handlers.api.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.Results;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.handlers.api.Client;
import io.vuelta.testkit.examples.ContactEdit;
import io.vuelta.testkit.examples.Examples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person is found by number, identifier, name, status and tag: in a campaign, and over all. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FindContactsApiTest {
    private static final CampaignId OTHER = new CampaignId("C2");

    private final Client client = Client.withCampaign(CampaignStatus.ACTIVE);

    @BeforeEach
    void people() {
        client.store
                .campaigns()
                .create(Examples.campaign(OTHER, Client.LINE, CampaignStatus.FINISHED, Examples.settings()));
        add(Client.CAMPAIGN, "+525555551234", "María José Núñez", "A-1", ContactStatus.ANSWERED, "vip");
        add(Client.CAMPAIGN, "+525555551235", "Jose Perez", "A-2", ContactStatus.FAILED, "late");
        add(Client.CAMPAIGN, "+525555551236", "Ana", "A-2", ContactStatus.FAILED, "vip");
        add(Client.CAMPAIGN, "+525555551237", "Ana", "", ContactStatus.QUEUE);
        add(OTHER, "+525555551234", "M. J. Nunez", "B-1", ContactStatus.FAILED);
        add(OTHER, "+525555551299", "Eva", "A-1", ContactStatus.QUEUE);
    }

    private void add(
            CampaignId campaign, String number, String name, String externalId, ContactStatus status, String... tags) {
        PhoneNumber phone = new PhoneNumber(number);
        Contact loaded = Contact.loaded(
                ContactId.of(campaign, phone),
                phone,
                new ContactData(externalId, name, "", "", "", Map.of()),
                "up/0/1",
                Examples.MONDAY);
        assertThat(client.store
                        .contacts()
                        .create(ContactEdit.of(loaded)
                                .status(status)
                                .results(new Results(List.of(tags), false, false, false))
                                .done()))
                .isInstanceOf(Contacts.Written.Done.class);
    }

    @ParameterizedTest
    @CsvSource({
        "number=+525555551234, 1234",
        "number=55 5555 1234, 1234",
        "number=(55) 5555-1234, 1234",
        "number=+52 1 55 5555 1234, 1234",
        "number=5555551239, ''",
        "number=5555551234&status=failed, ''",
        "number=5555551234&status=answered&tag=vip, 1234",
        "external_id=A-1, 1234",
        "external_id=A-2, 1235 1236",
        "external_id=A-2&tag=vip, 1236",
        "external_id=a-1, ''",
        "external_id=B-1, ''",
        "number=5555551235&external_id=A-1, ''",
        "tag=vip, 1234 1236",
        "tag=vip&status=failed, 1236",
        "tag=none, ''",
        "q=55 5555 1235, 1235",
        "q=A-1, 1234",
        "q=ana, 1236 1237",
        "q=JOSÉ, 1234 1235",
        "q=nunez, 1234",
        "q=nobody, ''",
        "q=jose&status=failed, 1235",
    })
    void a_campaigns_contacts_are_found(String query, String numbers) {
        Client.Reply reply = client.get("/campaigns/C1/contacts?" + query);

        assertThat(reply.status()).as(reply.json().toString()).isEqualTo(200);
        assertThat(lastDigits(reply)).isEqualTo(numbers);
        assertThat(reply.at("/has_next").booleanValue()).isFalse();
    }

    /** Filters, each with the contacts that pass it alone. */
    private static final Map<String, Set<String>> PASSING = Map.ofEntries(
            Map.entry("number=55 5555 1234", Set.of("1234")),
            Map.entry("number=+525555551236", Set.of("1236")),
            Map.entry("number=55 5555 0000", Set.of()),
            Map.entry("external_id=A-1", Set.of("1234")),
            Map.entry("external_id=A-2", Set.of("1235", "1236")),
            Map.entry("external_id=none", Set.of()),
            Map.entry("q=ana", Set.of("1236", "1237")),
            Map.entry("q=jose", Set.of("1234", "1235")),
            Map.entry("q=A-2", Set.of("1235", "1236")),
            Map.entry("q=55 5555 1234", Set.of("1234")),
            Map.entry("q=zzz", Set.of()),
            Map.entry("status=failed", Set.of("1235", "1236")),
            Map.entry("status=queue", Set.of("1237")),
            Map.entry("tag=vip", Set.of("1234", "1236")),
            Map.entry("tag=late", Set.of("1235")),
            Map.entry("country=MX", Set.of("1234", "1235", "1236", "1237")));

    @Test
    void a_contact_must_pass_all_filters() {
        for (String one : PASSING.keySet()) {
            for (String two : PASSING.keySet()) {
                for (String three : PASSING.keySet()) {
                    if (Stream.of(one, two, three)
                                    .map(filter -> filter.substring(0, filter.indexOf('=')))
                                    .distinct()
                                    .count()
                            == 3) {
                        Set<String> passing = new TreeSet<>(PASSING.get(one));
                        passing.retainAll(PASSING.get(two));
                        assertThat(lastDigits(client.get("/campaigns/C1/contacts?" + one + "&" + two)))
                                .as("%s and %s", one, two)
                                .isEqualTo(String.join(" ", passing));
                        passing.retainAll(PASSING.get(three));
                        assertThat(lastDigits(client.get("/campaigns/C1/contacts?" + one + "&" + two + "&" + three)))
                                .as("%s and %s and %s", one, two, three)
                                .isEqualTo(String.join(" ", passing));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "number=20 7946 0958&country=GB, 0958",
        "number=20 7946 0958, 400",
        "number=+44 20 7946 0958, 0958",
    })
    void a_number_without_country_code_is_read_in_the_given_region_or_the_campaigns(String query, String found) {
        add(Client.CAMPAIGN, "+442079460958", "Tom", "", ContactStatus.QUEUE);

        Client.Reply reply = client.get("/campaigns/C1/contacts?" + query);

        assertThat(reply.status() == 200 ? lastDigits(reply) : reply.error())
                .isEqualTo(found.equals("400") ? "400 INVALID_REQUEST number" : found);
    }

    @ParameterizedTest
    @CsvSource({"number=+525555551234", "external_id=A-1", "number=55 5555 1234", "q=A-1"})
    void a_search_by_number_or_id_does_not_scan_the_campaign(String query) {
        List<String> operations = client.operations(() -> client.get("/campaigns/C1/contacts?" + query));

        assertThat(operations).doesNotContain("people.after", "contacts.after").hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void a_person_is_shown_with_their_campaigns_newest_first_and_their_do_not_contact_entries() {
        client.store
                .doNotContact()
                .put(new Suppression(
                        new PhoneNumber("+525555551234"), Channel.WHATSAPP, "asked", "api", Examples.MONDAY, null));

        Client.Reply reply = client.get("/contacts?number=55 5555 1234");

        assertThat(lastDigits(reply)).isEqualTo("1234 1234");
        assertThat(reply.text("/contacts/0/campaign/id")).isEqualTo("C2");
        assertThat(reply.at("/contacts/0/campaign"))
                .hasToString(("{'id':'C2','name':'" + Examples.settings().name()
                                + "','integration_type':'phone_call','status':'finished','archived':false}")
                        .replace('\'', '"'));
        reply.assertHas("/contacts", "'0/status':'failed','1/campaign/id':'C1','1/status':'answered'");
        assertThat(reply.at("/more").booleanValue()).isFalse();
        assertThat(reply.at("/do_not_contact").size()).isEqualTo(1);
        assertThat(reply.text("/do_not_contact/0/channel")).isEqualTo("whatsapp");

        Client.Reply one = client.get("/contacts?number=55 5555 1234&limit=1");
        assertThat(lastDigits(one)).isEqualTo("1234");
        assertThat(one.at("/more").booleanValue()).isTrue();
    }

    @Test
    void an_identifier_may_belong_to_several_people_in_several_campaigns() {
        client.store
                .doNotContact()
                .put(new Suppression(new PhoneNumber("+525555551299"), null, "asked", "api", Examples.MONDAY, null));

        Client.Reply reply = client.get("/contacts?external_id=A-1");

        assertThat(lastDigits(reply)).isEqualTo("1299 1234");
        assertThat(reply.at("/do_not_contact").size()).isEqualTo(1);
        assertThat(client.get("/contacts?external_id=Z").at("/contacts")).isEmpty();
    }

    @Test
    void a_number_without_contacts_is_shown_with_its_do_not_contact_entries() {
        client.store
                .doNotContact()
                .put(new Suppression(new PhoneNumber("+525555550000"), null, "asked", "api", Examples.MONDAY, null));

        Client.Reply reply = client.get("/contacts?number=+525555550000");

        assertThat(reply.at("/contacts")).isEmpty();
        assertThat(reply.at("/do_not_contact").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "page=, page",
        "limit=5, number",
        "number=+525555551234&external_id=A-1, number",
        "number=12, number",
        "number=hello, number",
        "number=5555551234&country=XX, country",
        "external_id=a&country=Mexico, country",
        "external_id=A-1&limit=0, limit",
        "external_id=A-1&q=x, q",
    })
    void an_invalid_parameter_is_named(String query, String field) {
        assertThat(client.get("/contacts?" + query).error()).isEqualTo("400 INVALID_REQUEST " + field);
    }

    private static String lastDigits(Client.Reply reply) {
        List<String> numbers = new ArrayList<>();
        for (JsonNode contact : reply.at("/contacts")) {
            String number = contact.get("contact").asText();
            numbers.add(number.substring(number.length() - 4));
        }
        if (reply.json().has("has_next")) {
            numbers.sort(null);
        }
        return String.join(" ", numbers);
    }
}
