package io.vuelta.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vuelta.adapters.provider.http.ProviderHttp;
import io.vuelta.adapters.provider.whatsapp.WhatsAppImages;
import io.vuelta.adapters.provider.whatsapp.WhatsAppMessages;
import io.vuelta.adapters.provider.whatsapp.WhatsAppReplies;
import io.vuelta.adapters.provider.whatsapp.WhatsAppTemplates;
import io.vuelta.domain.attempt.AgentReply;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.dispatch.MessageImages;
import io.vuelta.domain.dispatch.MessageImages.Format;
import io.vuelta.domain.dispatch.MessageImages.Kept;
import io.vuelta.domain.dispatch.MessageRequest;
import io.vuelta.domain.dispatch.MessageTemplate;
import io.vuelta.domain.dispatch.MessageTemplates.Found;
import io.vuelta.domain.dispatch.PlacementResult;
import io.vuelta.domain.dispatch.ReplyProvider;
import io.vuelta.domain.dispatch.TemplateLists;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.providers.whatsapp.CallbackFaults;
import io.vuelta.providers.whatsapp.LoggedMessage;
import io.vuelta.providers.whatsapp.MessagePopulation;
import io.vuelta.providers.whatsapp.WhatsAppSimulator;
import io.vuelta.testkit.Await;
import io.vuelta.testkit.examples.Examples;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WhatsApp's adapter on the simulator: the result of each answer, and the contract that both fulfil. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("slow")
class WhatsAppSimulatorTest {
    private static final HttpClient HTTP = ProviderHttp.client(InstantSource.system());
    private static final Line LINE = Examples.lineOf(Provider.WHATSAPP, new LineId("iwa_1"), "local/whatsapp", null);

    @AutoClose
    private static final WhatsAppSimulator SIMULATOR = start();

    private static WhatsAppSimulator start() {
        return WhatsAppSimulator.start(new WhatsAppSimulator.Options(
                0,
                InstantSource.system(),
                1,
                MessagePopulation.ordinary(),
                CallbackFaults.none(),
                500,
                null,
                1_000,
                new WhatsAppSimulator.Account("token", "111", "222", "app-secret", "verify-token"),
                _ -> Optional.empty()));
    }

    private static Map<String, String> secret(URI url, String token) {
        return Map.of("access_token", token, "phone_number_id", "111", "waba_id", "222", "base_url", url.toString());
    }

    private static WhatsAppMessages adapter(URI url, String token) {
        Map<String, String> secret = secret(url, token);
        return new WhatsAppMessages(
                HTTP,
                _ -> secret,
                new WhatsAppTemplates(HTTP, _ -> secret, InstantSource.system()),
                InstantSource.system());
    }

    private static MessageTemplate template(String name) {
        return adapter(SIMULATOR.baseUrl(), "token").find(LINE, name, "es_MX") instanceof Found.Known known
                ? known.template()
                : Examples.template(name, "es_MX", List.of());
    }

    private static PlacementResult send(String to, MessageTemplate template, @Nullable String image) {
        return adapter(SIMULATOR.baseUrl(), "token").send(request(to, template, image));
    }

    private static ReplyProvider.Answer reply(String to, String text) {
        Map<String, String> secret = secret(SIMULATOR.baseUrl(), "token");
        PhoneNumber number = new PhoneNumber(to);
        AgentReply reply = AgentReply.about(
                new AttemptId(ContactId.of(new CampaignId("c1"), number), 1),
                "r-" + text.length(),
                text,
                InstantSource.system().instant());
        return new WhatsAppReplies(HTTP, _ -> secret).send(LINE, number, reply);
    }

    @Test
    void a_text_is_accepted_only_after_the_person_has_written_within_the_window() throws InterruptedException {
        String to = "+525544449101";
        assertThat(reply(to, "Hola")).isEqualTo(new ReplyProvider.Answer.WindowClosed());
        send(to, template("hello"), null);
        send("+525544449113", template("hello"), null);

        Await.until(
                Duration.ofSeconds(20),
                "the person has written",
                () -> reply(to, "¿A las 5?").equals(new ReplyProvider.Answer.Taken()));

        assertThat(reply(to, "x".repeat(4_096))).isEqualTo(new ReplyProvider.Answer.Taken());
        assertThat(reply(to, "x".repeat(4_097))).isEqualTo(new ReplyProvider.Answer.Refused("WHATSAPP_100"));
        assertThat(reply("+525544449113", "Hola")).isEqualTo(new ReplyProvider.Answer.WindowClosed());
        assertThat(SIMULATOR.messages())
                .filteredOn(
                        message -> message.to().equals(to) && message.template().isEmpty())
                .extracting(message -> message.body().getFirst())
                .containsExactly("¿A las 5?", "x".repeat(4_096));
    }

    private static MessageRequest request(String to, MessageTemplate template, @Nullable String image) {
        PhoneNumber number = new PhoneNumber(to);
        ContactData data = new ContactData("", "Ana", "", "", "", Map.of("date", "hoy"));
        Contact contact = Contact.loaded(
                ContactId.of(new CampaignId("c1"), number),
                number,
                data,
                "up/0/1",
                InstantSource.system().instant());
        return new MessageRequest(new AttemptId(contact.id(), 1), LINE, contact, template, image);
    }

    private static String reason(AttemptEvent event) {
        return ((MessageEvent) event).what();
    }

    @Test
    void a_message_with_all_required_parameters_is_accepted_and_logged() {
        PlacementResult placing = send("+525555559101", template("appointment_reminder"), null);

        assertThat(placing.event()).isInstanceOf(MessageEvent.Taken.class);
        String wamid = ((MessageEvent.Taken) placing.event()).providerId();
        assertThat(SIMULATOR.messages())
                .filteredOn(message -> message.id().equals(wamid))
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.to()).isEqualTo("+525555559101");
                    assertThat(message.template()).isEqualTo("appointment_reminder");
                    assertThat(message.body()).containsExactly("Ana", "hoy");
                    assertThat(message.attempt()).startsWith("c1.").endsWith(".1");
                });
    }

    @Test
    void a_template_with_an_image_header_requires_an_image() {
        MessageTemplate promo = template("promo_june_v1");
        assertThat(promo.imageHeader()).isTrue();

        assertThat(send("+525555559101", promo, "https://example.com/a.png").event())
                .isInstanceOf(MessageEvent.Taken.class);
        assertThat(reason(send("+525555559101", promo, null).event())).isEqualTo("WHATSAPP_132012");
        assertThat(reason(send("+525555559101", promo, "4711").event())).isEqualTo("WHATSAPP_131009");
    }

    @Test
    void an_image_uploaded_before_is_referenced_by_its_id() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0};
        MessageImages images = images(SIMULATOR.baseUrl(), "token");

        assertThat(images.keep(LINE, Format.PNG, png))
                .isInstanceOfSatisfying(
                        Kept.Taken.class,
                        kept -> assertThat(send("+525555559101", template("promo_june_v1"), kept.id())
                                        .event())
                                .isInstanceOf(MessageEvent.Taken.class));
        assertThat(images.keep(LINE, Format.JPEG, png))
                .as("it says that it is a JPEG")
                .isEqualTo(new Kept.Refused("WHATSAPP_100"));
        assertThat(images(SIMULATOR.baseUrl(), "x").keep(LINE, Format.PNG, png))
                .isEqualTo(new Kept.Refused("WHATSAPP_190"));
        assertThat(images(URI.create("http://127.0.0.1:1"), "token").keep(LINE, Format.PNG, png))
                .isEqualTo(new Kept.Unavailable("PROVIDER_UNREACHABLE"));
    }

    private static MessageImages images(URI url, String token) {
        return new WhatsAppImages(HTTP, _ -> secret(url, token));
    }

    @ParameterizedTest
    @CsvSource({"none, '', WHATSAPP_132001", "hello, '', WHATSAPP_132000", "hello, '1,2', WHATSAPP_132000"})
    void a_message_that_does_not_match_its_template_is_refused_as_by_meta(String name, String body, String reason) {
        List<String> parameters = body.isEmpty() ? List.of() : List.of(body.split(",", -1));

        assertThat(reason(send("+525555559101", Examples.template(name, "es_MX", parameters), null)
                        .event()))
                .isEqualTo(reason);
    }

    @Test
    void a_parameter_of_another_name_or_without_a_value_is_refused() {
        assertThat(reason(send(
                                "+525555559101",
                                Examples.template("appointment_reminder", "es_MX", List.of("name", "context")),
                                null)
                        .event()))
                .isEqualTo("WHATSAPP_100");
        assertThat(reason(send("+525555559101", Examples.template("hello", "es_MX", List.of("context")), null)
                        .event()))
                .isEqualTo("WHATSAPP_131008");
    }

    @Test
    void a_cut_connection_may_have_sent_the_message_and_did() {
        assertThat(send("+525555559107", template("hello"), null).event()).isInstanceOf(MessageEvent.AnswerLost.class);
        assertThat(SIMULATOR.messages()).extracting(LoggedMessage::to).contains("+525555559107");
    }

    @Test
    void a_throttled_message_throttles_the_line_and_is_accepted_the_second_time() {
        PlacementResult first = send("+525555559108", template("hello"), null);

        assertThat(reason(first.event())).isEqualTo("WHATSAPP_130429");
        assertThat(first.trouble()).containsInstanceOf(ProviderTrouble.LineThrottled.class);
        assertThat(send("+525555559108", template("hello"), null).event()).isInstanceOf(MessageEvent.Taken.class);
    }

    @Test
    void an_opted_out_person_and_a_paused_template_are_reported_in_the_answer() {
        assertThat(send("+525555559109", template("hello"), null).event())
                .isInstanceOfSatisfying(
                        MessageEvent.Refused.class,
                        refused -> assertThat(refused.fault()).isEqualTo(new ProviderTrouble.OptedOut()));
        assertThat(send("+525555559110", template("hello"), null).trouble())
                .contains(new ProviderTrouble.TemplateUnusable());
    }

    @Test
    void a_wrong_token_is_an_account_error_and_uses_no_attempt_of_the_contact() {
        PlacementResult placing =
                adapter(SIMULATOR.baseUrl(), "wrong").send(request("+525555559101", template("hello"), null));

        assertThat(placing.event()).isInstanceOf(MessageEvent.NotSent.class);
        assertThat(placing.trouble()).contains(new ProviderTrouble.AccountUnusable());
    }

    @Test
    void a_refused_connection_reports_the_line_as_down() {
        PlacementResult placing = adapter(URI.create("http://127.0.0.1:1"), "token")
                .send(request("+525555559101", template("hello"), null));

        assertThat(reason(placing.event())).isEqualTo("PROVIDER_UNREACHABLE");
        assertThat(placing.trouble()).containsInstanceOf(ProviderTrouble.LineDown.class);
    }

    /** The effect of every error in Meta's reference that a campaign can get, each ordered at the simulator. */
    @ParameterizedTest
    @CsvSource({
        "400, 4,      NotSent,    LineThrottled",
        "400, 80007,  NotSent,    LineThrottled",
        "429, 130429, NotSent,    LineThrottled",
        "429, -,      NotSent,    LineThrottled",
        "400, 131056, NotSent,    -",
        "503, 131016, NotSent,    LineDown",
        "503, 131057, NotSent,    LineDown",
        "400, 131000, Refused,    -",
        "500, 131000, AnswerLost, -",
        "500, 1,      AnswerLost, -",
        "503, 2,      AnswerLost, -",
        "400, 131026, Refused,    -",
        "400, 130472, Refused,    -",
        "400, 131049, Refused,    -",
        "400, 131050, Refused,    -",
        "400, 131048, NotSent,    AccountUnusable",
        "403, 131031, NotSent,    AccountUnusable",
        "403, 368,    NotSent,    AccountUnusable",
        "402, 131042, NotSent,    AccountUnusable",
        "401, 190,    NotSent,    AccountUnusable",
        "401, 0,      NotSent,    AccountUnusable",
        "403, 10,     NotSent,    AccountUnusable",
        "403, 200,    NotSent,    AccountUnusable",
        "403, 299,    NotSent,    AccountUnusable",
        "404, 132001, NotSent,    AccountUnusable",
        "400, 3,      NotSent,    AccountUnusable",
        "400, 33,     NotSent,    AccountUnusable",
        "400, 130497, NotSent,    AccountUnusable",
        "500, 131045, NotSent,    AccountUnusable",
        "400, 133010, NotSent,    AccountUnusable",
        "400, 132015, NotSent,    TemplateUnusable",
        "400, 132016, NotSent,    TemplateUnusable",
        "400, 100,    Refused,    -",
        "400, 131008, Refused,    -",
        "400, 131009, Refused,    -",
        "400, 132000, Refused,    -",
        "400, 132005, Refused,    -",
        "400, 132012, Refused,    -",
        "400, 999999, Refused,    -",
        "403, -,      NotSent,    AccountUnusable",
        "404, -,      Refused,    -",
        "502, -,      AnswerLost, -",
    })
    void each_of_metas_errors_comes_to_what_it_asks_for(int status, String code, String event, String trouble)
            throws Exception {
        String to = "+525555551111";
        order("{\"to\":\"" + to + "\",\"status\":" + status + (code.equals("-") ? "" : ",\"code\":" + code) + "}");

        PlacementResult placing = send(to, template("hello"), null);

        String reason = code.equals("-") ? "HTTP_" + status : "WHATSAPP_" + code;
        assertThat(placing.event().getClass().getSimpleName()).isEqualTo(event);
        assertThat(reason(placing.event())).isEqualTo(reason);
        assertThat(placing.trouble()
                        .map(wider -> wider.getClass().getSimpleName())
                        .orElse("-"))
                .isEqualTo(trouble);
        assertThat(send(to, template("hello"), null).event()).isInstanceOf(MessageEvent.Taken.class);
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0"})
    void a_cut_connection_leaves_open_whether_the_message_was_sent(boolean sent, int messages) throws Exception {
        String to = sent ? "+525555552222" : "+525555553333";
        order("{\"to\":\"" + to + "\",\"cut\":true,\"acts\":" + sent + "}");

        assertThat(send(to, template("hello"), null).event()).isInstanceOf(MessageEvent.AnswerLost.class);
        assertThat(SIMULATOR.messages())
                .filteredOn(message -> message.to().equals(to))
                .hasSize(messages);
    }

    private static void order(String fault) throws Exception {
        HttpRequest post = HttpRequest.newBuilder(SIMULATOR.baseUrl().resolve("/_local/whatsapp/faults"))
                .POST(HttpRequest.BodyPublishers.ofString(fault))
                .build();
        HttpResponse<String> answer = HTTP.send(post, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    @Test
    void a_verified_address_gets_the_events_of_messages_without_their_own_callback() throws Exception {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        HttpServer own = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        own.createContext("/hook", exchange -> {
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            String challenge =
                    query.contains("hub.verify_token=mine") ? query.replaceAll("(^|.*&)hub.challenge=|&.*", "") : "";
            events.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(200, challenge.length() == 0 ? -1 : challenge.length());
            exchange.getResponseBody().write(challenge.getBytes(UTF_8));
            exchange.close();
        });
        own.start();
        try {
            String hook = "http://localhost:" + own.getAddress().getPort() + "/hook";
            assertThat(subscribe(hook, "another's")).isEqualTo(400);
            assertThat(subscribe("nowhere", "mine")).isEqualTo(400);
            assertThat(subscribe(hook, "mine")).isEqualTo(200);
            events.clear();

            send("+525555559105", template("hello"), null);

            // Reports of one message travel at the same time, and a later one may arrive first.
            List<String> reports = new ArrayList<>();
            for (int i = 0;
                    i < 3 && reports.stream().noneMatch(report -> report.contains("\"status\":\"sent\""));
                    i++) {
                reports.add(events.poll(10, TimeUnit.SECONDS));
            }
            assertThat(reports).anyMatch(report -> report.contains("\"status\":\"sent\""));
        } finally {
            own.stop(0);
        }
    }

    @Test
    void a_template_on_the_last_page_is_found() throws Exception {
        for (int i = 0; i < 105; i++) {
            assertThat(post("/v23.0/222/message_templates", template("paged_%03d".formatted(i), "MARKETING"))
                            .statusCode())
                    .isEqualTo(200);
        }

        assertThat(template("paged_104").status()).isEqualTo("APPROVED");
        assertThat(get("/v23.0/222/message_templates?name=paged&limit=2&fields=name")
                        .body())
                .contains("\"after\":\"MgZD\"", "\"name\":\"paged_001\"", "limit=2&name=paged\"")
                .doesNotContain("category", "previous");
        assertThat(get("/v23.0/222/message_templates?name=paged&limit=2&before=NAZD")
                        .body())
                .contains("paged_002", "paged_003", "\"previous\"", "\"next\"")
                .doesNotContain("paged_001", "paged_004");
        assertThat(adapter(SIMULATOR.baseUrl(), "token").find(LINE, "paged_10", "es_MX"))
                .isInstanceOf(Found.NotThere.class);
    }

    @Test
    void all_templates_are_listed_once_over_all_pages() throws Exception {
        for (int i = 0; i < 7; i++) {
            assertThat(post("/v23.0/222/message_templates", template("listed_%03d".formatted(i), "UTILITY"))
                            .statusCode())
                    .isEqualTo(200);
        }
        Map<String, String> secret = Map.of(
                "access_token", "token",
                "phone_number_id", "111",
                "waba_id", "222",
                "base_url", SIMULATOR.baseUrl().toString());
        WhatsAppTemplates templates = new WhatsAppTemplates(HTTP, _ -> secret, InstantSource.system());

        List<String> names = new ArrayList<>();
        TemplateLists.Listing.Page page = page(templates, Optional.empty());
        names.addAll(names(page));
        while (page.next().isPresent()) {
            page = page(
                    templates,
                    Optional.of(new TemplateLists.Position(page.next().get(), false)));
            names.addAll(names(page));
        }
        assertThat(names).doesNotHaveDuplicates().contains("listed_000", "listed_006", "hello", "promo_june_v1");

        List<String> back = new ArrayList<>(names(page));
        while (page.previous().isPresent()) {
            page = page(
                    templates,
                    Optional.of(new TemplateLists.Position(page.previous().get(), true)));
            back.addAll(0, names(page));
        }
        assertThat(back).isEqualTo(names);
    }

    private TemplateLists.Listing.Page page(WhatsAppTemplates templates, Optional<TemplateLists.Position> from) {
        TemplateLists.Listing.Page page = (TemplateLists.Listing.Page) templates.list(LINE, from, 3);
        assertThat(page.templates()).hasSizeBetween(1, 3);
        return page;
    }

    private static List<String> names(TemplateLists.Listing.Page page) {
        return page.templates().stream().map(listed -> listed.template().name()).toList();
    }

    private static String template(String name, String category) {
        return ("{'name':'" + name + "','language':'es_MX','category':'" + category
                        + "','components':[{'type':'BODY','text':'Hola'}]}")
                .replace('\'', '"');
    }

    @ParameterizedTest
    @CsvSource({"Bad Name!, MARKETING", "good_name, X"})
    void a_template_with_a_name_or_category_that_meta_does_not_have_is_refused(String name, String category)
            throws Exception {
        assertThat(post("/v23.0/222/message_templates", template(name, category))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_missing_object_is_answered_as_by_meta_and_is_an_account_error() throws Exception {
        HttpResponse<String> answer = get("/v23.0/999");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":100", "\"error_subcode\":33", "GraphMethodException");

        Map<String, String> secret = new HashMap<>(secret(SIMULATOR.baseUrl(), "token"));
        secret.put("phone_number_id", "999");
        PlacementResult placing = new WhatsAppMessages(
                        HTTP, _ -> secret, (_, _, _) -> new Found.NotThere(), InstantSource.system())
                .send(request("+525555559101", template("hello"), null));
        assertThat(placing.trouble()).contains(new ProviderTrouble.AccountUnusable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v23.0/111",
                "/v27.0/111",
                "/v25.0/222",
                "/v23.0/222/phone_numbers",
                "/v23.0/222/subscribed_apps"
            })
    void every_api_version_is_served_and_the_first_requests_of_clients_work(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(200);
    }

    /** The connection is refused, and after a time it is not. */
    @Test
    void a_simulator_can_refuse_connections_for_a_time() throws Exception {
        try (WhatsAppSimulator away = start()) {
            assertThat(order(away, "{\"status\":503,\"for_ms\":2000}")).isEqualTo(201);
            PlacementResult unknown =
                    adapter(away.baseUrl(), "token").send(request("+525555559101", template("hello"), null));
            assertThat(reason(unknown.event())).isEqualTo("HTTP_503");
            Await.until(Duration.ofSeconds(10), "it answers again", () -> taken(away));

            assertThat(order(away, "{\"away_ms\":2500}")).isEqualTo(201);
            Await.until(
                    Duration.ofSeconds(10),
                    "it refuses connections",
                    () -> reason(adapter(away.baseUrl(), "token")
                                    .send(request("+525555559101", template("hello"), null))
                                    .event())
                            .equals("PROVIDER_UNREACHABLE"));
            Await.until(Duration.ofSeconds(10), "it is back", () -> taken(away));
        }
    }

    private static boolean taken(WhatsAppSimulator by) {
        return adapter(by.baseUrl(), "token")
                        .send(request("+525555559101", template("hello"), null))
                        .event()
                instanceof MessageEvent.Taken;
    }

    private static int order(WhatsAppSimulator at, String fault) throws Exception {
        return post(at.baseUrl().resolve("/_local/whatsapp/faults"), fault).statusCode();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(SIMULATOR.baseUrl().resolve(path)));
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return post(SIMULATOR.baseUrl().resolve(path), body);
    }

    private static HttpResponse<String> post(URI url, String body) throws Exception {
        return send(HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.header("Authorization", "Bearer token").build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int subscribe(String callback, String token) throws Exception {
        String body = "{\"override_callback_uri\":\"" + callback + "\",\"verify_token\":\"" + token + "\"}";
        return post("/v23.0/222/subscribed_apps", body).statusCode();
    }
}
