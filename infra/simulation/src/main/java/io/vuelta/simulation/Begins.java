package io.vuelta.simulation;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.contact.AfterAttempt;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.dispatch.MessageRequest;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.window.ContactZones;
import io.vuelta.domain.window.DatedSchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks whether an attempt may begin, at the instant at which the provider gets the request for the call or message.
 */
final class Begins {
    /** Maximum age of a check that the system made before its request to the provider. */
    private static final Duration HOLDS = Duration.ofSeconds(2);

    private final Histories histories;
    private final Book book;
    private final Plans plans;
    private final RecordedRequests requests;
    private final Attempts attempts;
    private final ContactZones zones;
    private final Chaos chaos;
    private final InstantSource clock;

    Begins(
            Histories histories,
            Book book,
            Plans plans,
            RecordedRequests requests,
            Attempts attempts,
            ContactZones zones,
            Chaos chaos,
            InstantSource clock) {
        this.histories = histories;
        this.book = book;
        this.plans = plans;
        this.requests = requests;
        this.attempts = attempts;
        this.zones = zones;
        this.chaos = chaos;
        this.clock = clock;
    }

    void check(CallRequest request) {
        check(request.attempt(), request.contact(), Channel.PHONE_CALL);
        checkTries(request.attempt().contact());
    }

    void check(MessageRequest request) {
        check(request.attempt(), request.contact(), Channel.WHATSAPP);
        checkMessages(request.attempt().contact());
        checkTemplate(request);
    }

    private void check(AttemptId attempt, Contact contact, Channel channel) {
        Instant now = clock.instant();
        Violation.unless(book.requests(attempt) == 1, "one attempt, one call: %s", attempt);
        Attempt written = chaos.quietly(() -> attempts.find(attempt))
                .filter(found -> !found.mayBePlaced())
                .orElseThrow(() -> new Violation("the record is written before the provider is asked: " + attempt));
        Instant slot = plans.begun(attempt, written.place())
                .orElseThrow(() -> new Violation("an attempt is planned: " + attempt));
        Violation.unless(
                !written.createdAt().isAfter(slot.plus(HOLDS)),
                "what is late does not begin: %s at %s, not %s",
                attempt,
                slot,
                written.createdAt());
        Violation.unless(!now.isBefore(slot), "not before its slot: %s at %s, not %s", attempt, slot, now);
        Violation.unless(!now.isAfter(slot.plus(HOLDS).plus(HOLDS)), "not late: %s at %s, not %s", attempt, slot, now);
        checkTime(attempt.campaign(), contact, now);
        checkRecord(written, contact);
        checkLimits(attempt.campaign(), now);
        checkPerson(contact, channel, now);
        if (chaos.overSince().plus(Duration.ofMinutes(10)).isBefore(now)) {
            checkBreaker(attempt.campaign(), now);
        }
    }

    private void checkTime(CampaignId id, Contact contact, Instant now) {
        Violation.unless(
                lately(id, now).anyMatch(Campaign::mayAttempt),
                "no attempt begins 2 s after a pause, cancel or archive: %s at %s",
                id,
                now);
        Violation.unless(
                lately(id, now).anyMatch(campaign -> campaign.mayAttempt() && mayBegin(campaign, contact, now)),
                "attempts begin within the window, not before the start and not after the end: %s at %s",
                id,
                now);
    }

    /**
     * The recorded begin of the attempt lies within the window. There is no tolerance, except for settings that have
     * just changed.
     */
    private void checkRecord(Attempt attempt, Contact contact) {
        Instant begun = attempt.createdAt();
        Violation.unless(
                histories
                        .since(attempt.id().campaign(), begun.minus(HOLDS))
                        .anyMatch(campaign -> isOpen(campaign, contact, begun)
                                && !campaign.settings().isOver(begun)),
                "an attempt begins within the window, not at %s: %s",
                begun,
                attempt);
    }

    private boolean mayBegin(Campaign campaign, Contact contact, Instant now) {
        CampaignSettings settings = campaign.settings();
        boolean open = isOpen(campaign, contact, now) || isOpen(campaign, contact, now.minus(HOLDS));
        return open && settings.start().filter(now::isBefore).isEmpty() && !settings.isOver(now.minus(HOLDS));
    }

    /**
     * Whether the window is open; if the campaign requires it, it must also be open in the contact's own zone, and is
     * never open while the contact's zone is unknown.
     */
    private boolean isOpen(Campaign campaign, Contact contact, Instant at) {
        if (!campaign.settings().hours().contactZones()) {
            return campaign.hours().isOpen(at);
        }
        return switch (zones.of(contact.number())) {
            case ContactZones.Zones.Known known -> isOpen(campaign, known.zones(), at);
            case ContactZones.Zones.CountryOfOneZone _ -> campaign.hours().isOpen(at);
            case ContactZones.Zones.Unknown _ -> false;
        };
    }

    private static boolean isOpen(Campaign campaign, Set<ZoneId> zones, Instant at) {
        DatedSchedule window = campaign.settings().hours().window().undated();
        boolean everywhere = zones.stream().allMatch(zone -> window.isOpen(at, zone));
        return everywhere && campaign.hours().isOpen(at);
    }

    /** Adds one to the live calls because this attempt is not in the book yet. */
    private void checkLimits(CampaignId id, Instant now) {
        int live = book.live(id, now) + 1;
        int most = lately(id, now)
                .mapToInt(campaign -> campaign.settings().limits().atOnce())
                .max()
                .orElseThrow();
        Violation.unless(live <= most, "%s has %d calls under way, not %d", id, live, most);
        List<CampaignSettings> settings =
                lately(id, now).map(Campaign::settings).toList();
        LocalDate today = now.atZone(settings.getLast().zone()).toLocalDate();
        OptionalInt limit = settings.stream().anyMatch(each -> each.limits().perDay() == null)
                ? OptionalInt.empty()
                : settings.stream()
                        .mapToInt(each -> each.dailyLimit().orElseThrow())
                        .max();
        int placed = book.placedOn(id, today) + 1;
        Violation.unless(
                limit.isEmpty() || placed <= limit.getAsInt(),
                "%s has %d attempts on %s, not %s",
                id,
                placed,
                today,
                limit);
    }

    /** A person who is on the do-not-contact list, is converted or was skipped is not contacted. */
    private void checkPerson(Contact contact, Channel channel, Instant now) {
        Violation.unless(
                !requests.isForbidden(contact.number(), channel, now, HOLDS),
                "nobody on the list is contacted: %s at %s",
                contact.number(),
                now);
        Instant before = now.minus(HOLDS);
        boolean converted =
                requests.convertedAt(contact.id()).filter(before::isAfter).isPresent();
        Violation.unless(!converted, "nobody is tried who was converted: %s at %s", contact.id(), now);
        boolean skipped =
                requests.skippedAt(contact.id()).filter(before::isAfter).isPresent();
        Violation.unless(!skipped, "nobody is tried who was skipped: %s at %s", contact.id(), now);
    }

    /**
     * A campaign pauses itself when all of its calls within its interval have failed and these are enough. It has 25
     * seconds to do so.
     */
    private void checkBreaker(CampaignId id, Instant now) {
        Campaign campaign = histories.now(id);
        Instant noticed = now.minusSeconds(25);
        Instant since = campaign.state().workingSince() == null
                ? Instant.MIN
                : campaign.state().workingSince();
        Duration within = campaign.settings().breaker().within();
        // The system checks this at the end of each call, with the calls that ended within about a minute before it.
        boolean allFail = book.ended(id, noticed.minus(within.multipliedBy(2)).minusSeconds(10), noticed)
                .allMatch(call -> call.end() == CallStatus.FAILED);
        long failed = book.ended(id, noticed.minus(within).plusSeconds(10), noticed.minusSeconds(8))
                .filter(call -> call.endedAt().isAfter(since))
                .count();
        boolean settled = histories.since(id, noticed.minus(within)).distinct().count() == 1;
        Violation.unless(
                !settled || !allFail || failed < campaign.settings().breaker().least(),
                "a campaign whose calls all fail pauses itself: %s goes on at %s after %d",
                id,
                now,
                failed);
    }

    private void checkTries(ContactId contact) {
        Campaign campaign = histories.now(contact.campaign());
        Instant began = campaign.cycle().began() == null
                ? Instant.MIN
                : campaign.cycle().number() == 0
                        ? Instant.MIN
                        : campaign.cycle().began();
        Instant again = requests.lastAgain(contact);
        Instant since = again.isAfter(began) ? again : began;
        List<Call> calls = book.to(contact).stream()
                .filter(call -> !call.askedAt().isBefore(since))
                .toList();
        // A contact that asked for another call may get one more after an answer: the order in which both arrived is
        // unknown.
        boolean asksAgain = !again.equals(Instant.MIN) && !again.isBefore(began);
        long answers = calls.stream().filter(Call::isAnswered).count();
        Violation.unless(answers <= (asksAgain ? 1 : 0), "nobody is tried after an answer: %s", contact);
        long unreached = calls.stream().filter(Call::isUnreached).count();
        int retries = histories
                .ever(contact.campaign())
                .mapToInt(settings -> settings.retrying().max())
                .max()
                .orElseThrow();
        int more = asksAgain ? 1 : 0;
        Violation.unless(
                unreached <= retries + more, "%s was tried %d times with %d retries", contact, unreached, retries);
        long failed = calls.stream()
                .filter(call -> !call.isUnreached() && !call.isAnswered())
                .count();
        long troubles = book.troubles(contact, since) + failed;
        Violation.unless(
                troubles <= AfterAttempt.FAILED_RETRIES + more, "%s was tried after %d failures", contact, troubles);
    }

    /** A contact that got a message, or may have got one, gets no other, unless the first one has certainly failed. */
    private void checkMessages(ContactId contact) {
        Instant now = clock.instant();
        Instant again = requests.lastAgain(contact);
        boolean unknown = book.unknownSince(contact).filter(again::isBefore).isPresent();
        Violation.unless(!unknown, "what may have been sent is not sent again: %s", contact);
        boolean all = book.messagesTo(contact).stream()
                .filter(message -> !message.askedAt().isBefore(again))
                .allMatch(message -> message.mayBeFollowed(now));
        Violation.unless(all, "whoever has a message gets no other: %s", contact);
    }

    private void checkTemplate(MessageRequest request) {
        int before = request.contact().tally().calls();
        boolean right = histories
                .ever(request.attempt().campaign())
                .map(CampaignSettings::opening)
                .anyMatch(opening -> opening instanceof MessageContent.Template template
                        && (request.template().name().equals(template.chosen(before, false, false))
                                || request.template().name().equals(template.chosen(before, false, true))));
        Violation.unless(right, "the template is the campaign's: %s", request);
    }

    private Stream<Campaign> lately(CampaignId id, Instant now) {
        return histories.since(id, now.minus(HOLDS));
    }
}
