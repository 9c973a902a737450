package io.vuelta.testkit.fakes;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.dispatch.MessageProvider;
import io.vuelta.domain.dispatch.MessageRequest;
import io.vuelta.domain.dispatch.MessageTemplates;
import io.vuelta.domain.dispatch.PlacementResult;
import io.vuelta.domain.line.Line;
import io.vuelta.testkit.examples.Examples;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * A provider that gives the scripted answers, and records its requests. Without a script it accepts every message, with
 * the id of {@link #providerId}.
 */
public final class ScriptedMessageProvider implements MessageProvider {
    private final InstantSource clock;
    private final List<MessageRequest> requests = new ArrayList<>();
    private final Deque<Function<MessageRequest, PlacementResult>> placings = new ArrayDeque<>();
    private volatile Faults faults = Faults.NONE;
    private volatile MessageTemplates templates =
            (_, name, language) -> new Found.Known(Examples.template(name, language, List.of()));

    public ScriptedMessageProvider(InstantSource clock) {
        this.clock = clock;
    }

    /** From now on reports every {@code provider.send} to {@code faults}. */
    public void faults(Faults newFaults) {
        faults = newFaults;
    }

    /** The next message to be sent that has no answer yet gets this one. */
    public synchronized void answer(PlacementResult answer) {
        placings.add(_ -> answer);
    }

    /** The next message without a scripted answer gets this event as its answer. */
    public void answer(MessageEvent event) {
        answer(PlacementResult.of(event));
    }

    /** From now on templates are read from here; until then every template exists and has no parameters. */
    public void templates(MessageTemplates newTemplates) {
        templates = newTemplates;
    }

    @Override
    public Found find(Line line, String name, String language) {
        return templates.find(line, name, language);
    }

    @Override
    public PlacementResult send(MessageRequest request) {
        faults.before("provider.send");
        PlacementResult placing;
        synchronized (this) {
            requests.add(request);
            Function<MessageRequest, PlacementResult> answer = placings.poll();
            placing = answer == null ? taken(request) : answer.apply(request);
        }
        faults.after("provider.send");
        return placing;
    }

    /** The provider's id of the attempt's message. */
    public static String providerId(AttemptId attempt) {
        return "wamid-" + attempt;
    }

    private PlacementResult taken(MessageRequest request) {
        return PlacementResult.of(new MessageEvent.Taken(providerId(request.attempt()), clock.instant()));
    }

    /** Every requested message, with any answer. */
    public synchronized List<MessageRequest> requests() {
        return List.copyOf(requests);
    }
}
