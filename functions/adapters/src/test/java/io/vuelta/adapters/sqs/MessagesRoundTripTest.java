package io.vuelta.adapters.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.OptOut;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.attempt.Result;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.file.Batch;
import io.vuelta.domain.file.CopyPage;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.settle.EarlyReply;
import io.vuelta.domain.settle.OutcomeMessage;
import io.vuelta.domain.settle.ProviderEvents;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.UploadId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A message is received as it was sent, to the nanosecond: a command's instant is compared with its claim's. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MessagesRoundTripTest {
    private static final Instant AT = Instant.parse("2026-03-02T15:00:00.123456789Z");
    private static final CampaignId CAMPAIGN = new CampaignId("c1");
    private static final PhoneNumber NUMBER = new PhoneNumber("+525555551234");
    private static final AttemptId ATTEMPT = new AttemptId(ContactId.of(CAMPAIGN, NUMBER), 3);
    private static final LineId LINE = new LineId("iph_1");

    static Stream<Command> commands() {
        return Stream.of(
                new Command.Begin(
                        CAMPAIGN,
                        LINE,
                        7,
                        3,
                        AT.minusMillis(501),
                        List.of(new Command.Start(
                                ATTEMPT.contact(), 3, new Place(12, 49), AT, LocalDate.of(2026, 3, 2)))),
                new Command.Ask(ATTEMPT, LINE, new Place(12, 49), AT),
                new Command.Wake(LINE, AT));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_is_read_as_it_was_sent(Command command) {
        String body = CommandMessages.write(command, Duration.ofSeconds(2));

        assertThat(CommandMessages.read(body)).isEqualTo(command);
        assertThat(CommandMessages.kept(body)).isEqualTo(Duration.ofSeconds(2));
    }

    static Stream<AttemptEvent> events() {
        return Stream.of(
                new CallEvent.Reported("CA1", CallStatus.RINGING, null, null, AT),
                CallEvent.Reported.failed("CA1", "SIP_404", AT),
                new CallEvent.Reported("CA1", CallStatus.ENDED, Duration.ofSeconds(61), AnsweredBy.MACHINE, AT),
                new CallEvent.Reported(
                        "CA1", CallStatus.ENDED, Duration.ZERO, AnsweredBy.HUMAN, "https://r.example/1", null, AT),
                new CallEvent.Detected("CA1", AnsweredBy.UNKNOWN, AT),
                new CallEvent.Recorded("CA1", "https://r.example/1", AT),
                new MessageEvent.Reported("wamid.1", MessageStatus.DELIVERED, AT),
                new MessageEvent.Refused("131026", new ProviderTrouble.Person(Duration.ofHours(24)), AT),
                new MessageEvent.Refused("131000", new ProviderTrouble.Technical(), AT),
                new MessageEvent.Refused("132000", new ProviderTrouble.Row(), AT),
                new MessageEvent.Refused("VARIABLE_MISSING", new ProviderTrouble.NotAsked(), AT),
                new MessageEvent.Refused("131050", new ProviderTrouble.OptedOut(), AT),
                new MessageEvent.Refused("131031", new ProviderTrouble.AccountUnusable(), AT),
                new MessageEvent.Refused("132015", new ProviderTrouble.TemplateUnusable(), AT),
                new MessageEvent.Stopped("wamid.1", "STOP", AT));
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_is_read_as_it_was_sent(AttemptEvent event) {
        for (LineId line : Arrays.asList(LINE, null)) {
            ProviderEvents.ProviderEvent outcome = new ProviderEvents.ProviderEvent(line, ATTEMPT, event);
            assertThat(SqsProviderEvents.read(SqsProviderEvents.write(outcome))).isEqualTo(outcome);
        }
    }

    static Stream<EarlyReply> earlyReplies() {
        PhoneNumber from = new PhoneNumber("+525555551234");
        return Stream.of(
                new EarlyReply(
                        LINE,
                        from,
                        "wamid.1",
                        new MessageEvent.Reported("wamid.1", MessageStatus.ACCEPTED, AT),
                        "wamid.2",
                        "text",
                        "Sí, ñ 🙂",
                        null),
                new EarlyReply(
                        LINE,
                        from,
                        "wamid.1",
                        new MessageEvent.Stopped("wamid.1", "BAJA", AT),
                        null,
                        "image",
                        "",
                        "m"));
    }

    @ParameterizedTest
    @MethodSource("earlyReplies")
    void a_reply_before_the_record_of_its_message_is_read_as_it_was_sent(EarlyReply reply) {
        assertThat(SqsOutcomes.read(SqsEarlyReplies.write(reply))).isEqualTo(new OutcomeMessage.Reply(reply));
    }

    /** SQS accepts only the characters of XML 1.0. */
    @ParameterizedTest
    @ValueSource(strings = {"a\uFFFEb", "a\uFFFFb", "a\uD800b", "a\uDC00b", "a\u0000b"})
    void characters_that_sqs_refuses_are_removed_from_a_text(String text) {
        ConversationReport report = new ConversationReport(
                new Result(List.of(), Map.of(text, text), false, null), null, null, text, text + "🙂");
        List<String> bodies = List.of(
                SqsConversationReports.write(LINE, ATTEMPT, report),
                SqsProviderEvents.write(new ProviderEvents.ProviderEvent(
                        LINE, ATTEMPT, new CallEvent.Reported(text, CallStatus.RINGING, null, null, AT))));

        assertThat(bodies)
                .allMatch(body -> body.codePoints()
                        .allMatch(c -> (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000));
        assertThat(SqsConversationReports.read(bodies.getFirst())
                        .orElseThrow()
                        .report()
                        .transcript())
                .startsWith("a")
                .endsWith("b🙂");
    }

    static Stream<ConversationReport> reports() {
        Result all = new Result(List.of("vip", "ñ"), Map.of("email", "a@b.c", "día", "lunes"), true, AT);
        return Stream.of(
                new ConversationReport(all, "https://r.example/1", "positive", "Short \"é\"", "Hi.\nBye. 🙂"),
                opting(new OptOut(null, null)),
                opting(new OptOut(Channel.WHATSAPP, "no \"more\" ñ")),
                new ConversationReport(new Result(List.of(), Map.of(), false, null), null, null, null, null));
    }

    private static ConversationReport opting(OptOut out) {
        return new ConversationReport(new Result(List.of(), Map.of(), false, null, out), null, null, null, null);
    }

    @ParameterizedTest
    @MethodSource("reports")
    void a_conversation_report_is_read_as_it_was_sent(ConversationReport report) {
        assertThat(SqsConversationReports.read(SqsConversationReports.write(LINE, ATTEMPT, report)))
                .contains(new OutcomeMessage.Report(LINE, ATTEMPT, report));
    }

    @Test
    void an_event_is_not_read_as_a_report() {
        CallEvent event = new CallEvent.Detected("CA1", AnsweredBy.UNKNOWN, AT);
        assertThat(SqsConversationReports.read(
                        SqsProviderEvents.write(new ProviderEvents.ProviderEvent(LINE, ATTEMPT, event))))
                .isEmpty();
    }

    @Test
    void a_report_of_an_earlier_version_has_no_line() {
        ConversationReport report = reports().toList().getLast();
        String earlier = SqsConversationReports.write(LINE, ATTEMPT, report).replace("\"line\":\"iph_1\",", "");

        assertThat(SqsConversationReports.read(earlier)).contains(new OutcomeMessage.Report(null, ATTEMPT, report));
    }

    static Stream<AttemptEvent> answers() {
        return Stream.of(
                new CallEvent.Accepted("CA1", AT),
                new CallEvent.NotPlaced("TOO_SLOW", AT, AT),
                new MessageEvent.Taken("wamid.1", AT),
                new MessageEvent.NotSent("TOO_SLOW", AT, AT),
                new MessageEvent.AnswerLost("TIMEOUT", AT),
                new MessageEvent.NeverReported(AT));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void events_that_no_provider_sends_by_itself_are_refused(AttemptEvent event) {
        assertThatThrownBy(() -> SqsProviderEvents.write(new ProviderEvents.ProviderEvent(LINE, ATTEMPT, event)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_batch_is_read_as_it_was_sent() {
        ContactData data =
                new ContactData("123", "Juan Pérez", "{\"due\":\"June 5\"}", "Inés", "v", Map.of("plan", "a"));
        Batch batch = new Batch(
                new UploadId(CAMPAIGN, "u1"),
                4,
                List.of(new Batch.Row(17, NUMBER, data, List.of("late", "vip"))),
                List.of(new Batch.Row(19, NUMBER, data)),
                1,
                2,
                3,
                List.of(new RowProblem(18, "contact", "12", "INVALID_PHONE_NUMBER", RowProblem.Action.REFUSED)));

        assertThat(SqsBatches.read(SqsBatches.write(batch))).isEqualTo(new SqsBatches.Work.Load(batch));
    }

    static Stream<CopyPage> pages() {
        UploadId to = new UploadId(new CampaignId("c2"), "u1");
        return Stream.of(
                new CopyPage(CAMPAIGN, to, 0, ScanCursor.START, Set.of(), Set.of()),
                new CopyPage(
                        CAMPAIGN,
                        to,
                        17,
                        new ScanCursor(15, "f".repeat(32)),
                        Set.of(ContactStatus.FAILED, ContactStatus.VOICEMAIL),
                        Set.of("vip", "call back")));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_copy_page_is_read_as_it_was_sent(CopyPage page) {
        assertThat(SqsBatches.read(SqsBatches.write(page))).isEqualTo(new SqsBatches.Work.Copy(page));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"copy_of\":\"c1\"}",
                "{\"copy_of\":\"c1\",\"campaign\":\"c2\",\"upload\":\"u\",\"after\":\"\",\"statuses\":[\"cat\"]}"
            })
    void a_body_that_is_neither_batch_nor_page_is_refused(String body) {
        assertThatThrownBy(() -> SqsBatches.read(body)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"attempt\":\"c1.x.1\",\"at\":\"2026-03-02T15:00:00Z\",\"told\":\"call\"}",
                "{\"attempt\":\"c1.00000000000000000000000000000000.1\",\"at\":\"2026-03-02T15:00:00Z\",\"told\":\"cat\"}"
            })
    void a_body_that_is_no_event_is_refused(String body) {
        assertThatThrownBy(() -> SqsProviderEvents.read(body)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "no json", "{}", "{\"do\":\"jump\",\"line\":\"l\",\"not_before\":\"2026-03-02T15:00:00Z\"}"})
    void a_body_that_is_no_command_is_refused(String body) {
        assertThatThrownBy(() -> CommandMessages.read(body)).isInstanceOf(IllegalArgumentException.class);
    }
}
