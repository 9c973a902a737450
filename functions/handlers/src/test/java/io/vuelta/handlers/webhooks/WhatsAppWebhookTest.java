package io.vuelta.handlers.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.adapters.libphonenumber.CanonicalNumbers;
import io.vuelta.adapters.provider.whatsapp.WhatsAppWebhooks;
import io.vuelta.domain.attempt.AgentReply;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.campaign.AutoPause;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.contact.EarlierAttempt;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.phone.UserId;
import io.vuelta.domain.settle.CheckReport;
import io.vuelta.domain.settle.EarlyReply;
import io.vuelta.domain.settle.ReactToTrouble;
import io.vuelta.domain.settle.TakeWebhook;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.domain.suppression.ApplyConsent;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.testkit.Hmac;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.InMemoryAgentReplies;
import io.vuelta.testkit.fakes.InMemoryReceivedMessages;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.InMemoryUserIds;
import io.vuelta.testkit.fakes.RecordingWakes;
import io.vuelta.testkit.fakes.TestContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Meta's webhook requests as API Gateway delivers them: {@code events/whatsapp-batch.json}, signed by another program
 * with the secret {@code app-secret}, and variants of it.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WhatsAppWebhookTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_795_322_800L);
    private static final LineId LINE = new LineId("iwa_01M80S7CPM40P3KRG1B9RSVTPY");
    private static final PhoneNumber ANA = new PhoneNumber("+525555551234");
    private static final String ATTEMPT = "01M80S7CY6THARWDMKPXKNJRGE.0322c47fd3a3e9d436bd8de93e5c2b0a.";

    private final Map<String, AttemptEvent> events = new TreeMap<>();
    private final Map<String, Attempts.Sent> sent = new HashMap<>();
    private final TestContext context = new TestContext();
    private final InMemoryStore store = new InMemoryStore();
    private final InMemoryUserIds userIds = new InMemoryUserIds();
    private final List<EarlyReply> early = new ArrayList<>();
    private final InMemoryAgentReplies replies = new InMemoryAgentReplies();
    private final InMemoryReceivedMessages received = new InMemoryReceivedMessages();

    @BeforeEach
    void line() {
        store.lines().put(Examples.lineOf(Provider.WHATSAPP, LINE, "vuelta/whatsapp", null));
    }

    // Batches

    @Test
    void one_request_has_several_events_and_those_without_an_attempt_are_logged() throws IOException {
        assertThat(answer(batch()).getStatusCode()).isEqualTo(200);

        assertThat(events)
                .containsOnly(
                        Map.entry(
                                ATTEMPT + "1 0",
                                new MessageEvent.Reported(
                                        "wamid.1", MessageStatus.DELIVERED, Instant.ofEpochSecond(1_795_322_796L))),
                        Map.entry(
                                ATTEMPT + "1 2",
                                new MessageEvent.Reported(
                                        "wamid.1", MessageStatus.REJECTED, Instant.ofEpochSecond(1_795_322_798L))),
                        Map.entry(
                                ATTEMPT + "2 1",
                                new MessageEvent.Refused(
                                        "WHATSAPP_131026",
                                        new ProviderTrouble.Person(Duration.ZERO),
                                        Instant.ofEpochSecond(1_795_322_797L))));
        assertThat(context.lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"event\":\"webhook_ignored\""))
                .anyMatch(line -> line.contains("phone_number_id 999 is not this line's"))
                .anyMatch(line -> line.contains("a status that names no attempt"));
    }

    // Signature and subscription

    @Test
    void a_wrong_or_missing_signature_or_an_unknown_line_is_forged() throws IOException {
        APIGatewayV2HTTPEvent wrong = batch();
        wrong.setHeaders(Map.of("x-hub-signature-256", "sha256=" + "0".repeat(64)));
        APIGatewayV2HTTPEvent missing = batch();
        missing.setHeaders(Map.of());
        APIGatewayV2HTTPEvent elsewhere = batch();
        elsewhere.setRawPath("/webhooks/whatsapp/iwa_other");
        APIGatewayV2HTTPEvent changed = signed("{\"entry\":[]}");
        changed.setBody("{\"entry\":[] }");

        for (APIGatewayV2HTTPEvent forged : List.of(wrong, missing, elsewhere, changed)) {
            assertThat(answer(forged).getStatusCode()).isEqualTo(403);
        }
        assertThat(events).isEmpty();
        assertThat(context.lines()).hasSize(4).allMatch(line -> line.startsWith("{\"event\":\"webhook_forged\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "{}", "{\"entry\":{}}"})
    void a_signed_body_in_an_unknown_form_is_malformed(String body) throws IOException {
        assertThat(post(body)).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "subscribe, verify-token, 200",
        "subscribe, verify-tokem, 403",
        "unsubscribe, verify-token, 403",
        "subscribe, '', 403"
    })
    void the_challenge_is_answered_if_the_token_is_right(String mode, String token, int status) throws IOException {
        APIGatewayV2HTTPEvent question = batch();
        question.getRequestContext().getHttp().setMethod("GET");
        question.setBody(null);
        question.setQueryStringParameters(
                Map.of("hub.mode", mode, "hub.verify_token", token, "hub.challenge", "1158201444"));

        APIGatewayV2HTTPResponse answer = answer(question);

        assertThat(answer.getStatusCode()).isEqualTo(status);
        assertThat(answer.getBody()).isEqualTo(status == 200 ? "1158201444" : null);
    }

    // Replies of agents

    @Test
    void a_status_of_an_agents_reply_changes_the_reply_and_no_message() throws IOException {
        AttemptId attempt = AttemptId.parse(ATTEMPT + "1").orElseThrow();
        assertThat(replies.begin(AgentReply.about(attempt, "r1", "¿A las 5?", NOW)))
                .isEmpty();

        for (String value : List.of("delivered", "sent", "failed")) {
            String status = status("'status':'" + value + "'").replace(ATTEMPT + "1", ATTEMPT + "1/r1");
            assertThat(post(status)).isEqualTo(200);
        }

        assertThat(events).isEmpty();
        assertThat(replies.of(attempt)).extracting(AgentReply::status).containsExactly(AgentReply.Status.DELIVERED);
    }

    // Statuses

    @ParameterizedTest
    @CsvSource({"sent, SENT", "delivered, DELIVERED", "read, READ", "played, READ"})
    void a_status_belongs_to_the_attempt_that_it_names(String value, MessageStatus status) throws IOException {
        post(status("'status':'" + value + "'"));

        assertThat(events).containsOnly(Map.entry(ATTEMPT + "1 0", new MessageEvent.Reported("wamid.1", status, NOW)));
    }

    @Test
    void a_failure_without_a_code_is_technical() throws IOException {
        post(status("'status':'failed'"));

        assertThat(events.values())
                .containsExactly(new MessageEvent.Refused("WHATSAPP_FAILED", new ProviderTrouble.Technical(), NOW));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                131048, 131031, 368, 131042, 190, 0, 10, 200, 299, 132001, 133010, 3, 33, 130497, 131005, 131037, 131045
            })
    void an_account_error_is_an_account_event(int code) throws IOException {
        post(status("'status':'failed','errors':[{'code':" + code + "}]"));

        assertThat(events.values())
                .containsExactly(
                        new MessageEvent.Refused("WHATSAPP_" + code, new ProviderTrouble.AccountUnusable(), NOW));
    }

    @ParameterizedTest
    @ValueSource(ints = {132015, 132016})
    void a_template_error_is_a_template_event(int code) throws IOException {
        post(status("'status':'failed','errors':[{'code':" + code + "}]"));

        assertThat(events.values())
                .containsExactly(
                        new MessageEvent.Refused("WHATSAPP_" + code, new ProviderTrouble.TemplateUnusable(), NOW));
    }

    @Test
    void an_unknown_status_is_ignored() throws IOException {
        assertThat(post(status("'status':'warning'"))).isEqualTo(200);
        assertThat(events).isEmpty();
    }

    // Replies

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'type':'button','button':{'payload':'accept:ATTEMPT','text':'Sí'}    | ACCEPTED",
                "'type':'button','button':{'payload':'accept:ATTEMPT','text':'No molesta'} | ACCEPTED",
                "'type':'button','button':{'payload':'reject:ATTEMPT','text':'No'}    | REJECTED",
                "'type':'button','button':{'payload':'reject:ATTEMPT','text':'Cancelar'} | REJECTED",
                "'type':'button','button':{'payload':'reply:ATTEMPT','text':'Otro'}   | ACCEPTED",
                "'type':'button','button':{'payload':'reject:ATTEMPT','text':'Detener promociones'} | STOP",
                "'type':'button','button':{'payload':'reply:ATTEMPT','text':'Stop promociones'} | STOP",
                "'type':'button','button':{'payload':'STOP','text':'Basta por hoy'}   | STOP",
                "'type':'button','button':{'payload':'x','text':'No, gracias'}        | REJECTED",
                "'type':'button','button':{'payload':'x','text':'Ver más'}            | READ",
                "'type':'interactive','interactive':{'button_reply':{'id':'accept:ATTEMPT','title':'Sí'}} | ACCEPTED",
                "'type':'interactive','interactive':{'button_reply':{'id':'1','title':'Darme de baja'}}  | STOP",
                "'type':'interactive','interactive':{'list_reply':{'id':'1','title':'No me interesa'}}   | REJECTED",
                "'type':'interactive','interactive':{'list_reply':{'id':'1','title':'Dar de baja'}}      | STOP",
                "'type':'interactive','interactive':{'list_reply':{'id':'1','title':'Otro','description':'Darme de baja'}} | STOP",
                "'type':'interactive','interactive':{'list_reply':{'id':'1','title':'Lunes','description':'No, gracias'}} | READ",
                "'type':'interactive','interactive':{'nfm_reply':{'body':'Sent','response_json':'[1]'}} | READ",
                "'type':'location','location':{'latitude':19.4,'longitude':-99.1}      | READ",
                "'type':'text','text':{'body':'Claro que sí'}                         | ACCEPTED",
                "'type':'text','text':{'body':'No, gracias'}                          | REJECTED",
                "'type':'text','text':{'body':'no puedo parar de reír'}               | READ",
                "'type':'text','text':{'body':'¿Cuánto cuesta?'}                      | READ",
                "'type':'text','text':{'body':' ¡Baja! '}                             | STOP",
                "'type':'text','text':{'body':'Dame de baja'}                         | STOP",
                "'type':'text','text':{'body':'STOP'}                                 | STOP",
                "'type':'text','text':{'body':'alto'}                                 | STOP",
                "'type':'text','text':{'body':'Parar.'}                               | STOP",
                "'type':'text','text':{'body':'Não perturbe'}                         | STOP",
                "'type':'image','image':{'id':'1','caption':'STOP'}                   | STOP",
                "'type':'video','video':{'id':'1','caption':'no me interesa'}         | REJECTED",
                "'type':'image','image':{'id':'1'}                                    | READ",
                "'type':'audio','audio':{'id':'1'}                                    | READ",
                "'type':'reaction','reaction':{'emoji':'x'}                           | none",
                "'type':'system','system':{'body':'x'}                                | none",
            })
    void a_reply_accepts_rejects_opts_out_or_has_another_meaning(String reply, String expected) throws IOException {
        sent.put("wamid.1", new Attempts.Sent(attempt(1), "wamid.1"));

        post(reply("'context':{'id':'wamid.1'}," + reply.replace("ATTEMPT", ATTEMPT + "1")));

        assertThat(events.values().stream().map(WhatsAppWebhookTest::valueOf).toList())
                .isEqualTo(expected.equals("none") ? List.of() : List.of(expected));
        assertThat(events.values())
                .allSatisfy(event -> assertThat(event instanceof MessageEvent.Reported is && is.written())
                        .as("an answer that is neither yes nor no")
                        .isEqualTo(expected.equals("READ")));
    }

    private static String valueOf(AttemptEvent event) {
        return event instanceof MessageEvent.Reported reported
                ? reported.status().name()
                : "STOP";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            nullValues = "null",
            value = {
                "'type':'text','text':{'body':'¿Cuánto cuesta?'}             | text | ¿Cuánto cuesta? | null",
                "'type':'button','button':{'payload':'accept:ATTEMPT','text':'Sí'} | button | Sí | null",
                "'type':'image','image':{'id':'media-1','caption':'mire'}   | image | mire | media-1",
                "'type':'audio','audio':{'id':'media-2'}                    | audio | \"\" | media-2",
                "'type':'sticker','sticker':{'id':'media-3'}                | sticker | \"\" | media-3",
                "'type':'interactive','interactive':{'list_reply':{'id':'1','title':'Lunes'}} | interactive | Lunes | null",
                "'type':'interactive','interactive':{'list_reply':{'id':'1','title':'Lunes','description':'9 a 13 h'}} | interactive | Lunes#9 a 13 h | null",
                "'type':'interactive','interactive':{'nfm_reply':{'name':'flow','body':'Sent','response_json':'[7]'}} | interactive | [7] | null",
                "'type':'interactive','interactive':{'nfm_reply':{'name':'flow','body':'Sent'}} | interactive | Sent | null",
                "'type':'location','location':{'latitude':19.43,'longitude':-99.13} | location | 19.43,-99.13 | null",
                "'type':'location','location':{'latitude':19.43,'longitude':-99.13,'name':'Casa','address':'Calle 1'} | location | 19.43,-99.13 Casa Calle 1 | null",
                "'type':'location','location':7                              | location | \"\" | null",
                "'type':'contacts','contacts':[{'name':{'formatted_name':'Eva Ruiz'},'phones':[{'phone':'+52 55 5555 0001'},{'wa_id':'525555550002'}]},{'name':{'formatted_name':'Leo'}}] | contacts | Eva Ruiz +52 55 5555 0001 525555550002#Leo | null",
                "'type':'contacts','contacts':[7,{}]                         | contacts | \"\" | null",
            })
    void the_text_of_a_reply_is_stored_with_the_message_that_it_answers(
            String reply, String kind, String text, @Nullable String media) throws IOException {
        sent.put("wamid.1", new Attempts.Sent(attempt(1), "wamid.1"));

        post(reply("'context':{'id':'wamid.1'}," + reply.replace("ATTEMPT", ATTEMPT + "1")));

        assertThat(received.of(attempt(1)))
                .containsExactly(new ReceivedMessage(attempt(1), "wamid.r", kind, text.replace('#', '\n'), media, NOW));
    }

    @Test
    void the_answers_of_a_flow_are_stored_as_json_up_to_the_maximum_length() throws IOException {
        sent.put("wamid.1", new Attempts.Sent(attempt(1), "wamid.1"));
        String json = "{\"day\":\"lunes\",\"note\":\"" + "x".repeat(5_000) + "\"}";

        answer(signed(reply("'context':{'id':'wamid.1'},'type':'interactive','interactive':{'nfm_reply':"
                + "{'response_json':'" + json.replace("\"", "\\'") + "'}}")));

        assertThat(received.of(attempt(1)))
                .extracting(ReceivedMessage::text)
                .containsExactly(json.substring(0, ReceivedMessage.MAX_TEXT));
    }

    @Test
    void a_reply_belongs_to_the_quoted_message_or_to_the_latest_one() throws IOException {
        sent.put("wamid.1", new Attempts.Sent(attempt(1), "wamid.1"));
        sent.put("latest", new Attempts.Sent(attempt(2), "wamid.2"));

        post(reply("'context':{'id':'wamid.1'},'type':'text','text':{'body':'Sí'}"));
        post(reply("'type':'text','text':{'body':'Sí'}"));

        assertThat(events)
                .containsOnly(
                        Map.entry(ATTEMPT + "1 0", new MessageEvent.Reported("wamid.1", MessageStatus.ACCEPTED, NOW)),
                        Map.entry(ATTEMPT + "2 1", new MessageEvent.Reported("wamid.2", MessageStatus.ACCEPTED, NOW)));
    }

    @Test
    void a_reply_that_quotes_an_unknown_message_belongs_to_the_latest_one() throws IOException {
        sent.put("latest", new Attempts.Sent(attempt(2), "wamid.2"));

        post(reply("'context':{'id':'wamid.OF_A_HUMAN_AGENT'},'type':'text','text':{'body':'STOP'}"));

        assertThat(events).containsOnly(Map.entry(ATTEMPT + "2 0", new MessageEvent.Stopped("wamid.2", "STOP", NOW)));
    }

    @Test
    void a_stop_word_from_an_unknown_person_puts_the_number_on_the_list() throws IOException {
        assertThat(post(reply("'context':{'id':'wamid.7'},'type':'text','text':{'body':'BAJA'}")))
                .isEqualTo(200);

        assertThat(events).isEmpty();
        assertThat(store.doNotContact().ofNumber(ANA))
                .containsExactly(new Suppression(ANA, Channel.WHATSAPP, "BAJA", "reply", NOW, null));
    }

    // People without a number

    private static final String EVA = "MX.13491208655302741918";

    private static String nameless(String more) {
        return change("'messages':[{'from_user_id':'" + EVA + "','id':'wamid.r','timestamp':'" + NOW.getEpochSecond()
                + "'," + more + "}]");
    }

    @Test
    void a_status_links_a_user_id_to_a_number_and_a_reply_with_only_that_id_is_found() throws IOException {
        sent.put("latest", new Attempts.Sent(attempt(1), "wamid.1"));
        post(status("'status':'delivered','recipient_user_id':'" + EVA + "'"));
        assertThat(events.values())
                .containsExactly(new MessageEvent.Reported("wamid.1", MessageStatus.DELIVERED, NOW, new UserId(EVA)));
        userIds.put(new UserId(EVA), ANA);

        post(nameless("'type':'text','text':{'body':'STOP'}"));

        assertThat(events).containsEntry(ATTEMPT + "1 1", new MessageEvent.Stopped("wamid.1", "STOP", NOW));
    }

    @Test
    void a_reply_with_both_links_the_user_id_to_the_number_too() throws IOException {
        post(reply("'from_user_id':'" + EVA + "','type':'text','text':{'body':'hola'}"));

        assertThat(userIds.find(new UserId(EVA))).contains(ANA);
    }

    @Test
    void a_reply_from_an_unknown_sender_belongs_to_the_quoted_message() throws IOException {
        String wamid = "wamid.HBgNNTIxNTU1NTU1MTIzNBUCABEYEjVGNDI1QTc0RjEzMDMzNDkyQQA=";
        sent.put(wamid, new Attempts.Sent(attempt(1), wamid));

        post(nameless("'context':{'id':'" + wamid + "'},'type':'text','text':{'body':'STOP'}"));

        assertThat(events).containsOnly(Map.entry(ATTEMPT + "1 0", new MessageEvent.Stopped(wamid, "STOP", NOW)));
    }

    @Test
    void a_reply_from_an_unknown_sender_without_a_quote_is_logged() throws IOException {
        assertThat(post(nameless("'type':'text','text':{'body':'STOP'}"))).isEqualTo(200);
        assertThat(context.lines()).anyMatch(line -> line.contains("a reply to no message of ours"));
    }

    @Test
    void a_status_without_an_attempt_is_found_by_its_id_and_recipient() throws IOException {
        sent.put("wamid.1", new Attempts.Sent(attempt(1), "wamid.1"));

        post(status("'status':'read'").replaceFirst("\"biz_opaque_callback_data\":\"[^\"]+\",", ""));

        assertThat(events)
                .containsOnly(
                        Map.entry(ATTEMPT + "1 0", new MessageEvent.Reported("wamid.1", MessageStatus.READ, NOW)));
    }

    // WhatsApp's own menu

    private static String preference(String value, long at) {
        return change("'user_preferences':[{'wa_id':'5215555551234','category':'marketing_messages','value':'" + value
                        + "','timestamp':" + at + "}]")
                .replace("\"field\":\"messages\"", "\"field\":\"user_preferences\"");
    }

    @Test
    void stop_in_the_menu_lists_the_number_and_resume_ends_that_entry() throws IOException {
        post(preference("stop", NOW.getEpochSecond()));
        assertThat(store.doNotContact().ofNumber(ANA))
                .singleElement()
                .satisfies(entry -> assertThat(entry.source()).isEqualTo("whatsapp_menu"));

        post(preference("resume", NOW.getEpochSecond() + 1));
        assertThat(store.doNotContact().find(ANA, Channel.WHATSAPP, NOW.plusSeconds(1)))
                .isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void the_user_id_identifies_a_person_whose_number_is_withheld() throws IOException {
        userIds.put(new UserId(EVA), ANA);

        post(preference("stop", NOW.getEpochSecond())
                .replace("\"wa_id\":\"5215555551234\"", "\"user_id\":\"" + EVA + "\""));

        assertThat(store.doNotContact().ofNumber(ANA)).hasSize(1);
    }

    // One invalid piece

    @Test
    void an_unreadable_entry_does_not_stop_the_others() throws IOException {
        sent.put("latest", new Attempts.Sent(attempt(2), "wamid.2"));
        String seconds = String.valueOf(NOW.getEpochSecond());
        String batch = change(("'statuses':[{'id':'wamid.1','status':'delivered','timestamp':'NOW','recipient_id':"
                        + "'5215555551234','biz_opaque_callback_data':'" + ATTEMPT + "1'}],'messages':["
                        + "{'from':'5215555551234','id':'r1','timestamp':'NOW','type':'text','text':{'body':'BAJA'}},"
                        + "{'from':'5215556419105','id':'r2','timestamp':'NOW','type':'text',"
                        + "'text':{'body':'ok, gracias'},'context':{'id':'wamid.OF_A_HUMAN_AGENT'}},"
                        + "{'from':'5215555551234','id':'r3','timestamp':'NOW','type':'text',"
                        + "'text':{'body':'hola'},'context':{'id':'busy'}}, 7, null, 'x', []]")
                .replace("NOW", seconds));

        assertThat(post(batch)).isEqualTo(503);

        assertThat(events.values())
                .containsExactlyInAnyOrder(
                        new MessageEvent.Reported("wamid.1", MessageStatus.DELIVERED, NOW),
                        new MessageEvent.Stopped("wamid.2", "BAJA", NOW));
        assertThat(context.lines())
                .anyMatch(
                        line -> line.startsWith("{\"event\":\"webhook_later\"") && line.contains("the table is busy"));
        assertThat(early).extracting(EarlyReply::quoted).containsExactly("wamid.OF_A_HUMAN_AGENT");
    }

    @Test
    void a_body_of_three_megabytes_is_accepted() throws IOException {
        StringBuilder statuses = new StringBuilder();
        while (statuses.length() < 3_000_000) {
            statuses.append(statuses.isEmpty() ? "" : ",")
                    .append("{'id':'wamid.1','status':'delivered','timestamp':'")
                    .append(NOW.getEpochSecond())
                    .append("','biz_opaque_callback_data':'")
                    .append(ATTEMPT)
                    .append("1'}");
        }

        assertThat(post(change("'statuses':[" + statuses + "]"))).isEqualTo(200);
        assertThat(events.size()).isGreaterThan(1);
    }

    // The account

    private CampaignId campaign() {
        Campaign campaign = Examples.campaign(
                new CampaignId("c1"),
                LINE,
                CampaignStatus.ACTIVE,
                Examples.with()
                        .opening(new MessageContent.Template("promo", null, "es_MX", null))
                        .build());
        store.campaigns().create(campaign);
        assertThat(store.campaigns().save(store.campaigns().find(campaign.id()).orElseThrow()))
                .isTrue();
        return campaign.id();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            nullValues = "null",
            value = {
                "message_template_status_update |"
                        + " 'event':'PAUSED','message_template_name':'promo','message_template_language':'es_MX' |"
                        + " WHATSAPP_TEMPLATE_PAUSED",
                "message_template_status_update |"
                        + " 'event':'DISABLED','message_template_name':'promo','message_template_language':'es_MX' |"
                        + " WHATSAPP_TEMPLATE_DISABLED",
                "message_template_status_update |"
                        + " 'event':'PAUSED','message_template_name':'other','message_template_language':'es_MX' | null",
                "message_template_status_update |"
                        + " 'event':'APPROVED','message_template_name':'promo','message_template_language':'es_MX' | null",
                "account_update | 'event':'ACCOUNT_RESTRICTION','restriction_info':[] | WHATSAPP_ACCOUNT_RESTRICTION",
                "account_update | 'event':'DISABLED_UPDATE','ban_info':{'waba_ban_state':'DISABLE'} |"
                        + " WHATSAPP_DISABLED_UPDATE",
                "account_update | 'event':'DISABLED_UPDATE','ban_info':{'waba_ban_state':'REINSTATE'} | null",
                "account_update | 'event':'VERIFIED_ACCOUNT' | null",
                "messages | 'metadata':{'phone_number_id':'111'},'errors':[{'code':131031}] | WHATSAPP_131031",
                "messages | 'metadata':{'phone_number_id':'111'},'errors':[{'code':130429}] | null",
                "phone_number_quality_update | 'event':'FLAGGED' | null",
            })
    void account_and_template_events_pause_the_campaigns_that_need_them(
            String field, String value, @Nullable String reason) throws IOException {
        CampaignId campaign = campaign();

        assertThat(post(("{'entry':[{'id':'222','changes':[{'field':'" + field + "','value':{" + value + "}}]}]}")
                        .replace('\'', '"')))
                .isEqualTo(200);

        AutoPause autoPause =
                store.campaigns().find(campaign).orElseThrow().state().autoPause();
        assertThat(autoPause == null ? null : autoPause.reason()).isEqualTo(reason);
    }

    @Test
    void a_reply_that_quotes_an_unknown_message_is_settled_later_while_it_is_fresh() throws IOException {
        String quoting = "'context':{'id':'wamid.7'},'type':'text','text':{'body':'Sí'}";

        assertThat(post(reply(quoting))).isEqualTo(200);

        assertThat(early)
                .containsExactly(new EarlyReply(
                        LINE,
                        new PhoneNumber("+525555551234"),
                        "wamid.7",
                        new MessageEvent.Reported("wamid.7", MessageStatus.ACCEPTED, NOW),
                        "wamid.r",
                        "text",
                        "Sí",
                        null));
        early.clear();
        String old = String.valueOf(NOW.minusSeconds(60).getEpochSecond());
        assertThat(post(reply(quoting).replace(String.valueOf(NOW.getEpochSecond()), old)))
                .isEqualTo(200);
        assertThat(post(reply("'type':'text','text':{'body':'Sí'}"))).isEqualTo(200);
        assertThat(early).isEmpty();
        assertThat(events).isEmpty();
    }

    private static AttemptId attempt(int number) {
        return AttemptId.parse(ATTEMPT + number).orElseThrow();
    }

    private static String status(String more) {
        return change("'statuses':[{'id':'wamid.1','timestamp':'" + NOW.getEpochSecond()
                + "','recipient_id':'5215555551234','biz_opaque_callback_data':'" + ATTEMPT + "1'," + more + "}]");
    }

    private static String reply(String more) {
        return change("'messages':[{'from':'5215555551234','id':'wamid.r','timestamp':'" + NOW.getEpochSecond() + "',"
                + more + "}]");
    }

    private static String change(String value) {
        return ("{'object':'whatsapp_business_account','entry':[{'id':'222','changes':[{'field':'messages','value':"
                        + "{'messaging_product':'whatsapp','metadata':{'phone_number_id':'111'}," + value + "}}]}]}")
                .replace('\'', '"');
    }

    /** Posts a body with a valid signature. Returns the status of the answer. */
    private int post(String body) throws IOException {
        return answer(signed(body)).getStatusCode();
    }

    private static APIGatewayV2HTTPEvent signed(String body) throws IOException {
        APIGatewayV2HTTPEvent event = batch();
        event.setIsBase64Encoded(false);
        event.setBody(body);
        event.setHeaders(Map.of("x-hub-signature-256", "sha256=" + Hmac.sha256("app-secret", body)));
        return event;
    }

    private static APIGatewayV2HTTPEvent batch() throws IOException {
        return new ObjectMapper()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(Path.of("../../events/whatsapp-batch.json").toFile(), APIGatewayV2HTTPEvent.class);
    }

    /** The events are kept by attempt and order. */
    private APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event) {
        Map<String, String> secret =
                Map.of("app_secret", "app-secret", "verify_token", "verify-token", "phone_number_id", "111");
        WhatsAppWebhooks webhooks = new WhatsAppWebhooks(
                store.lines(), new SentMessages(sent), userIds, _ -> secret, new CanonicalNumbers(), () -> NOW);
        List<String> order = new ArrayList<>(events.keySet());
        TakeWebhook take = new TakeWebhook(
                outcome -> {
                    assertThat(outcome.line()).isEqualTo(LINE);
                    events.put(outcome.attempt() + " " + order.size(), outcome.event());
                    order.add("");
                },
                (_, _, _) -> {},
                new CheckReport(store.campaigns(), store.agents()),
                new ApplyConsent(store.doNotContact()),
                received,
                replies,
                early::add,
                new ReactToTrouble(store.campaigns(), store.lines(), new RecordingWakes(), () -> NOW));
        return new WebhooksHandler(new WebhooksWiring(Map.of(Provider.WHATSAPP, webhooks), take, ""))
                .handleRequest(event, context);
    }

    /** The messages to Ana by the provider's id; {@code latest} is the latest. */
    private record SentMessages(Map<String, Sent> sent) implements Attempts {
        @Override
        public Optional<Attempt> find(AttemptId id) {
            return Optional.empty();
        }

        @Override
        public Optional<Sent> sent(LineId line, PhoneNumber to, @Nullable String providerId) {
            assertThat(line).isEqualTo(LINE);
            if ("busy".equals(providerId)) {
                throw new StoreBusy("the table is busy", new IllegalStateException());
            }
            return !to.equals(ANA)
                    ? Optional.empty()
                    : Optional.ofNullable(sent.get(providerId == null ? "latest" : providerId));
        }

        @Override
        public Optional<Attempt> findEarlier(AttemptId id) {
            return Optional.empty();
        }

        @Override
        public List<EarlierAttempt> earlier(ContactId contact, int limit) {
            return List.of();
        }

        @Override
        public boolean writeEarlier(Attempt next) {
            throw new UnsupportedOperationException("a webhook that only reads its events writes no attempt");
        }
    }
}
