package io.vuelta.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.adapters.dynamodb.DynamoPeople;
import io.vuelta.cloud.rude.Meter;
import io.vuelta.cloud.rude.Rudeness;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.contact.People;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.local.Doctor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Runs a phone campaign on a table that refuses requests as AWS does. Checks that the campaign makes progress and that
 * nothing is lost.
 */
final class ConflictsBench {
    private static final Duration MAX_GAP = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int PAGE = 200;
    private static final int WARM_UP = 40;

    private final Report report = new Report("conflicts");

    Report run() throws Exception {
        int contacts = Options.integer("contacts", 300);
        int rate = Options.integer("rate", 10);
        int seed = Options.integer("seed", 1);
        try (LocalSystem system = LocalSystem.start("conflicts", 4, Rudeness.ordinary(seed))) {
            // First executions are slow in a new process, and are not part of the measurement.
            Journey warmUp = Journey.load(system.vuelta(), Journey.Plan.calls(WARM_UP, rate));
            warmUp.activate();
            warmUp.awaitFinished(PATIENCE);
            system.vuelta().runtime().meter().reset();
            Journey journey = Journey.load(system.vuelta(), Journey.Plan.calls(contacts, rate));
            Instant begun = journey.activate();
            boolean finished = journey.awaitFinished(PATIENCE);
            if (!finished) {
                report.wrong("the campaign is " + journey.campaign().path("status") + " after " + PATIENCE + ": "
                        + journey.campaign().path("waiting"));
            }
            system.awaitCounted();
            gaps(journey, begun);
            book(system, journey);
            counts(system, journey);
            refusals(system);
        }
        return report;
    }

    /** Until the last call, a contact is always waiting and a place is free. */
    private void gaps(Journey journey, Instant begun) {
        List<Journey.AcceptedRequest> accepted = journey.acceptedRequests();
        if (accepted.isEmpty()) {
            report.wrong("nobody was called");
            return;
        }
        report.say("First call: %.1f s after the activation"
                .formatted(seconds(begun, accepted.getFirst().at())));
        int longest = 0;
        for (int i = 1; i < accepted.size(); i++) {
            if (gap(accepted, i) > gap(accepted, longest)) {
                longest = i;
            }
        }
        report.json().put("longest_gap_seconds", gap(accepted, longest));
        report.say("Longest gap between two placed calls: %.1f s, before call %d of %d, at %s"
                .formatted(
                        gap(accepted, longest),
                        longest + 1,
                        accepted.size(),
                        accepted.get(longest).at()));
        if (gap(accepted, longest) > MAX_GAP.toMillis() / 1e3) {
            report.wrong("the longest gap is over " + MAX_GAP.toSeconds() + " s");
        }
    }

    /** Seconds between this call and the previous one; 0 for the first. */
    private static double gap(List<Journey.AcceptedRequest> accepted, int index) {
        return index == 0
                ? 0
                : seconds(accepted.get(index - 1).at(), accepted.get(index).at());
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }

    private void book(LocalSystem system, Journey journey) {
        List<String> attempts = journey.acceptedRequests().stream()
                .map(Journey.AcceptedRequest::attempt)
                .toList();
        long distinct = attempts.stream().distinct().count();
        report.say("Placed: " + attempts.size() + " calls, " + distinct + " attempts");
        report.json().put("placed", attempts.size());
        if (distinct != attempts.size()) {
            report.wrong("an attempt was placed twice");
        }
        int people = 0;
        int open = 0;
        DynamoPeople walk = new DynamoPeople(system.table());
        for (ScanCursor at = ScanCursor.START; !at.ended(); ) {
            People.Page page = walk.after(new CampaignId(journey.id()), at, PAGE, Set.of());
            people += page.people().size();
            open += (int) page.people().stream()
                    .map(People.Person::contact)
                    .filter(contact -> contact.waits() || contact.isUnderWay())
                    .count();
            at = page.next();
        }
        report.say("Contacts: " + people + ", not final: " + open);
        if (people != journey.plan().contacts() || open > 0) {
            report.wrong("not every contact is final");
        }
    }

    private void counts(LocalSystem system, Journey journey) {
        JsonNode found = new Doctor(system.vuelta().runtime()).examine(journey.id(), false);
        report.json().set("doctor", found);
        report.say("Doctor: " + found);
        if (!found.path("healthy").asBoolean()) {
            report.wrong("the counts are not the contacts");
        }
    }

    private void refusals(LocalSystem system) {
        Meter.Snapshot meter = system.vuelta().runtime().meter().snapshot(0);
        long refused = meter.lines().stream().mapToLong(Meter.Line::refused).sum();
        report.json().put("requests", meter.requests()).put("refused", refused);
        report.say("Requests to the table: " + meter.requests() + ", refused, dropped or left unanswered: " + refused);
    }
}
