package vuelta.handlers.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import vuelta.domain.attempt.MessageEvent;
import vuelta.domain.dispatch.MessageProvider;
import vuelta.domain.dispatch.MessageRequest;
import vuelta.domain.dispatch.Placing;

/**
 * Sends nothing, because this version has no provider of messages: a campaign over such a line pauses itself, and says
 * {@code NO_PROVIDER}. Its contact waits again, and no message is counted.
 */
final class NoMessageProvider implements MessageProvider {
    private static final String REASON = "NO_PROVIDER";
    private static final Duration WAIT = Duration.ofSeconds(30);

    private final InstantSource clock;

    NoMessageProvider(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Placing send(MessageRequest request) {
        Instant now = clock.instant();
        return new Placing(
                new MessageEvent.NotSent(REASON, now.plus(WAIT), now),
                Optional.of(new Placing.Besides.OutOfOrder(REASON)));
    }
}
