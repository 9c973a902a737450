package vuelta.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vuelta.simulation.Mutation.Replacement;

/** The simulation can fail: of each rule broken on purpose it finds a violation, and soon. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MutationsTest {
    private static final int MOST_SEEDS = 500;

    private static final String BEGIN = "vuelta.domain.dispatch.BeginAttempt";
    private static final String ASK = "vuelta.domain.dispatch.AskProvider";
    private static final String CHECKS = "vuelta.domain.dispatch.LastChecks";
    private static final String PACE = "vuelta.domain.pace.PaceLine";
    private static final String CLAIMS = "vuelta.domain.pace.ClaimContacts";
    private static final String ROOM = "vuelta.domain.pace.Room";
    private static final String SETTLE = "vuelta.domain.settle.Settle";
    private static final String CONTACT = "vuelta.domain.contact.Contact";
    private static final String AFTER = "vuelta.domain.contact.AfterAttempt";
    private static final String CAMPAIGN = "vuelta.domain.campaign.Campaign";
    private static final String SETTINGS = "vuelta.domain.campaign.CampaignSettings";
    private static final String RESULTS = "vuelta.domain.contact.Results";
    private static final String COMMIT = "vuelta.domain.ledger.Commit";
    private static final String LEDGER = "vuelta.domain.fakes.InMemoryLedger";

    static Stream<Mutation> mutations() {
        return Stream.of(
                Mutation.of(
                        "a window check only at claim time",
                        new Replacement(CHECKS, "ofClaim", "vuelta.domain.window.Hours", "isOpen", "open")),
                Mutation.of(
                        "a day counted in UTC",
                        new Replacement(SETTINGS, "dayOf", "java.time.Instant", "atZone", "inUtc")),
                Mutation.of("a retry limit off by one", new Replacement(AFTER, "in", SETTINGS, "retries", "oneMore")),
                Mutation.of(
                        "a claim without the limit of calls under way",
                        new Replacement(CLAIMS, "claimTogether", SETTINGS, "concurrency", "thousand"),
                        new Replacement(ROOM, "withinLimits", SETTINGS, "concurrency", "thousand")),
                Mutation.of(
                        "a claim without the daily limit",
                        new Replacement(CLAIMS, "claimTogether", SETTINGS, "dailyLimit", "unlimited"),
                        new Replacement(ROOM, "withinLimits", SETTINGS, "dailyLimit", "unlimited")),
                Mutation.of(
                        "dispatch without the write-ahead record",
                        new Replacement(BEGIN, "begin", "vuelta.domain.ledger.Ledger", "commit", "unwritten")),
                Mutation.of(
                        "settle without the attempt fence",
                        new Replacement(SETTLE, "concerned", CONTACT, "isSending", "claimed"),
                        new Replacement(SETTLE, "write", "vuelta.domain.attempt.Attempt", "settled", "unsettled")),
                Mutation.of(
                        "a counter outside the transaction",
                        new Replacement(LEDGER, "write", COMMIT, "counterChange", "afterwards")),
                Mutation.of(
                        "a pause not looked at before dispatch",
                        new Replacement(CHECKS, "ofCampaign", CAMPAIGN, "works", "works"),
                        new Replacement(CHECKS, "ofCampaign", CAMPAIGN, "epoch", "sameEpoch"),
                        new Replacement(
                                CHECKS, "ofCampaign", "vuelta.domain.pace.Command$Begin", "epoch", "sameEpoch")),
                Mutation.of(
                        "late commands carried out all the same",
                        new Replacement(CHECKS, "ofClaim", "java.time.Instant", "isAfter", "never")),
                Mutation.of(
                        "the do-not-contact list not looked at before dispatch",
                        new Replacement(CHECKS, "check", "vuelta.domain.suppression.DoNotContact", "find", "nobody")),
                Mutation.of(
                        "a message of which nothing is heard sent again",
                        new Replacement(ASK, "unheard", SETTLE, "apply", "asTechnical")),
                Mutation.of(
                        "a call that is not hung up",
                        new Replacement(ASK, "hangUp", "vuelta.domain.dispatch.CallProvider", "hangUp", "talksOn")),
                Mutation.of(
                        "a conversion that nobody looks at",
                        new Replacement(CONTACT, "with", RESULTS, "converted", "unconverted"),
                        new Replacement(CONTACT, "givenBack", RESULTS, "converted", "unconverted"),
                        new Replacement(AFTER, "apply", RESULTS, "converted", "unconverted"),
                        new Replacement(AFTER, "asBefore", RESULTS, "converted", "unconverted"),
                        new Replacement(CHECKS, "ofClaim", RESULTS, "converted", "unconverted")),
                Mutation.of(
                        "a breaker that never trips",
                        new Replacement(PACE, "stops", "vuelta.domain.campaign.Breaker", "tripped", "untripped")),
                Mutation.of(
                        "an end that is not looked at",
                        new Replacement(ROOM, "of", SETTINGS, "isOver", "notOver"),
                        new Replacement(ROOM, "withinLimits", SETTINGS, "end", "noEnd"),
                        new Replacement(CHECKS, "ofCampaign", SETTINGS, "isOver", "notOver")),
                Mutation.of(
                        "a cycle more than allowed",
                        new Replacement(
                                "vuelta.domain.campaign.Cycles",
                                "next",
                                "vuelta.domain.campaign.Cycle",
                                "number",
                                "oneLess")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutations")
    void a_broken_rule_is_found_out(Mutation mutation) throws ReflectiveOperationException {
        Mutation.Loader loader = mutation.new Loader();
        LongFunction<?> hunt = (LongFunction<?>)
                loader.loadClass(Hunt.class.getName()).getConstructor().newInstance();
        String caught = "";
        for (long seed = 1; seed <= MOST_SEEDS && caught.isEmpty(); seed++) {
            Object violation = hunt.apply(seed);
            caught = violation == null ? "" : violation.toString();
        }
        assertThat(loader.idle()).as("replacements that meet no call").isEqualTo(List.of());
        assertThat(caught).as("what %d seeds find", MOST_SEEDS).isNotEmpty();
        System.out.println(mutation.name() + ": " + caught);
    }
}
