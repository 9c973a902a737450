package io.vuelta.domain.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.action.SendReply.Sent;
import io.vuelta.domain.attempt.AgentReply;
import io.vuelta.domain.attempt.AgentReply.Status;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.dispatch.ReplyProvider.Answer;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.InMemoryAgentReplies;
import io.vuelta.testkit.fakes.InMemoryReceivedMessages;
import io.vuelta.testkit.fakes.ScriptedReplyProvider;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent's reply is sent once, while messages to the person are allowed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SendReplyTest {
    private static final int MAX_CALLS = 15;
    private static final String ID = "01KJQ3P5M8Q7R9S1T3V5W7X9Y1";

    private final World world = new World(Examples.with().template("promo_june", null));
    private final InMemoryReceivedMessages received = new InMemoryReceivedMessages();
    private final InMemoryAgentReplies replies = new InMemoryAgentReplies();
    private final ScriptedReplyProvider provider = new ScriptedReplyProvider();
    private final SendReply send = new SendReply(
            world.store.campaigns(),
            world.store.attempts(),
            world.store.lines(),
            world.store.doNotContact(),
            received,
            replies,
            provider,
            world.clock);
    private final AttemptId attempt;

    SendReplyTest() {
        world.load(2);
        Command.Begin command = world.beginNext();
        attempt = World.id(command);
    }

    private void personWrites(String text) {
        received.put(new ReceivedMessage(attempt, "wamid." + text, "text", text, null, world.clock.instant()));
    }

    private Sent reply(String id) {
        return send.apply(attempt, id, "¿A las 5?");
    }

    private List<Status> statuses() {
        return replies.of(attempt).stream().map(AgentReply::status).toList();
    }

    @Test
    void a_reply_is_stored_and_sent_and_a_repeated_request_does_not_send_it_again() {
        personWrites("hola");

        Sent first = reply(ID);
        Sent again = reply(ID);
        Sent another = reply("another");

        assertThat(first).isInstanceOf(Sent.Done.class).isEqualTo(again);
        assertThat(another).isInstanceOf(Sent.Done.class);
        assertThat(provider.requests()).extracting(AgentReply::id).containsExactly(ID, "another");
        assertThat(statuses()).containsExactly(Status.SENT, Status.SENT);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1439, true", "1440, false", "4000, false"})
    void the_window_is_open_for_24_hours_after_the_persons_last_message(int minutes, boolean open) {
        personWrites("hola");
        world.clock.advance(Duration.ofHours(3));
        personWrites("¿siguen ahí?");
        world.clock.advance(Duration.ofMinutes(minutes));

        Sent sent = reply(ID);

        assertThat(sent).isInstanceOf(open ? Sent.Done.class : Sent.WindowClosed.class);
        assertThat(provider.requests()).hasSize(open ? 1 : 0);
    }

    @Test
    void without_a_message_from_the_person_no_reply_is_sent() {
        assertThat(reply(ID)).isEqualTo(new Sent.WindowClosed(null));
    }

    @Test
    void a_reply_needs_a_message_that_was_sent() {
        AttemptId never = new AttemptId(attempt.contact(), 9);

        assertThat(send.apply(never, ID, "hola")).isEqualTo(new Sent.NoSuchMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CANCEL", "ARCHIVE"})
    void a_cancelled_or_archived_campaign_sends_no_replies(String action) {
        personWrites("hola");
        world.act(CampaignAction.valueOf(action));

        assertThat(reply(ID)).isInstanceOf(action.equals("CANCEL") ? Sent.Over.class : Sent.Archived.class);
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void a_person_on_the_do_not_contact_list_gets_no_reply_though_they_have_just_written() {
        personWrites("ALTO");
        Suppression entry = new Suppression(
                world.message(attempt).to(), Channel.WHATSAPP, "ALTO", "reply", world.clock.instant(), null);
        world.store.doNotContact().put(entry);

        assertThat(reply(ID)).isEqualTo(new Sent.Listed(entry));
        assertThat(provider.requests()).isEmpty();
        assertThat(replies.of(attempt)).isEmpty();
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(new Answer.Taken(), Sent.Done.class, List.of(Status.SENT)),
                Arguments.of(new Answer.Lost("TIMEOUT"), Sent.Done.class, List.of(Status.UNKNOWN)),
                Arguments.of(new Answer.Unavailable("WHATSAPP_130429"), Sent.Unavailable.class, List.of()),
                Arguments.of(new Answer.Refused("WHATSAPP_131026"), Sent.Refused.class, List.of()),
                Arguments.of(new Answer.WindowClosed(), Sent.WindowClosed.class, List.of()),
                Arguments.of(new Answer.OptedOut("WHATSAPP_131050"), Sent.Listed.class, List.of()));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void a_reply_surely_not_sent_is_deleted_and_one_possibly_sent_is_never_sent_again(
            Answer answer, Class<? extends Sent> comesTo, List<Status> kept) {
        personWrites("hola");
        provider.answers(answer);

        assertThat(reply(ID)).isInstanceOf(comesTo);

        assertThat(statuses()).isEqualTo(kept);
        provider.answers(new Answer.Taken());
        Sent again = reply(ID);
        // A message that may have been sent is not sent again; a person who has opted out is on the list.
        boolean more = kept.isEmpty() && !(answer instanceof Answer.OptedOut);
        assertThat(provider.requests()).hasSize(more ? 2 : 1);
        assertThat(again).isInstanceOf(answer instanceof Answer.OptedOut ? Sent.Listed.class : Sent.Done.class);
    }

    @Test
    void a_conversation_has_a_maximum_number_of_replies() {
        personWrites("hola");
        for (int n = 0; n < AgentReply.MAX_REPLIES; n++) {
            assertThat(reply("r" + n)).isInstanceOf(Sent.Done.class);
        }

        assertThat(reply("more")).isEqualTo(new Sent.TooMany());
        assertThat(reply("r7")).isInstanceOf(Sent.Done.class);
        assertThat(provider.requests()).hasSize(AgentReply.MAX_REPLIES);
    }

    /** A crash of the process, which nothing catches. */
    private static final class ProcessCrash extends Error {
        private static final long serialVersionUID = 1L;

        ProcessCrash(String at) {
            super(at, null, false, false);
        }
    }

    /** Crashes at the nth external call, before or after its effect. */
    private static final class CrashAtCall implements Faults {
        private final boolean afterwards;
        private int left;
        private String at = "";

        CrashAtCall(int nth, boolean afterwards) {
            this.left = nth;
            this.afterwards = afterwards;
        }

        @Override
        public void before(String operation) {
            left--;
            at = operation;
            if (left == 0 && !afterwards) {
                throw new ProcessCrash(operation);
            }
        }

        @Override
        public void after(String operation) {
            if (left == 0 && afterwards && at.equals(operation)) {
                throw new ProcessCrash(operation);
            }
        }
    }

    private void faults(Faults faults) {
        world.store.faults(faults);
        replies.faults(faults);
        provider.faults(faults);
    }

    /** The same request is sent again, as by a client with an Idempotency-Key. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_death_at_any_call_around_the_provider_sends_a_reply_once_at_most(boolean afterwards) {
        personWrites("hola");
        int deaths = 0;
        int lost = 0;
        for (int nth = 1; nth <= MAX_CALLS; nth++) {
            String id = "reply-" + nth;
            faults(new CrashAtCall(nth, afterwards));
            try {
                var _ = reply(id);
            } catch (ProcessCrash _) {
                deaths++;
            }
            faults(Faults.NONE);
            Sent again = reply(id);

            assertThat(again).as("death at call %s", nth).isInstanceOf(Sent.Done.class);
            long sent = provider.requests().stream()
                    .filter(reply -> reply.id().equals(id))
                    .count();
            assertThat(sent).as("death at call %s", nth).isLessThanOrEqualTo(1);
            if (sent == 0) {
                // The reply was stored and never sent to the provider. This is unknown after the crash, so it is not
                // sent.
                lost++;
                assertThat(((Sent.Done) again).reply().status()).isEqualTo(Status.SENDING);
            }
        }
        // Read operations are not reported to the faults; the write operations are begin, send and note.
        assertThat(deaths).as("calls to the outside").isBetween(3, MAX_CALLS - 1);
        assertThat(lost).isLessThanOrEqualTo(1);
    }

    @Test
    void while_the_store_is_unavailable_nothing_is_sent() {
        personWrites("hola");
        faults(new CrashAtCall(1, false));

        assertThatThrownBy(() -> reply(ID)).isInstanceOf(ProcessCrash.class);
        assertThat(provider.requests()).isEmpty();
    }
}
