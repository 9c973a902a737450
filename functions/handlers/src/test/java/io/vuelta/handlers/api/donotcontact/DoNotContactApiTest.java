package io.vuelta.handlers.api.donotcontact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.handlers.api.Client;
import io.vuelta.handlers.api.http.Request;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DoNotContactApiTest {
    private static final String ANA = "+525555551234";
    private static final Instant NOW = Examples.MONDAY;

    private final Client client = new Client();

    private void given(String number, @Nullable Channel channel, @Nullable Instant expires) {
        client.store
                .doNotContact()
                .put(new Suppression(new PhoneNumber(number), channel, "asked to stop", "reply", NOW, expires));
    }

    private List<Suppression> entries(String number) {
        return client.store.doNotContact().ofNumber(new PhoneNumber(number));
    }

    private Client.Reply csv(String text) {
        client.header("Content-Type", "text/csv; charset=utf-8");
        Client.Reply reply = client.raw("POST", "/api/v1.0/do-not-contact", text, false);
        client.header("Content-Type", null);
        return reply;
    }

    // Adding

    @Test
    void a_number_is_added_for_every_channel_and_shown_as_it_is_stored() {
        Client.Reply added = client.post("/do-not-contact", "{'number':'55 5555 1234'}");

        assertThat(added.status()).isEqualTo(201);
        assertThat(added.json())
                .hasToString(("{'success':true,'summary':{'added':1,'failed':0},"
                                + "'results':[{'index':0,'number':'+525555551234','status':'added'}]}")
                        .replace('\'', '"'));
        assertThat(client.get("/do-not-contact/525555551234").json())
                .hasToString(("{'success':true,'entries':[{'number':'+525555551234','channel':null,"
                                + "'reason':'not given','source':'api','created_at':'2026-03-02T15:00:00Z',"
                                + "'expires_at':null,'in_force':true}]}")
                        .replace('\'', '"'));
    }

    @Test
    void an_entry_has_a_channel_a_reason_and_an_expiry() {
        client.post(
                "/do-not-contact",
                "{'number':'" + ANA + "','channel':'whatsapp','reason':'asked to stop',"
                        + "'expires_at':'2026-03-02T09:00:00.001-06:00'}");

        assertThat(entries(ANA))
                .containsExactly(new Suppression(
                        new PhoneNumber(ANA), Channel.WHATSAPP, "asked to stop", "api", NOW, NOW.plusMillis(1)));
    }

    @Test
    void all_forms_of_a_number_are_one_entry() {
        client.post(
                "/do-not-contact", "{'numbers':['+5215555551234','+525555551234','044 55 5555 1234',525555551234]}");

        assertThat(entries(ANA)).hasSize(1);
        assertThat(client.get("/do-not-contact").at("/entries")).hasSize(1);
    }

    @Test
    void numbers_without_country_code_are_read_in_the_region() {
        assertThat(client.post("/do-not-contact", "{'numbers':['612 34 56 78'],'region':'es'}")
                        .text("/results/0/number"))
                .isEqualTo("+34612345678");
    }

    @Test
    void invalid_numbers_fail_and_the_others_are_added() {
        Client.Reply reply =
                client.post("/do-not-contact", "{'numbers':['+525555551234','12','4.479E+11',' ',null,{}]}");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.at("/summary")).hasToString("{\"added\":1,\"failed\":5}");
        assertThat(IntStream.range(0, 6)
                        .mapToObj(at -> reply.text("/results/" + at + "/index") + " "
                                + reply.text("/results/" + at + "/status") + " "
                                + reply.text("/results/" + at + "/error")))
                .containsExactly(
                        "0 added ",
                        "1 failed INVALID_PHONE_NUMBER",
                        "2 failed LOST_DIGITS",
                        "3 failed MISSING_CONTACT",
                        "4 failed INVALID_PHONE_NUMBER",
                        "5 failed INVALID_PHONE_NUMBER");
        assertThat(reply.text("/results/1/number")).isEqualTo("12");
    }

    @ParameterizedTest
    @CsvSource({"1, 201", "1000, 201", "1001, 400", "0, 400"})
    void a_request_has_1_to_1000_numbers(int count, int status) {
        String numbers = IntStream.range(0, count)
                .mapToObj(n -> "'" + Examples.number(n).e164() + "'")
                .collect(Collectors.joining(","));

        assertThat(client.post("/do-not-contact", "{'numbers':[" + numbers + "]}")
                        .status())
                .isEqualTo(status);
    }

    @Test
    void an_answer_shows_only_the_start_of_long_invalid_numbers() {
        assertThat(client.post("/do-not-contact", "{'numbers':['" + "x".repeat(5_000) + "']}")
                        .text("/results/0/number"))
                .isEqualTo("x".repeat(40));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}                                              | number",
                "{'number':null}                                 | number",
                "{'number':' '}                                  | number",
                "{'number':525555551234}                         | number",
                "{'number':'12'}                                 | number",
                "{'number':'+525555551234','numbers':['+525555551234']} | number",
                "{'numbers':'+525555551234'}                     | numbers",
                "{'numbers':{}}                                  | numbers",
                "{'number':'+525555551234','channel':'sms'}      | channel",
                "{'number':'+525555551234','channel':''}         | channel",
                "{'number':'+525555551234','channel':1}          | channel",
                "{'number':'+525555551234','reason':' '}         | reason",
                "{'number':'+525555551234','region':'XX'}        | region",
                "{'number':'+525555551234','region':'Mexico'}    | region",
                "{'number':'+525555551234','expires_at':'2027-03-02'} | expires_at",
                "{'number':'+525555551234','expires_at':'2027-03-02T15:00:00'} | expires_at",
                "{'number':'+525555551234','expires_at':'2026-03-02T15:00:00Z'} | expires_at",
                "{'number':'+525555551234','expires':'2027-03-02T15:00:00Z'} | expires",
                "[]                                              | body",
            })
    void an_invalid_field_is_named_and_nothing_is_added(String body, String field) {
        assertThat(client.post("/do-not-contact", body).error()).isEqualTo("400 INVALID_REQUEST " + field);
        assertThat(client.get("/do-not-contact").at("/entries")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"255, 201", "256, 400"})
    void a_reason_has_at_most_255_characters(int length, int status) {
        assertThat(client.post("/do-not-contact", "{'number':'" + ANA + "','reason':'" + "r".repeat(length) + "'}")
                        .status())
                .isEqualTo(status);
    }

    @Test
    void a_repeat_with_the_same_key_gets_the_first_answer_and_a_different_request_is_refused() {
        client.header("Idempotency-Key", "k1");
        Client.Reply first = client.post("/do-not-contact", "{'number':'" + ANA + "'}");
        client.store.doNotContact().remove(new PhoneNumber(ANA), null);
        Client.Reply second = client.post("/do-not-contact", "{'number':'" + ANA + "'}");

        assertThat(second.json()).isEqualTo(first.json());
        assertThat(entries(ANA)).isEmpty();
        assertThat(client.post("/do-not-contact", "{'number':'+525555551235'}").error())
                .isEqualTo("422 IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void a_request_that_broke_off_may_be_sent_again() {
        client.header("Idempotency-Key", "k1");
        client.store.faults(FailAt.afterNext("doNotContact.putAll"));

        assertThat(client.post("/do-not-contact", "{'number':'" + ANA + "'}").status())
                .isEqualTo(500);
        assertThat(client.post("/do-not-contact", "{'number':'" + ANA + "'}").status())
                .isEqualTo(201);
    }

    // Files

    @Test
    void a_file_is_added_row_by_row_and_invalid_rows_are_reported() {
        Client.Reply reply = csv("""
            Contact,name,channel,reason,expires_at
            +5215555551234,Ana,WhatsApp,"asked, twice",2030-01-31T09:00:00-06:00
            55 5555 1235,Luis,,,
            12,Eva,,,
            +525555551236,Bea,sms,,
            """);

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json())
                .hasToString(("{'success':true,'summary':{'added':3,'failed':1,'repaired':1},'problems':["
                                + "{'line':4,'column':'Contact','value':'12','reason':'INVALID_PHONE_NUMBER','action':'refused'},"
                                + "{'line':5,'column':'channel','value':'sms','reason':'UNKNOWN_CHANNEL','action':'repaired'}],"
                                + "'ignored_columns':['name']}")
                        .replace('\'', '"'));
        assertThat(entries(ANA))
                .containsExactly(new Suppression(
                        new PhoneNumber(ANA),
                        Channel.WHATSAPP,
                        "asked, twice",
                        "csv",
                        NOW,
                        Instant.parse("2030-01-31T15:00:00Z")));
        assertThat(entries("+525555551235")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ufeffnumber,reason\n+525555551234,x",
                "number;reason\r\n+525555551234;x\r\n",
                "number\treason\r+525555551234\tx\r",
                "\"number\",\"reason\"\n\"+525555551234\",\"x\"\n\n",
                "reason,phone_number\nx,525555551234\n",
            })
    void files_in_common_forms_are_accepted(String text) {
        assertThat(csv(text).at("/summary")).hasToString("{\"added\":1,\"failed\":0,\"repaired\":0}");
        assertThat(entries(ANA)).extracting(Suppression::reason).containsExactly("x");
    }

    /** Files in which another value than the number is invalid. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "channel-words    | +525555570002 | -        | x          | channel Llamadas UNKNOWN_CHANNEL repaired",
                "channel-words    | +525555570003 | -        | x          | channel Llamadas UNKNOWN_CHANNEL repaired",
                "channel-words    | +525555570005 | -        | x          | channel Llamadas UNKNOWN_CHANNEL repaired",
                "channel-words    | +525555570006 | -        | x          | channel Llamadas UNKNOWN_CHANNEL repaired",
                "channel-words    | +525555570007 | WHATSAPP | x          | channel Llamadas UNKNOWN_CHANNEL repaired",
                "comma-in-reason  | +525555570008 | -        | enojado, no volver a llamar | "
                        + "reason enojado, no volver a llamar DELIMITER_IN_REASON repaired",
                "excel-date       | +525555570001 | -        | no llamar  | expires_at 31/12/2027 UNREADABLE_DATE"
                        + " repaired",
                "nbsp-header      | +525555570009 | -        | x          | -",
            })
    void every_readable_number_is_blocked(
            String file, String number, @Nullable Channel channel, String reason, @Nullable String problem)
            throws IOException {
        Client.Reply reply = csv(Files.readString(Path.of("src/test/resources/do-not-contact-files/" + file + ".csv")));

        assertThat(reply.at("/summary/failed").asInt()).isZero();
        assertThat(entries(number))
                .containsExactly(new Suppression(new PhoneNumber(number), channel, reason, "csv", NOW, null));
        JsonNode first = reply.at("/problems/0");
        assertThat(
                        first.isMissingNode()
                                ? null
                                : first.get("column").asText() + " "
                                        + first.get("value").asText() + " "
                                        + first.get("reason").asText() + " "
                                        + first.get("action").asText())
                .isEqualTo(problem);
    }

    /** The encoding cannot be determined from a single name; the digits are the same in each. */
    @ParameterizedTest
    @ValueSource(strings = {"IBM850", "x-MacRoman", "windows-1252"})
    void a_file_in_any_encoding_blocks_its_numbers(String charset) {
        client.header("content-type", "text/csv");
        String file = "number,reason\n+525555551234,González\n";
        String body = Base64.getEncoder().encodeToString(file.getBytes(Charset.forName(charset)));

        assertThat(client.raw("POST", "/api/v1.0/do-not-contact", body, true).status())
                .isEqualTo(201);
        assertThat(entries(ANA)).hasSize(1);
    }

    /** The gateway replaces bytes that are not UTF-8 in a body of a text type, and preserves those of other types. */
    private Client.Reply sent(String type, byte[] file) {
        client.header("content-type", type);
        return type.startsWith("text/")
                ? client.raw("POST", "/api/v1.0/do-not-contact?region=MX", new String(file, UTF_8), false)
                : client.raw(
                        "POST",
                        "/api/v1.0/do-not-contact?region=MX",
                        Base64.getEncoder().encodeToString(file),
                        true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1252", "UTF-8", "UTF-16"})
    void a_file_in_any_encoding_is_read_like_a_contact_file_if_its_bytes_are_preserved(String charset) {
        byte[] file = "Teléfono;Motivo\n5555551234;Pidió\n".getBytes(Charset.forName(charset));

        Client.Reply reply = sent("application/octet-stream", file);

        assertThat(reply.at("/summary")).hasToString("{\"added\":1,\"failed\":0,\"repaired\":0}");
        assertThat(entries(ANA)).extracting(Suppression::reason).containsExactly("Pidió");
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1252", "UTF-16"})
    void a_file_whose_bytes_were_replaced_is_refused_with_the_remedy(String charset) {
        byte[] file = "number;Motivo\n5555551234;Pidió\n".getBytes(Charset.forName(charset));

        Client.Reply reply = sent("text/csv", file);

        assertThat(reply.error()).isEqualTo("400 INVALID_REQUEST body");
        assertThat(reply.text("/message")).contains("application/octet-stream");
        assertThat(entries(ANA)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/csv; charset=utf-16",
                "text/csv;charset=\"iso-8859-1\"",
                "application/octet-stream; charset=windows-1252"
            })
    void another_charset_than_utf_8_is_refused_with_the_remedy(String type) {
        Client.Reply reply = sent(type, "number\n5555551234\n".getBytes(UTF_8));

        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.text("/message")).contains("application/octet-stream", "without a charset");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/gzip", "application/x-gzip", "application/octet-stream"})
    void a_compressed_file_is_read_as_its_content(String type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write("number\n5555551234\n".getBytes(UTF_8));
        }

        assertThat(sent(type, bytes.toByteArray()).status()).isEqualTo(201);
        assertThat(entries(ANA)).hasSize(1);
    }

    /** In these files, quotes are open; their rows have the numbers 5555551234 to 5555551237. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "5555551234,\"bad/5555551235,x/5555551236,\"y\"/5555551237,z | 2 BROKEN_QUOTES",
                "5555551234,x/5555551235,x/5555551236,x/5555551237,\"z | 5 BROKEN_QUOTES",
                "5555551234,\"z/5555551235,x/5555551236,x/5555551237,x | 2 BROKEN_QUOTES",
                "5555551234,\"z/5555551235,x/5555551236,\"/5555551237,x | 2 BROKEN_QUOTES",
                "5555551234,x/\"5555551235,x/5555551236,x/5555551237,x | 3 BROKEN_QUOTES",
            })
    void an_open_quote_affects_only_its_own_line(String rows, String problem) {
        Client.Reply reply = csv("number,reason\n" + rows.replace('/', '\n') + "\n");

        assertThat(reply.at("/summary/added").asInt()).isEqualTo(4);
        assertThat(reply.at("/summary/failed").asInt()).isZero();
        assertThat(reply.text("/problems/0/line") + " " + reply.text("/problems/0/reason"))
                .isEqualTo(problem);
        assertThat(IntStream.rangeClosed(4, 7).mapToObj(n -> entries("+52555555123" + n)))
                .allMatch(found -> found.size() == 1);
    }

    @Test
    void an_unreadable_number_in_a_line_that_a_quote_joined_is_listed() {
        Client.Reply reply = csv("number,reason\n5555551234,\"bad\n55555512,x\n5555551236,\"y\"\n");

        assertThat(reply.at("/summary/added").asInt()).isEqualTo(2);
        assertThat(reply.at("/summary/failed").asInt()).isEqualTo(1);
        assertThat(reply.text("/problems/1/value")).isEqualTo("55555512");
    }

    @Test
    void a_reason_may_have_several_lines() {
        assertThat(csv("number,reason\n5555551234,\"asked\nby 5 of 2026\"\n").at("/summary"))
                .hasToString("{\"added\":1,\"failed\":0,\"repaired\":0}");
        assertThat(entries(ANA)).extracting(Suppression::reason).containsExactly("asked\nby 5 of 2026");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "55 5555 1234 ::: 55 5555 1235             | 2 | 0 | SEVERAL_NUMBERS repaired",
                "5555551234;5555551235                     | 2 | 0 | SEVERAL_NUMBERS repaired",
                "\"5555551234, 5555551235\"                | 2 | 0 | SEVERAL_NUMBERS repaired",
                "55 5555 1234 / 55 5555 1235               | 2 | 0 | SEVERAL_NUMBERS repaired",
                "55 5555 1234 y 55 5555 1235               | 2 | 0 | SEVERAL_NUMBERS repaired",
                "55 5555 1234 (casa) o 55 5555 1235 ext. 3 | 2 | 0 | SEVERAL_NUMBERS repaired",
                "55 5555 1234 ext 3                        | 1 | 0 | NOTE repaired",
                "55 5555 1234 (oficina 5)                  | 1 | 0 | ",
                "(casa 2) 55 5555 1234                     | 1 | 0 | NOTE repaired",
                "5555551234 / 55555512                     | 1 | 1 | SEVERAL_NUMBERS repaired",
            })
    void every_readable_number_of_a_cell_is_blocked(String cell, int added, int failed, @Nullable String problem) {
        Client.Reply reply = csv("number\n" + cell + "\n");

        assertThat(reply.at("/summary/added").asInt()).isEqualTo(added);
        assertThat(reply.at("/summary/failed").asInt()).isEqualTo(failed);
        assertThat(entries(ANA)).hasSize(1);
        assertThat(entries("+525555551235")).hasSize(added - 1);
        assertThat((reply.text("/problems/0/reason") + " " + reply.text("/problems/0/action")).strip())
                .isEqualTo(problem == null ? "" : problem);
    }

    @Test
    void the_lines_of_a_cell_are_several_numbers() {
        assertThat(csv("number\n\"5555551234\n5555551235\"\n")
                        .at("/summary/added")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void a_letter_that_another_program_lost_is_reported() {
        Client.Reply reply = sent("application/octet-stream", "number,reason\n5555551234,Pidi\ufffd\n".getBytes(UTF_8));

        assertThat(reply.text("/problems/0/reason")).isEqualTo("DAMAGED_CHARACTER");
        assertThat(entries(ANA)).extracting(Suppression::reason).containsExactly("Pidi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ß", "ıt", "XX", "MEX"})
    void a_region_that_is_no_country_is_refused(String region) {
        assertThat(client.post("/do-not-contact", "{'number':'5555551234','region':'" + region + "'}")
                        .error())
                .isEqualTo("400 INVALID_REQUEST region");
    }

    @ParameterizedTest
    @ValueSource(strings = {"region=MX", "region=XX", "channel=whatsapp", "x=1"})
    void a_json_request_accepts_no_query_parameter(String query) {
        assertThat(client.post("/do-not-contact?" + query, "{'number':'+525555551234'}")
                        .error())
                .isEqualTo("400 INVALID_REQUEST " + query.split("=", 2)[0]);
        assertThat(entries("+525555551234")).isEmpty();
    }

    @Test
    void a_file_in_base64_is_decoded() {
        client.header("content-type", "Text/CSV");
        String body = Base64.getEncoder().encodeToString("number\n+525555551234\n".getBytes(UTF_8));

        assertThat(client.raw("POST", "/api/v1.0/do-not-contact", body, true).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"                            | is empty",
                "number                          | no rows",
                "\"persona,motivo\n5555551234,x\" | numbers are in persona: rename the right one to phone_number",
                "\"number\n\u0000\"              | zero byte",
            })
    void the_error_of_an_unusable_file_has_the_reason(String text, String said) {
        Client.Reply reply = csv(text);

        assertThat(reply.error()).isEqualTo("400 INVALID_REQUEST body");
        assertThat(reply.text("/message")).contains(said);
    }

    @ParameterizedTest
    @CsvSource({"5000, 201", "5001, 400"})
    void a_file_has_at_most_5_000_rows_and_all_are_added_or_none(int rows, int status) {
        String text = IntStream.range(0, rows)
                .mapToObj(n -> Examples.number(n).e164())
                .collect(Collectors.joining("\n", "number\n", "\n"));

        assertThat(csv(text).status()).isEqualTo(status);
        assertThat(client.get("/do-not-contact?limit=1").at("/entries")).hasSize(status == 201 ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"1048576, 201", "1048577, 400"})
    void a_file_has_at_most_a_megabyte(int size, int status) {
        String start = "number,note\n+525555551234,";

        assertThat(csv(start + "x".repeat(size - start.length())).status()).isEqualTo(status);
    }

    @Test
    void the_region_of_a_file_is_a_parameter_and_part_of_the_repeated_request() {
        client.header("Content-Type", "text/csv").header("Idempotency-Key", "k1");
        String file = "number\n612345678\n";
        String path = "/api/v1.0/do-not-contact";

        assertThat(client.raw("POST", path + "?region=ES", file, false).status())
                .isEqualTo(201);
        assertThat(entries("+34612345678")).hasSize(1);
        assertThat(client.raw("POST", path + "?region=FR", file, false).error())
                .isEqualTo("422 IDEMPOTENCY_KEY_REUSED");
        client.header("Idempotency-Key", null);
        assertThat(client.raw("POST", path + "?region=XX", file, false).error())
                .isEqualTo("400 INVALID_REQUEST region");
        assertThat(client.raw("POST", path + "?channel=whatsapp", file, false).error())
                .isEqualTo("400 INVALID_REQUEST channel");
    }

    // Showing

    @ParameterizedTest
    @ValueSource(
            strings = {
                "525555551234",
                "+525555551234",
                "%2B525555551234",
                "%2b5215555551234",
                "5215555551234",
                " 525555551234"
            })
    void a_number_in_the_path_has_its_country_code_and_any_plus(String text) {
        given(ANA, null, null);

        assertThat(client.get("/do-not-contact/" + text).text("/entries/0/number"))
                .isEqualTo(ANA);
    }

    @Test
    void a_number_of_another_country_in_the_path_needs_no_plus_either() {
        given("+34612345678", null, null);

        assertThat(client.get("/do-not-contact/34612345678").text("/entries/0/number"))
                .isEqualTo("+34612345678");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5555551234x", "abc", "12", "+", "%2B"})
    void the_error_of_a_path_without_a_number_shows_the_form(String text) {
        Client.Reply reply = client.get("/do-not-contact/" + text);

        assertThat(reply.error()).isEqualTo("400 INVALID_REQUEST number");
        assertThat(reply.text("/message")).contains("%2B525555551234");
    }

    @Test
    void a_number_without_an_entry_is_not_found_and_one_with_a_lapsed_entry_is() {
        assertThat(client.get("/do-not-contact/525555551234").error()).isEqualTo("404 NOT_FOUND");
        given(ANA, null, NOW);
        given(ANA, Channel.PHONE_CALL, NOW.plusMillis(1));

        Client.Reply reply = client.get("/do-not-contact/525555551234");

        assertThat(reply.at("/entries/0/in_force").booleanValue()).isFalse();
        assertThat(reply.text("/entries/0/expires_at")).isEqualTo("2026-03-02T15:00:00Z");
        assertThat(reply.text("/entries/1/channel")).isEqualTo("phone_call");
        assertThat(reply.at("/entries/1/in_force").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, ?region=MX, 415 UNSUPPORTED_MEDIA_TYPE",
        "text/tab-separated-values, ?region=MX, 415 UNSUPPORTED_MEDIA_TYPE",
        "text/tab-separated-values, '', 415 UNSUPPORTED_MEDIA_TYPE",
        "application/json, ?region=MX, 400 INVALID_REQUEST region",
    })
    void the_content_type_is_checked_before_the_parameters(String type, String query, String error) {
        client.header("Content-Type", type);
        Client.Reply reply =
                client.raw("POST", "/api/v1.0/do-not-contact" + query, "{\"number\":\"+525555551234\"}", false);

        assertThat(reply.error()).isEqualTo(error);
        assertThat(reply.text("/message")).doesNotContain("its parameters are");
        assertThat(entries("+525555551234")).isEmpty();
    }

    // Listing

    @Test
    void no_entries_are_one_empty_page() {
        assertThat(client.get("/do-not-contact").json())
                .hasToString(
                        "{\"success\":true,\"entries\":[],"
                                + "\"has_next\":false,\"has_previous\":false,\"next_cursor\":null,\"previous_cursor\":null,\"next_page\":null,\"total_count\":0}");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '50,50,20'",
        "limit=100, '100,20'",
        "limit=7, '7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,1'",
        "limit=60, '60,60'"
    })
    void pages_are_full_and_the_last_one_has_no_next(String query, String sizes) {
        for (int n = 0; n < 60; n++) {
            given(Examples.number(n).e164(), null, n % 2 == 0 ? NOW : null);
            given(Examples.number(n).e164(), Channel.WHATSAPP, null);
        }
        List<String> found = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        String page = "";
        do {
            Client.Reply reply = client.get("/do-not-contact?page=" + page + (query.isEmpty() ? "" : "&" + query));
            for (JsonNode entry : reply.at("/entries")) {
                seen.add(entry.get("number").asText() + entry.get("channel").asText());
            }
            found.add(String.valueOf(reply.at("/entries").size()));
            page = reply.at("/next_page").isNull() ? "" : reply.text("/next_page");
        } while (!page.isEmpty());

        assertThat(seen).doesNotHaveDuplicates().hasSize(120);
        assertThat(String.join(",", found)).isEqualTo(sizes);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=101, limit",
        "page=nonsense, page",
        "page=MTIzNDU2Nzg6c21z, page",
        "cursor=MTIzNDU2Nzg6c21z, cursor",
        "channel=whatsapp, channel",
    })
    void parameters_that_cannot_be_used_are_named(String query, String field) {
        assertThat(client.get("/do-not-contact?" + query).error()).isEqualTo("400 INVALID_REQUEST " + field);
    }

    // Removing

    @Test
    void removing_one_channel_keeps_the_entry_for_every_channel_and_reports_it() {
        given(ANA, null, null);
        given(ANA, Channel.WHATSAPP, null);

        Client.Reply removed = client.send("DELETE", "/do-not-contact/525555551234?channel=whatsapp", null);

        assertThat(removed.status()).isEqualTo(200);
        assertThat(removed.at("/entries")).hasSize(1);
        assertThat(removed.at("/entries/0/channel").isNull()).isTrue();
        assertThat(entries(ANA)).extracting(Suppression::channel).containsOnlyNulls();
    }

    @Test
    void removing_without_a_channel_removes_the_entry_for_every_channel() {
        given(ANA, null, null);

        Client.Reply removed = client.send("DELETE", "/do-not-contact/%2B5215555551234", null);

        assertThat(removed.json()).hasToString("{\"success\":true,\"entries\":[]}");
        assertThat(client.send("DELETE", "/do-not-contact/525555551234", null).error())
                .isEqualTo("404 NOT_FOUND");
    }

    @Test
    void removing_a_missing_scope_is_not_found_and_names_the_existing_ones() {
        given(ANA, Channel.WHATSAPP, null);

        Client.Reply reply = client.send("DELETE", "/do-not-contact/525555551234", null);

        assertThat(reply.error()).isEqualTo("404 NOT_FOUND");
        assertThat(reply.text("/message")).contains("on every channel").contains("it has entries for whatsapp");
        assertThat(entries(ANA)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"channel=sms, channel", "scope=all, scope"})
    void a_removal_with_other_parameters_removes_nothing(String query, String field) {
        given(ANA, null, null);

        assertThat(client.send("DELETE", "/do-not-contact/525555551234?" + query, null)
                        .error())
                .isEqualTo("400 INVALID_REQUEST " + field);
        assertThat(entries(ANA)).hasSize(1);
    }

    @Test
    void the_log_has_no_numbers() {
        APIGatewayV2HTTPEvent.RequestContext.Http http = APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                .withMethod("GET")
                .build();
        APIGatewayV2HTTPEvent event = APIGatewayV2HTTPEvent.builder()
                .withRawPath("/api/v1.0/do-not-contact/+525555551234")
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withHttp(http)
                        .build())
                .build();

        assertThat(Request.of(event).logged()).isEqualTo("GET /api/v1.0/do-not-contact/{number}");
    }
}
