package io.vuelta.handlers.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.ContactId;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.openapi.ApiFuzz;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random requests by the API's description: no request fails on our side, each response matches the description, and a
 * refusal because of one field names this field. {@code -Dfuzz.requests=N -Dfuzz.seed=S}
 */
@Tag("slow")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ApiFuzzTest {
    private static final System.Logger LOG = System.getLogger(ApiFuzzTest.class.getName());
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 4_000);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final int MAX_SHOWN = 20;

    /** Number of requests to one system: many requests end or delete its data. */
    private static final int PIECE = 400;

    @Test
    void every_answer_to_a_random_request_fits_the_description() {
        ApiFuzz fuzz = new ApiFuzz(Contract.DESCRIPTION);
        for (int asked = 0; asked < REQUESTS; asked += PIECE) {
            Client client = ExampleWorld.of("", "");
            fuzz.run(client::answer, known(), SEED + asked, Math.min(PIECE, REQUESTS - asked));
        }
        LOG.log(Level.INFO, "answers: " + fuzz.statuses());

        assertThat(fuzz.faults().stream().limit(MAX_SHOWN).toList())
                .as("%d faults in %d requests", fuzz.faults().size(), REQUESTS)
                .isEmpty();
    }

    /** The existing ids and names; those of created resources are added. */
    private static Map<String, List<String>> known() {
        String contact = ContactId.of(Client.CAMPAIGN, ExampleWorld.NUMBER).hash();
        String attempt = Client.CAMPAIGN + "." + contact + ".1";
        Map<String, List<String>> known = new HashMap<>();
        known.put("{campaign}", list(Client.CAMPAIGN.value()));
        known.put("{agent}", list(Examples.AGENT.value()));
        known.put("agent_id", list(Examples.AGENT.value()));
        known.put("{integration}", list(Client.LINE.value(), Client.WHATSAPP.value()));
        known.put("integration_id", list(Client.LINE.value(), Client.WHATSAPP.value()));
        known.put("{contact}", list(contact));
        known.put("contact", list(ExampleWorld.NUMBER.e164(), "55 5555 1240", "+5491123459105"));
        known.put("{call}", list(attempt));
        known.put("{attempt}", list(attempt));
        known.put("{number}", list("525555551234", "+525555551234", "%2B525555551234", "5491123459105"));
        known.put("tags", list("vip", "callback", "other"));
        known.put("{action}", list("start", "tag", "activate "));
        known.put("*", list("email"));
        return known;
    }

    private static List<String> list(String... values) {
        return new ArrayList<>(List.of(values));
    }
}
