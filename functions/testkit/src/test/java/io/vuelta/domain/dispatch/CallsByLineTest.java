package io.vuelta.domain.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Provider;
import io.vuelta.testkit.examples.Examples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CallsByLineTest {
    private static final Instant T = Examples.MONDAY;
    private static final Contact CONTACT = Examples.contact(new CampaignId("c1"), 1);
    private static final AttemptId ATTEMPT = new AttemptId(CONTACT.id(), 1);

    private final List<String> hungUp = new ArrayList<>();
    private final CallsByLine calls =
            new CallsByLine(Map.of(Provider.TWILIO, named("one"), Provider.AGENT, named("two")));

    private CallProvider named(String name) {
        return new CallProvider() {
            @Override
            public PlacementResult place(CallRequest request) {
                return PlacementResult.of(new CallEvent.Accepted(name, T));
            }

            @Override
            public LookUp lookUp(Line line, Call call) {
                return new LookUp.Unavailable(name);
            }

            @Override
            public void hangUp(Line line, Call call) {
                hungUp.add(name);
            }
        };
    }

    private static Line line(Provider provider) {
        return Examples.lineOf(provider, new LineId("line"), "vuelta/secret", null);
    }

    private static CallRequest request(Provider provider) {
        return new CallRequest(ATTEMPT, line(provider), Examples.AGENT, CONTACT, null, Examples.LIMITS);
    }

    @Test
    void the_provider_that_the_line_names_is_asked() {
        Call call = Call.created(
                ATTEMPT, new LineId("line"), CONTACT.number(), "Ana", true, "invocation", new Place(1, 0), T);

        assertThat(calls.place(request(Provider.TWILIO)).event()).isEqualTo(new CallEvent.Accepted("one", T));
        assertThat(calls.place(request(Provider.AGENT)).event()).isEqualTo(new CallEvent.Accepted("two", T));
        assertThat(calls.lookUp(line(Provider.AGENT), call)).isEqualTo(new CallProvider.LookUp.Unavailable("two"));
        calls.hangUp(line(Provider.TWILIO), call);
        assertThat(hungUp).containsExactly("one");
    }

    @Test
    void the_error_of_a_provider_that_does_not_call_names_it_and_its_line() {
        CallRequest request = request(Provider.WHATSAPP);

        assertThatThrownBy(() -> calls.place(request))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("line")
                .hasMessageContaining("whatsapp");
    }
}
