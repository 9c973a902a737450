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
final class Conversations {
    private final RecordResult record;
    private final Operator operator;
    private final Asked asked;
    private final Dice dice;
    private final InstantSource clock;
    private final int reports;

    Conversations(RecordResult record, Operator operator, Asked asked, Dice dice, InstantSource clock) {
        this.record = record;
        this.operator = operator;
        this.asked = asked;
        this.dice = dice;
        this.clock = clock;
        this.reports = dice.oneOf(0, 0, 20, 60);
    }

    void of(Call call) {
        if (!dice.percent(reports)) {
            return;
        }
        Instant at = call.askedAt()
                .plus(dice.within(dice.oneOf(
                        Duration.ofSeconds(2), Duration.ofSeconds(40), Duration.ofMinutes(5), Duration.ofHours(8))));
        boolean converted = dice.once(3);
        Instant followUp = dice.once(3) ? at.plus(dice.within(Duration.ofHours(2))) : null;
        Result result =
                new Result(dice.once(2) ? List.of("vip") : List.of(), Map.of("email", "x@y"), converted, followUp);
        tell(at, call, result);
        if (dice.once(4)) {
            tell(at.plus(dice.within(Duration.ofMinutes(30))), call, result);
        }
    }

    private void tell(Instant at, Call call, Result result) {
        ContactId contact = call.attempt().contact();
        operator.request(at, "result of " + call.attempt() + " " + result, () -> {
            if (result.followUpAt() != null) {
                asked.again(contact, clock.instant());
            }
            boolean known = record.apply(call.attempt(), new ConversationReport(result, null, null, null, null))
                    instanceof RecordResult.Recorded.Done;
            if (known && result.converted()) {
                asked.converted(contact, clock.instant());
            }
        });
    }
}
