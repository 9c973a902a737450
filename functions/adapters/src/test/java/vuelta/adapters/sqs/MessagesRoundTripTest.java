package vuelta.adapters.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vuelta.domain.attempt.AnsweredBy;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.CallEvent;
import vuelta.domain.attempt.CallStatus;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.contact.ContactData;
import vuelta.domain.contact.ContactId;
import vuelta.domain.file.Batch;
import vuelta.domain.line.LineId;
import vuelta.domain.pace.Command;
import vuelta.domain.phone.PhoneNumber;
import vuelta.domain.upload.RowProblem;
import vuelta.domain.upload.UploadId;

/** What is sent is what is received, to the nanosecond: a command's instant is compared with its claim's. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MessagesRoundTripTest {
    private static final Instant AT = Instant.parse("2026-03-02T15:00:00.123456789Z");
    private static final CampaignId CAMPAIGN = new CampaignId("c1");
    private static final PhoneNumber NUMBER = new PhoneNumber("+525555551234");
    private static final AttemptId ATTEMPT = new AttemptId(ContactId.of(CAMPAIGN, NUMBER), 3);
    private static final LineId LINE = new LineId("iph_1");

    static Stream<Command> commands() {
        return Stream.of(
                new Command.Begin(ATTEMPT, LINE, 7, AT),
                new Command.Ask(ATTEMPT, LINE, AT),
                new Command.Wake(LINE, AT));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command(Command command) {
        assertThat(CommandMessages.read(CommandMessages.write(command))).isEqualTo(command);
    }

    static Stream<CallEvent> events() {
        return Stream.of(
                new CallEvent.Reported("CA1", CallStatus.RINGING, null, null, AT),
                new CallEvent.Reported("CA1", CallStatus.ENDED, Duration.ofSeconds(61), AnsweredBy.MACHINE, AT),
                new CallEvent.Detected("CA1", AnsweredBy.UNKNOWN, AT));
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event(CallEvent event) {
        assertThat(SqsOutcomes.read(SqsOutcomes.write(ATTEMPT, event)))
                .isEqualTo(new SqsOutcomes.Outcome(ATTEMPT, event));
    }

    @Test
    void a_batch() {
        ContactData data =
                new ContactData("123", "Juan Pérez", "{\"due\":\"June 5\"}", "Inés", "v", Map.of("plan", "a"));
        Batch batch = new Batch(
                new UploadId(CAMPAIGN, "u1"),
                4,
                List.of(new Batch.Row(17, NUMBER, data)),
                1,
                2,
                3,
                List.of(new RowProblem(18, "contact", "12", "INVALID_PHONE_NUMBER", RowProblem.Action.REFUSED)));

        assertThat(SqsBatches.read(SqsBatches.write(batch))).isEqualTo(batch);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "no json", "{}", "{\"do\":\"jump\",\"line\":\"l\",\"not_before\":\"2026-03-02T15:00:00Z\"}"})
    void what_is_no_command_is_refused(String body) {
        assertThatThrownBy(() -> CommandMessages.read(body)).isInstanceOf(IllegalArgumentException.class);
    }
}
