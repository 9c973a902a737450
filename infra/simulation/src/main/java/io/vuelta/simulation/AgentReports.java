package io.vuelta.simulation;

import io.vuelta.domain.action.RecordResult;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.attempt.Result;
import io.vuelta.domain.campaign.ContactId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The agent's reports of some conversations: during the call, after it, much later, or twice. */
final class AgentReports {
    private final RecordResult record;
    private final Operator operator;
    private final RecordedRequests requests;
    private final SimulationRandom random;
    private final InstantSource clock;
    private final int reports;

    AgentReports(
            RecordResult record,
            Operator operator,
            RecordedRequests requests,
            SimulationRandom random,
            InstantSource clock) {
        this.record = record;
        this.operator = operator;
        this.requests = requests;
        this.random = random;
        this.clock = clock;
        this.reports = random.oneOf(0, 0, 20, 60);
    }

    void of(Call call) {
        if (!random.percent(reports)) {
            return;
        }
        Instant at = call.askedAt()
                .plus(random.within(random.oneOf(
                        Duration.ofSeconds(2), Duration.ofSeconds(40), Duration.ofMinutes(5), Duration.ofHours(8))));
        boolean converted = random.once(3);
        Instant followUp = random.once(3) ? at.plus(random.within(Duration.ofHours(2))) : null;
        Result result =
                new Result(random.once(2) ? List.of("vip") : List.of(), Map.of("email", "x@y"), converted, followUp);
        report(at, call, result);
        if (random.once(4)) {
            report(at.plus(random.within(Duration.ofMinutes(30))), call, result);
        }
    }

    private void report(Instant at, Call call, Result result) {
        ContactId contact = call.attempt().contact();
        operator.request(at, "result of " + call.attempt() + " " + result, () -> {
            if (result.followUpAt() != null) {
                requests.again(contact, clock.instant());
            }
            boolean known = record.apply(call.attempt(), new ConversationReport(result, null, null, null, null))
                    instanceof RecordResult.Recorded.Done;
            if (known && result.converted()) {
                requests.converted(contact, clock.instant());
            }
        });
    }
}
