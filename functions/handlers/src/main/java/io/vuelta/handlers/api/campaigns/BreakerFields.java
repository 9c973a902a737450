package io.vuelta.handlers.api.campaigns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.campaign.Breaker;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.Fields;
import java.time.Duration;
import java.util.Set;

/** When a campaign stops by itself, as the API has it: {@code percent} of at least so many {@code attempts}. */
final class BreakerFields {
    static final String NAME = "breaker";

    private static final String ATTEMPTS = "attempts";
    private static final String PERCENT = "percent";
    private static final String MINUTES = "minutes";
    private static final Set<String> KNOWN = Set.of(ATTEMPTS, PERCENT, MINUTES);

    private BreakerFields() {}

    /** Absent members stay as they are, null makes them the standard; so does null for all of it. */
    static Breaker read(Fields body, Breaker now) {
        if (!body.isGiven(NAME)) {
            return body.has(NAME) ? Breaker.DEFAULT : now;
        }
        Fields fields = body.object(NAME).orElseThrow();
        fields.allowOnly(KNOWN);
        return new Breaker(
                integer(fields, ATTEMPTS, now.least(), Breaker.DEFAULT.least()),
                integer(fields, PERCENT, now.share(), Breaker.DEFAULT.share()),
                Duration.ofMinutes(integer(fields, MINUTES, (int) now.within().toMinutes(), (int)
                        Breaker.DEFAULT.within().toMinutes())));
    }

    static ObjectNode json(Breaker breaker) {
        return ApiJson.object()
                .put(ATTEMPTS, breaker.least())
                .put(PERCENT, breaker.share())
                .put(MINUTES, breaker.within().toMinutes());
    }

    private static int integer(Fields fields, String name, int now, int standard) {
        return fields.has(name) ? fields.integer(name).orElse(standard) : now;
    }
}
