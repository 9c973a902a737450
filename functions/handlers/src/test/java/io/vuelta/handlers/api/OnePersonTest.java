package io.vuelta.handlers.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.adapters.libphonenumber.CanonicalNumbers;
import io.vuelta.adapters.provider.whatsapp.WhatsAppWebhooks;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.AttemptStart;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageState;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.file.Batch;
import io.vuelta.domain.file.FinishUpload;
import io.vuelta.domain.file.LoadBatch;
import io.vuelta.domain.file.ReadContactFile;
import io.vuelta.domain.file.ReadingRules;
import io.vuelta.domain.file.Table;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.settle.Settle;
import io.vuelta.domain.settle.Webhooks;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.testkit.Hmac;
import io.vuelta.testkit.UseCases;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.InMemoryUserIds;
import io.vuelta.testkit.fakes.RecordingBatches;
import io.vuelta.testkit.fakes.RecordingReports;
import io.vuelta.testkit.fakes.RecordingWakes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * In countries with two forms of one number, a contact, a reply and an entry of the do-not-contact list belong to the
 * same person, whatever form each has.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OnePersonTest {
    private static final Instant NOW = Examples.MONDAY;
    private static final CampaignId OTHER_CAMPAIGN = new CampaignId("C2");
    private static final UploadId UPLOAD = new UploadId(Client.CAMPAIGN, "up");
    private static final String CONTACTS = "/campaigns/C1/contacts";
    private static final Place PLACE = new Place(1, 0);
    private static final String SECRET = "app-secret";

    private final Client client = Client.withTemplate(CampaignStatus.PENDING);

    /**
     * A generated number.
     *
     * @param region the region of the number
     * @param written all forms in which people write it, inside and outside the region, and in files of other programs
     * @param dialled the form that is dialled after all of them were received
     * @param wa its id at WhatsApp
     */
    private record Person(String region, List<String> written, String dialled, String wa) {}

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    private static Person person(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return switch ((int) (seed % 3)) {
            case 0 -> argentine(random);
            case 1 -> brazilian(random);
            default -> mexican(random);
        };
    }

    private static String digits(SplittableRandom random, int count) {
        StringBuilder digits = new StringBuilder();
        random.ints(count, 0, 10).forEach(digits::append);
        return digits.toString();
    }

    private static <T> T one(SplittableRandom random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** Areas of two, three and four digits; their local numbers begin with 4 here, as most do. */
    private static Person argentine(SplittableRandom random) {
        String area = one(random, List.of("11", "223", "261", "341", "2966", "2901"));
        String local = "4" + digits(random, 9 - area.length());
        String number = area + local;
        return new Person(
                "AR",
                List.of(
                        number,
                        "0" + area + " " + local,
                        "(" + area + ") " + local,
                        "(0" + area + ") 15-" + local,
                        "0" + area + " 15 " + local,
                        area + "15" + local,
                        "+54 " + number,
                        "54" + number,
                        "+549" + number,
                        "549" + number,
                        "+54 9 " + area + " " + local,
                        "00 54 9 " + number,
                        "011 54 9 " + area + " " + local,
                        "+54 " + area + " 15 " + local,
                        "'+549" + number,
                        "549" + number + "@c.us",
                        area + " " + local + " (casa)"),
                "+549" + number,
                "549" + number);
    }

    /** Eight-digit numbers begin with 6 to 9; for the library, those with 7 may be a trunked radio's. */
    private static Person brazilian(SplittableRandom random) {
        String area = one(random, List.of("11", "21", "31", "41", "55", "81", "97"));
        String local = one(random, List.of("6", "7", "8", "9")) + digits(random, 7);
        String full = area + "9" + local;
        return new Person(
                "BR",
                List.of(
                        area + local,
                        full,
                        "0" + full,
                        "0 21 " + area + " 9" + local,
                        "015" + full,
                        "(" + area + ") " + local.substring(0, 4) + "-" + local.substring(4),
                        "(" + area + ") 9" + local.substring(0, 4) + "-" + local.substring(4),
                        "+55" + area + local,
                        "+55 (" + area + ") 9" + local,
                        "55" + full,
                        "0055" + full,
                        "011 55 " + full,
                        "55" + area + local + "@c.us"),
                "+55" + full,
                "55" + (random.nextBoolean() ? area + local : full));
    }

    private static Person mexican(SplittableRandom random) {
        String area = one(random, List.of("55", "33", "81", "222", "998"));
        String local = one(random, List.of("1", "2", "5", "8")) + digits(random, 9 - area.length());
        String number = area + local;
        return new Person(
                "MX",
                List.of(
                        number,
                        "(" + area + ") " + local,
                        "01 " + area + " " + local,
                        "044 " + area + " " + local,
                        "045" + number,
                        "1" + number,
                        "52" + number,
                        "521" + number,
                        "+52 1 " + area + " " + local,
                        "+52" + number,
                        "00 52 1 " + number,
                        "011 52 " + area + " " + local,
                        "521" + number + "@c.us"),
                "+52" + number,
                "521" + number);
    }

    /**
     * One file with the person's forms among many other people, a request for each form, a reply by WhatsApp, and
     * entries of the do-not-contact list: all of them belong to the same person only.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void files_requests_replies_and_do_not_contact_entries_identify_a_person_in_the_same_way(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Person person = person(seed);
        inRegion(Client.CAMPAIGN, person.region());

        Contact loaded = loadedFromFile(person, random);
        assertThat(loaded.number().e164()).as("dialled: %s", person).isEqualTo(person.dialled());

        addedByRequests(person);
        everyFormFinds(person, List.of(new ContactId(OTHER_CAMPAIGN, otherId(person)), loaded.id()));

        stops(sent(loaded, loaded.number()), person);
        everyFormIsListed(person, 1);
        theirsAloneIsSuppressed(person, random);

        listedByRequestsIsOneEntry(person);
    }

    private void inRegion(CampaignId campaign, String region) {
        assertThat(client.patch("/campaigns/" + campaign, "{'default_region':'" + region + "'}")
                        .status())
                .isEqualTo(200);
    }

    /** In several batches, which are loaded in any order. */
    private Contact loadedFromFile(Person person, SplittableRandom random) {
        List<String> others = neighbours(person, 250);
        List<List<String>> rows = new ArrayList<>();
        others.forEach(number -> rows.add(List.of(number, "Somebody else")));
        person.written().forEach(form -> rows.add(List.of(form, "Ana")));
        Collections.shuffle(rows, new Random(random.nextLong()));
        List<Batch> batches = new ArrayList<>(read(rows, person.region()));
        Collections.shuffle(batches, new Random(random.nextLong()));
        assertThat(batches).hasSizeGreaterThan(2);

        client.store.uploads().create(Upload.waiting(UPLOAD, "people.csv", 1, "k", Examples.MONDAY));
        client.store.uploads().startReading(UPLOAD);
        client.store.uploads().allRead(UPLOAD, batches.size());
        LoadBatch load = UseCases.loadBatch(
                client.store,
                new FinishUpload(client.store.uploads(), new RecordingReports()),
                client.wakes,
                client.clock);
        batches.forEach(load::handle);

        Upload upload = client.store.uploads().find(UPLOAD).orElseThrow();
        assertThat(List.of(
                        upload.rows().accepted(),
                        upload.rows().duplicates(),
                        upload.rows().refused()))
                .as("accepted, duplicates and refused of %s", person)
                .containsExactly(others.size() + 1, person.written().size() - 1, 0);
        List<Contact> hers = client.store.contactsOf(Client.CAMPAIGN).stream()
                .filter(contact -> contact.data().name().equals("Ana"))
                .toList();
        assertThat(hers).as("%s", person).hasSize(1);
        return hers.getFirst();
    }

    /** Numbers that differ from the person's in their last three digits. */
    private static List<String> neighbours(Person person, int count) {
        String beginning = person.dialled().substring(0, person.dialled().length() - 3);
        int own = Integer.parseInt(person.dialled().substring(beginning.length()));
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> beginning + "%03d".formatted((own + n) % 1_000))
                .toList();
    }

    private List<Batch> read(List<List<String>> rows, String region) {
        RecordingBatches batches = new RecordingBatches();
        Iterator<Table.Cells> cells = IntStream.range(0, rows.size())
                .mapToObj(i -> new Table.Cells(i + 2L, rows.get(i)))
                .iterator();
        Table table = new Table(List.of("contact", "name"), cells);
        int sent = new ReadContactFile(new CanonicalNumbers())
                .batches(UPLOAD, table, new ReadingRules(Examples.agent(), region), 0)
                .sendAll(batches);
        assertThat(batches.sent()).hasSize(sent);
        return batches.sent();
    }

    /** Adds the person to another campaign, with one request for each form. */
    private void addedByRequests(Person person) {
        client.store.campaigns().create(anotherCampaign());
        inRegion(OTHER_CAMPAIGN, person.region());
        for (String written : person.written()) {
            Client.Reply reply = client.post("/campaigns/" + OTHER_CAMPAIGN + "/contacts", contact(written));
            assertThat(reply.at("/summary/failed").asInt())
                    .as("%s of %s", written, person)
                    .isZero();
            assertThat(client.store.contactsOf(OTHER_CAMPAIGN))
                    .as("%s of %s", written, person)
                    .hasSize(1);
        }
        assertThat(client.store.contactsOf(OTHER_CAMPAIGN).getFirst().number().e164())
                .as("dialled: %s", person)
                .isEqualTo(person.dialled());
    }

    private static Campaign anotherCampaign() {
        return Examples.campaign(
                OTHER_CAMPAIGN,
                Client.WHATSAPP,
                CampaignStatus.PENDING,
                Examples.with().template("promo_june", null).build());
    }

    private static String otherId(Person person) {
        return ContactId.of(OTHER_CAMPAIGN, new PhoneNumber(person.dialled())).hash();
    }

    private static PhoneNumber number(String written, String region) {
        return switch (new CanonicalNumbers().read(written, region)) {
            case NumberReader.Reading.Plain plain -> plain.number();
            case NumberReader.Reading.Repaired repaired -> repaired.number();
            case NumberReader.Reading.Unreadable unreadable -> throw new AssertionError(written + ": " + unreadable);
        };
    }

    /** Every form finds the person's contacts in all campaigns, over which a person's figures are counted. */
    private void everyFormFinds(Person person, List<ContactId> contacts) {
        for (String written : person.written()) {
            assertThat(client.store.contacts().withNumber(number(written, person.region()), 10))
                    .as("%s of %s", written, person)
                    .containsExactlyElementsOf(contacts);
        }
    }

    private void stops(Message message, Person person) {
        Contact contact = client.store.contacts().find(message.id().contact()).orElseThrow();
        Contact sending = contact.claimed(
                        PLACE, NOW, NOW.atZone(Examples.MEXICO_CITY).toLocalDate(), NOW)
                .begun(message, NOW);
        assertThat(client.store.contacts().write(contact, sending)).isInstanceOf(Contacts.Written.Done.class);
        Settle settle = UseCases.settle(client.store, new RecordingWakes(), client.clock, Duration.ofMinutes(1));

        Webhooks.ParsedEvent.Event reply = reply(person.wa(), "BAJA");

        assertThat(reply.attempt()).as("%s", person).isEqualTo(message.id());
        assertThat(reply.event()).as("%s", person).isInstanceOf(MessageEvent.Stopped.class);
        var _ = settle.apply(reply.attempt(), reply.event());
        assertThat(client.store.contacts().find(contact.id()).orElseThrow().status())
                .as("%s", person)
                .isEqualTo(ContactStatus.REJECTED);
    }

    private void everyFormIsListed(Person person, int entries) {
        for (String written : person.written()) {
            PhoneNumber number = number(written, person.region());
            assertThat(client.store.doNotContact().find(number, Channel.WHATSAPP, NOW))
                    .as("%s of %s", written, person)
                    .isPresent();
            assertThat(client.get("/do-not-contact/" + number.e164().substring(1))
                            .at("/entries"))
                    .as("%s of %s", written, person)
                    .hasSize(entries);
        }
    }

    /** A request with one form of the person and with another person. */
    private void theirsAloneIsSuppressed(Person person, SplittableRandom random) {
        client.store
                .contacts()
                .findAll(List.of(new ContactId(OTHER_CAMPAIGN, otherId(person))))
                .forEach(contact -> assertThat(client.store.contacts().write(contact, contact.removed(NOW)))
                        .isInstanceOf(Contacts.Written.Done.class));
        String one = contact(one(random, person.written()));
        String other = contact(neighbours(person, 1).getFirst());

        Client.Reply reply =
                client.post("/campaigns/" + OTHER_CAMPAIGN + "/contacts", "{'contacts':[" + one + "," + other + "]}");

        assertThat(reply.at("/results/0/suppressed").asBoolean())
                .as("%s of %s", one, person)
                .isTrue();
        assertThat(reply.at("/results/1/suppressed").asBoolean())
                .as("%s beside %s", other, person)
                .isFalse();
    }

    private void listedByRequestsIsOneEntry(Person person) {
        for (String written : person.written()) {
            String body = "{'region':'" + person.region() + "','channel':'whatsapp','number':'"
                    + written.replace("'", "") + "'}";
            assertThat(client.post("/do-not-contact", body).status())
                    .as("%s of %s", written, person)
                    .isBetween(200, 201);
        }
        everyFormIsListed(person, 1);
        assertThat(client.send("DELETE", "/do-not-contact/" + person.wa() + "?channel=whatsapp", null)
                        .status())
                .as("%s", person)
                .isEqualTo(200);
        assertThat(client.get("/do-not-contact?limit=50").at("/entries"))
                .as("%s", person)
                .isEmpty();
    }

    /** The message went to the first form; the reply comes from WhatsApp's. */
    @ParameterizedTest(name = "{0} answers from {1}")
    @CsvSource({
        "+541123459105,  5491123459105",
        "+5491123459105, 5491123459105",
        "+5531978129105, 553178129105",
        "+553178129105,  553178129105",
        "+5511987654321, 551187654321",
        "+525555551234,  5215555551234",
        "+525555551234,  525555551234"
    })
    void an_opt_out_from_the_form_that_whatsapp_uses_is_applied(String to, String from) {
        client.post(CONTACTS, contact(to));
        Contact contact = client.store.contactsOf(Client.CAMPAIGN).getFirst();
        client.load(sent(contact, new PhoneNumber(to)));

        assertThat(reply(from, "BAJA").event()).isInstanceOf(MessageEvent.Stopped.class);
    }

    @ParameterizedTest(name = "{0} is listed, {1} is loaded")
    @CsvSource({
        "+5491123459105, +541123459105",
        "+541123459105, +5491123459105",
        "+553178129105, +5531978129105",
        "+5531978129105, +553178129105"
    })
    void a_number_listed_in_one_form_is_suppressed_in_the_other(String listed, String loaded) {
        client.post("/do-not-contact", "{'number':'" + listed + "'}");

        Client.Reply reply = client.post(CONTACTS, contact(loaded));

        assertThat(reply.at("/results/0/suppressed").asBoolean()).isTrue();
        assertThat(client.get("/do-not-contact/" + loaded.substring(1)).text("/entries/0/number"))
                .as("shown as it was entered")
                .isEqualTo(listed);
    }

    @ParameterizedTest
    @CsvSource({"+541123459105, +5491123459105", "+5491123459105, +541123459105"})
    void two_forms_in_one_request_are_one_contact_and_the_one_with_the_mobile_mark_is_dialled(
            String first, String second) {
        Client.Reply reply = client.post(
                CONTACTS,
                "{'contacts':[{'contact':'" + first + "','name':'Ana'},{'contact':'" + second + "','name':'Eva'}]}");

        assertThat(reply.text("/results/1/error")).isEqualTo("DUPLICATE_IN_REQUEST");
        assertThat(reply.at("/results/0/id")).isEqualTo(reply.at("/results/1/id"));
        Contact contact = client.store.contactsOf(Client.CAMPAIGN).getFirst();
        assertThat(contact.number().e164()).isEqualTo("+5491123459105");
        assertThat(contact.data().name()).isEqualTo("Ana");
    }

    private static String contact(String written) {
        return "{'contact':'" + written.replace("'", "\\u0027") + "'}";
    }

    private static Message sent(Contact contact, PhoneNumber to) {
        return new Message(
                new AttemptStart(
                        new AttemptId(contact.id(), 1), Client.WHATSAPP, to, "Ana", "begun", PLACE, Examples.MONDAY),
                "promo_june",
                null,
                new MessageState(MessageStatus.SENT, "wamid.1", Examples.MONDAY, null, null, null, null, null),
                false,
                new TreeMap<>(),
                0);
    }

    /** The result of a text from this WhatsApp id, which quotes no message. */
    private Webhooks.ParsedEvent.Event reply(String from, String text) {
        String body =
                ("{'object':'whatsapp_business_account','entry':[{'id':'222','changes':[{'field':'messages','value':"
                                + "{'messaging_product':'whatsapp','metadata':{'phone_number_id':'111'},'messages':[{'from':'"
                                + from
                                + "','id':'wamid.r','timestamp':'1','type':'text','text':{'body':'" + text
                                + "'}}]}}]}]}")
                        .replace('\'', '"');
        Map<String, String> secret =
                Map.of("app_secret", SECRET, "verify_token", "verify-token", "phone_number_id", "111");
        Webhooks.ParsedEvent reading = new WhatsAppWebhooks(
                        client.store.lines(),
                        client.store.attempts(),
                        new InMemoryUserIds(),
                        _ -> secret,
                        new CanonicalNumbers(),
                        client.clock)
                .read(new Webhooks.WebhookRequest(
                        "https://example.com/webhooks/whatsapp/" + Client.WHATSAPP,
                        List.of(Client.WHATSAPP.value()),
                        Map.of(),
                        Map.of("x-hub-signature-256", "sha256=" + Hmac.sha256(SECRET, body)),
                        body.getBytes(UTF_8)));
        return ((Webhooks.ParsedEvent.Events) reading).events().getFirst();
    }
}
