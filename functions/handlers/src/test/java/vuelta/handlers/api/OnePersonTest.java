package vuelta.handlers.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import vuelta.adapters.libphonenumber.CanonicalNumbers;
import vuelta.adapters.whatsapp.WhatsAppWebhooks;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.Message;
import vuelta.domain.attempt.MessageEvent;
import vuelta.domain.attempt.MessageStatus;
import vuelta.domain.attempt.Place;
import vuelta.domain.campaign.CampaignStatus;
import vuelta.domain.contact.Contact;
import vuelta.domain.fakes.Examples;
import vuelta.domain.line.Channel;
import vuelta.domain.phone.PhoneNumber;
import vuelta.domain.settle.Webhooks;

/**
 * Countries that have two forms of one number: whichever form a contact, a reply and an entry of the do-not-contact list have, all
 * three are of one person.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OnePersonTest {
    private static final String CONTACTS = "/campaigns/C1/contacts";
    private static final Place PLACE = new Place(1, 0);
    private static final String SECRET = "app-secret";

    private final Client client = Client.withTemplate(CampaignStatus.PENDING);

    /**
     * A number that was generated.
     *
     * @param region where it is from
     * @param written all the ways in which people write it, in the region and out of it, and in files of other programs
     * @param dialled what is dialled after all of them were written
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

    /** Eight-digit numbers begin with 6 to 9; of those with 7 the library thinks that they may be a trunked radio's. */
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

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void loads_replies_and_do_not_contact_entries_agree_on_who_a_number_is(long seed) {
        Person person = person(seed);
        String told = person.toString();
        assertThat(client.patch("/campaigns/C1", "{'default_region':'" + person.region() + "'}")
                        .status())
                .isEqualTo(200);

        for (String written : person.written()) {
            Client.Reply reply = client.post(CONTACTS, contact(written));
            assertThat(reply.at("/summary/failed").asInt())
                    .as("%s of %s", written, told)
                    .isZero();
            assertThat(client.store.contactsOf(Client.CAMPAIGN))
                    .as("%s of %s", written, told)
                    .hasSize(1);
        }
        Contact contact = client.store.contactsOf(Client.CAMPAIGN).getFirst();
        assertThat(contact.number().e164()).as(told).isEqualTo(person.dialled());

        client.load(sent(contact, contact.number()));
        assertThat(reply(person.wa(), "BAJA")).as(told).isInstanceOf(MessageEvent.Stopped.class);

        for (String written : person.written()) {
            String body = "{'region':'" + person.region() + "','number':'" + written.replace("'", "") + "'}";
            assertThat(client.post("/do-not-contact", body).status())
                    .as("%s of %s", written, told)
                    .isBetween(200, 201);
        }
        assertThat(client.get("/do-not-contact/" + person.wa()).at("/entries"))
                .as(told)
                .hasSize(1);
        assertThat(client.store.doNotContact().find(contact.number(), Channel.WHATSAPP, client.clock.instant()))
                .as(told)
                .isPresent();
        assertThat(client.send("DELETE", "/do-not-contact/" + person.wa(), null).status())
                .as(told)
                .isEqualTo(200);
        assertThat(client.get("/do-not-contact?limit=50").at("/entries"))
                .as(told)
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
    void a_stop_from_the_form_that_whatsapp_knows_is_heard(String to, String from) {
        client.post(CONTACTS, contact(to));
        Contact contact = client.store.contactsOf(Client.CAMPAIGN).getFirst();
        client.load(sent(contact, new PhoneNumber(to)));

        assertThat(reply(from, "BAJA")).isInstanceOf(MessageEvent.Stopped.class);
    }

    @ParameterizedTest(name = "{0} is listed, {1} is loaded")
    @CsvSource({
        "+5491123459105, +541123459105",
        "+541123459105, +5491123459105",
        "+553178129105, +5531978129105",
        "+5531978129105, +553178129105"
    })
    void who_is_listed_under_one_form_is_suppressed_under_the_other(String listed, String loaded) {
        client.post("/do-not-contact", "{'number':'" + listed + "'}");

        Client.Reply reply = client.post(CONTACTS, contact(loaded));

        assertThat(reply.at("/results/0/suppressed").asBoolean()).isTrue();
        assertThat(client.get("/do-not-contact/" + loaded.substring(1)).text("/entries/0/number"))
                .as("shown as it was entered")
                .isEqualTo(listed);
    }

    @ParameterizedTest
    @CsvSource({"+541123459105, +5491123459105", "+5491123459105, +541123459105"})
    void two_forms_in_one_request_are_one_contact_dialled_by_the_one_with_the_mark(String first, String second) {
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
                new AttemptId(contact.id(), 1),
                Client.WHATSAPP,
                to,
                "Ana",
                "promo_june",
                MessageStatus.SENT,
                "wamid.1",
                Examples.MONDAY,
                Examples.MONDAY,
                null,
                null,
                null,
                null,
                null,
                false,
                "begun",
                PLACE,
                new TreeMap<>(),
                0);
    }

    /** What a text from this WhatsApp id comes to; it quotes nothing. */
    private MessageEvent reply(String from, String text) {
        String body =
                ("{'object':'whatsapp_business_account','entry':[{'id':'222','changes':[{'field':'messages','value':"
                                + "{'messaging_product':'whatsapp','metadata':{'phone_number_id':'111'},'messages':[{'from':'"
                                + from
                                + "','id':'wamid.r','timestamp':'1','type':'text','text':{'body':'" + text
                                + "'}}]}}]}]}")
                        .replace('\'', '"');
        Map<String, String> secret =
                Map.of("app_secret", SECRET, "verify_token", "verify-token", "phone_number_id", "111");
        Webhooks.Reading reading = new WhatsAppWebhooks(
                        client.store.lines(),
                        client.store.attempts(),
                        name -> secret,
                        new CanonicalNumbers(),
                        client.clock)
                .read(new Webhooks.Posted(
                        "https://example.com/webhooks/whatsapp/" + Client.WHATSAPP,
                        List.of(Client.WHATSAPP.value()),
                        Map.of(),
                        Map.of("x-hub-signature-256", "sha256=" + signature(body)),
                        body.getBytes(UTF_8)));
        return (MessageEvent)
                ((Webhooks.Reading.Events) reading).events().getFirst().event();
    }

    private static String signature(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
