package io.vuelta.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.simulation.Mutation.Replacement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Proves that the simulation can fail: it finds a violation of each rule broken on purpose, and quickly. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("slow")
@ExtendWith(LowestPriority.class)
class MutationsTest {
    private static final int MAX_SEEDS = 500;

    private static final String BEGIN = "io.vuelta.domain.dispatch.BeginAttempt";
    private static final String BEGINNING = BEGIN + "$Beginning";
    private static final String ASK = "io.vuelta.domain.dispatch.AskProvider";
    private static final String CHECKS = "io.vuelta.domain.dispatch.LastChecks";
    private static final String PACE = "io.vuelta.domain.pace.PaceLine";
    private static final String CLAIMS = "io.vuelta.domain.pace.ClaimContacts";
    private static final String ROOM = "io.vuelta.domain.pace.AttemptAllowance";
    private static final String SETTLE = "io.vuelta.domain.settle.Settle";
    private static final String PLAN = "io.vuelta.domain.settle.SettlementPlan";
    private static final String CONTACT = "io.vuelta.domain.contact.Contact";
    private static final String AFTER = "io.vuelta.domain.contact.AfterAttempt";
    private static final String CAMPAIGN = "io.vuelta.domain.campaign.Campaign";
    private static final String SETTINGS = "io.vuelta.domain.campaign.CampaignSettings";
    private static final String RESULTS = "io.vuelta.domain.contact.Results";
    private static final String TURN = "io.vuelta.domain.pace.CampaignTick";
    private static final String OPEN = "io.vuelta.domain.pace.OpenClaims";
    private static final String CONTACTS = "io.vuelta.domain.contact.Contacts";
    private static final String REPORTS = "io.vuelta.domain.claim.ClaimReports";
    private static final String BOOK = "io.vuelta.domain.claim.OpenClaimsBook";
    private static final String TALLY = "io.vuelta.domain.count.Tally";
    private static final String SUMS = "io.vuelta.domain.count.Sums";
    private static final String COUNTERS = "io.vuelta.domain.count.Counters";
    private static final String INTAKE = "io.vuelta.domain.campaign.Intake";
    private static final String CAPACITY = "io.vuelta.domain.line.Capacity";
    private static final String COUNT = "io.vuelta.domain.count.CountChanges";
    private static final String STREAM = "io.vuelta.simulation.SimulatedStream";
    private static final String STRING = "java.lang.String";

    static Stream<Mutation> mutations() {
        return Stream.of(
                Mutation.of(
                        "a window check only at claim time",
                        new Replacement(CHECKS, "ofClaim", "io.vuelta.domain.window.Hours", "isOpen", "open")),
                Mutation.of(
                        "a day counted in UTC",
                        new Replacement(SETTINGS, "dayOf", "java.time.Instant", "atZone", "inUtc")),
                Mutation.of(
                        "a retry limit off by one",
                        new Replacement(AFTER, "in", "io.vuelta.domain.campaign.RetryRule", "max", "oneMore")),
                Mutation.of(
                        "a claim without the limit of calls under way",
                        new Replacement(
                                ROOM, "withinLimits", "io.vuelta.domain.campaign.AttemptLimits", "atOnce", "thousand")),
                Mutation.of(
                        "a claim without the daily limit",
                        new Replacement(ROOM, "withinLimits", SETTINGS, "dailyLimit", "unlimited")),
                Mutation.of(
                        "dispatch without the write-ahead record",
                        new Replacement(BEGINNING, "begin", CONTACTS, "begin", "unwritten")),
                Mutation.of(
                        "settle without the attempt fence",
                        new Replacement(SETTLE, "apply", CONTACT, "attempt", "latest"),
                        new Replacement(
                                "io.vuelta.domain.attempt.CallRules",
                                "speaksOfAnother",
                                "java.util.Objects",
                                "equals",
                                "always"),
                        new Replacement(PLAN, "isConcerned", CONTACT, "isSending", "claimed"),
                        new Replacement(PLAN, "latest", "io.vuelta.domain.attempt.Attempt", "settled", "unsettled")),
                Mutation.of(
                        "a pause not looked at before dispatch",
                        new Replacement(CHECKS, "ofCampaign", CAMPAIGN, "mayAttempt", "works"),
                        new Replacement(CHECKS, "ofCampaign", CAMPAIGN, "epoch", "sameEpoch"),
                        new Replacement(
                                CHECKS, "ofCampaign", "io.vuelta.domain.pace.Command$Begin", "epoch", "sameEpoch")),
                Mutation.of(
                        "late commands carried out all the same",
                        new Replacement(CHECKS, "ofClaim", "java.time.Instant", "isAfter", "never")),
                Mutation.of(
                        "the do-not-contact list not looked at before dispatch",
                        new Replacement(
                                CHECKS, "check", "io.vuelta.domain.suppression.DoNotContact", "find", "noEntry")),
                Mutation.of(
                        "a message of which nothing is heard sent again",
                        new Replacement(ASK, "settle", SETTLE, "apply", "asTechnical")),
                Mutation.of(
                        "a call that is not hung up",
                        new Replacement(ASK, "end", "io.vuelta.domain.dispatch.CallProvider", "hangUp", "notHungUp")),
                Mutation.of(
                        "a conversion that nobody looks at",
                        new Replacement(CONTACT, "with", RESULTS, "ending", "unended"),
                        new Replacement(CONTACT, "released", RESULTS, "ending", "unended"),
                        new Replacement(AFTER, "decided", RESULTS, "ending", "unended"),
                        new Replacement(AFTER, "settled", RESULTS, "ending", "unended"),
                        new Replacement(AFTER, "asBefore", RESULTS, "ending", "unended"),
                        new Replacement(CHECKS, "ofClaim", RESULTS, "ending", "unended")),
                Mutation.of(
                        "a breaker that never trips",
                        new Replacement(
                                PACE, "pausesItself", "io.vuelta.domain.campaign.Breaker", "tripped", "untripped")),
                Mutation.of(
                        "an end that is not looked at",
                        new Replacement(ROOM, "of", SETTINGS, "isOver", "notOver"),
                        new Replacement(ROOM, "withinLimits", SETTINGS, "end", "noEnd"),
                        new Replacement(CHECKS, "ofCampaign", SETTINGS, "isOver", "notOver")),
                Mutation.of(
                        "a cycle more than allowed",
                        new Replacement(
                                "io.vuelta.domain.campaign.Cycles",
                                "next",
                                "io.vuelta.domain.campaign.Cycle",
                                "number",
                                "oneLess")),
                Mutation.of(
                        "a begun attempt taken for one's own, whoever began it",
                        new Replacement(BEGINNING, "isMine", STRING, "equals", "always")),
                Mutation.of(
                        "a claim judged lost by reading, not by refusal",
                        new Replacement(OPEN, "end", CONTACTS, "write", "unwritten")),
                Mutation.of(
                        "a contact's place cleared at its claim's end",
                        new Replacement(OPEN, "isOver", CONTACT, "place", "placeOfClaim"),
                        new Replacement(CLAIMS, "isClaimed", CONTACT, "place", "placeOfClaim"),
                        new Replacement(CLAIMS, "noteEnd", CONTACT, "place", "placeOfClaim"),
                        new Replacement(REPORTS, "ofEnded", CONTACT, "place", "placeOfClaim")),
                Mutation.of(
                        "a report sent before the contact is written",
                        new Replacement(SETTLE, "write", CONTACTS, "write", "reportedFirst")),
                Mutation.of(
                        "a bit set without the contact having ended",
                        new Replacement(OPEN, "begun", BOOK, "begun", "ended")),
                Mutation.of(
                        "the end of a claim forgotten when its contact is claimed anew",
                        new Replacement(CLAIMS, "noteEnd", BOOK, "isOpen", "unopened")),
                Mutation.of(
                        "a mark that does not know the changes before it",
                        new Replacement(TALLY, "with", STRING, "compareTo", "differs")),
                Mutation.of(
                        "marks dropped after an hour",
                        new Replacement(TALLY, "with", "java.time.Instant", "minus", "anHourBefore")),
                Mutation.of(
                        "changes of one shard counted in two halves",
                        new Replacement(STREAM, "count", COUNT, "count", "halves")),
                Mutation.of(
                        "a split shard counted by partition key",
                        new Replacement(STREAM, "count", COUNT, "count", "byPartition")),
                Mutation.of(
                        "an attempt begun without keeping the one before",
                        new Replacement(BEGINNING, "begin", CONTACTS, "begin", "forgetting")),
                Mutation.of(
                        "a contact that becomes ready while its campaign finishes forgotten",
                        new Replacement(
                                PACE, "reopenIfContactWaits", "io.vuelta.domain.count.Counts", "sums", "nothing"),
                        new Replacement(PACE, "reopenForWaitingContact", COUNTERS, "waiting", "none")),
                Mutation.of(
                        "a batch loaded without regard to what brought a contact",
                        new Replacement("io.vuelta.domain.file.LoadContacts", "isOwn", STRING, "equals", "never"),
                        new Replacement(
                                "io.vuelta.testkit.fakes.InMemoryContacts", "create", STRING, "equals", "never")),
                Mutation.of(
                        "a released claim given back to the latest day",
                        new Replacement(BOOK + "$LimitUse", "released", "java.util.SortedMap", "merge", "mergeLatest")),
                Mutation.of(
                        "no window of commands that are out",
                        new Replacement(PACE, "planSlots", CAPACITY, "window", "unlimited")),
                Mutation.of("a plan without lead", new Replacement(PACE, "planSlots", CAPACITY, "lead", "noLead")),
                Mutation.of(
                        "an end that does not wait for the counts",
                        new Replacement(TURN, "isCaughtUp", SUMS, "claims", "none"),
                        new Replacement(TURN, "isCaughtUp", SUMS, "ends", "none"),
                        new Replacement(TURN, "isCaughtUp", SUMS, "added", "none"),
                        new Replacement(TURN, "isCaughtUp", SUMS, "edits", "none"),
                        new Replacement(TURN, "isCaughtUp", BOOK, "made", "none"),
                        new Replacement(TURN, "isCaughtUp", BOOK, "closed", "none"),
                        new Replacement(TURN, "isCaughtUp", INTAKE, "added", "none"),
                        new Replacement(TURN, "isCaughtUp", INTAKE, "edits", "none")));
    }

    private static final Mutation.Loader LOADER =
            new Mutation.Loader(mutations().toList());

    /** Seeds that found a mutation before are tried first: this shortens the search and proves the same. */
    private static final Properties FOUND_BY = foundBy();

    private static Properties foundBy() {
        Properties seeds = new Properties();
        try (InputStream file = MutationsTest.class.getResourceAsStream("mutations.properties")) {
            seeds.load(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seeds;
    }

    private static LongStream seeds(Mutation mutation) {
        LongStream first = Optional.ofNullable(
                        FOUND_BY.getProperty(mutation.name().replace(' ', '-')))
                .stream()
                .mapToLong(Long::parseLong);
        return LongStream.concat(first, LongStream.rangeClosed(1, MAX_SEEDS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutations")
    void a_broken_rule_is_detected(Mutation mutation) throws ReflectiveOperationException {
        assertThat(LOADER.idle(mutation)).as("replacements that meet no call").isEqualTo(List.of());
        LOADER.activate(mutation);
        LongFunction<?> search = (LongFunction<?>) LOADER.loadClass(ViolationSearch.class.getName())
                .getConstructor()
                .newInstance();

        Optional<String> caught = seeds(mutation)
                .mapToObj(seed -> Optional.ofNullable(search.apply(seed)).map(Object::toString))
                .flatMap(Optional::stream)
                .findFirst();

        assertThat(caught).as("what %d seeds find", MAX_SEEDS).isPresent();
        System.out.println(mutation.name() + ": " + caught.orElseThrow());
    }

    @Test
    void seeds_are_recorded_only_for_existing_mutations() {
        assertThat(FOUND_BY.stringPropertyNames())
                .isSubsetOf(mutations()
                        .map(mutation -> mutation.name().replace(' ', '-'))
                        .toList());
    }
}
