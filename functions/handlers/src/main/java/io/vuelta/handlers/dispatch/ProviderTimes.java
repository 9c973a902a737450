package io.vuelta.handlers.dispatch;

import com.amazonaws.services.lambda.runtime.Context;
import io.vuelta.domain.dispatch.CallPlacer;
import io.vuelta.domain.dispatch.MessageProvider;
import io.vuelta.domain.dispatch.MessageRequest;
import io.vuelta.domain.dispatch.PlacementResult;
import io.vuelta.domain.dispatch.Providers;
import io.vuelta.domain.line.Line;
import io.vuelta.handlers.runtime.LogLine;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Measures how long providers take to answer, by kind of answer. Safe for several threads. */
public final class ProviderTimes {
    /** The answers of one kind: {@code Accepted}, {@code Rejected} or {@code AnswerLost}. */
    private record Answers(int times, long longestMillis, long sumMillis) {
        Answers and(Answers other) {
            return new Answers(
                    times + other.times, Math.max(longestMillis, other.longestMillis), sumMillis + other.sumMillis);
        }
    }

    private final Map<String, Answers> answers = new TreeMap<>();

    PlacementResult measured(Supplier<PlacementResult> request) {
        long began = System.nanoTime();
        PlacementResult result = request.get();
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        synchronized (answers) {
            answers.merge(result.event().getClass().getSimpleName(), new Answers(1, millis, millis), Answers::and);
        }
        return result;
    }

    /** Writes one log line for each kind of answer since the last call of this method. */
    void log(Context context) {
        Map<String, Answers> now;
        synchronized (answers) {
            now = Map.copyOf(answers);
            answers.clear();
        }
        now.forEach((answer, all) -> LogLine.of(context, "provider_answers")
                .with("answer", answer)
                .count("provider_answers", all.times())
                .milliseconds("provider_milliseconds", all.sumMillis() / all.times())
                .milliseconds("provider_longest_milliseconds", all.longestMillis())
                .info());
    }

    /** Wraps these providers so that their answers are measured. */
    Providers of(CallPlacer calls, MessageProvider messages) {
        return new Providers(request -> measured(() -> calls.place(request)), of(messages));
    }

    private MessageProvider of(MessageProvider messages) {
        return new MessageProvider() {
            @Override
            public PlacementResult send(MessageRequest request) {
                return measured(() -> messages.send(request));
            }

            @Override
            public Found find(Line line, String name, String language) {
                return messages.find(line, name, language);
            }

            @Override
            public void forget(Line line, String name, String language) {
                messages.forget(line, name, language);
            }
        };
    }
}
