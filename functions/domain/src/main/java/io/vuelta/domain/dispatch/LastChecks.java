package io.vuelta.domain.dispatch;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.contact.Claim;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Results;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.reason.TimelineCode;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.window.ContactZones;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** Decides whether an attempt may begin now: all checks that were made for its plan are repeated. */
public final class LastChecks {
    /**
     * Maximum lateness of a command. A later one is planned again, so that delayed attempts do not begin all together.
     */
    static final Duration MAX_LATENESS = Duration.ofSeconds(2);

    static final String LATE = TimelineCode.LATE.name();

    private final DoNotContact doNotContact;
    private final ContactZones zones;

    public LastChecks(DoNotContact doNotContact, ContactZones zones) {
        this.doNotContact = doNotContact;
        this.zones = zones;
    }

    /** The result of the checks. */
    sealed interface Verdict {
        record Go() implements Verdict {}

        /** The attempt must not begin now; the claim is released. */
        record Back(String reason) implements Verdict {}

        /**
         * The person must not be contacted.
         *
         * @param entry the entry of the do-not-contact list, as a short text
         */
        record Suppress(String reason, String entry) implements Verdict {}
    }

    Verdict check(Command.Begin command, Claim claim, Contact contact, LineView.Seen seen, Instant now) {
        Campaign campaign = seen.campaign();
        Optional<String> refusal = ofCampaign(command, campaign, now)
                .or(() -> ofClaim(claim, contact, campaign, now))
                .or(() -> ofLine(command, seen.pace(), now));
        if (refusal.isPresent()) {
            return new Verdict.Back(refusal.get());
        }
        return doNotContact
                .find(contact.number(), campaign.settings().channel(), now)
                .<Verdict>map(entry -> new Verdict.Suppress(
                        TimelineCode.DO_NOT_CONTACT.name(), entry.brief().text()))
                .orElseGet(Verdict.Go::new);
    }

    private static Optional<String> ofCampaign(Command.Begin command, Campaign campaign, Instant now) {
        if (!campaign.mayAttempt()) {
            return campaign.statusReason().map(TimelineCode::name);
        }
        if (campaign.epoch() != command.epoch()) {
            return Optional.of(TimelineCode.CAMPAIGN_CHANGED.name());
        }
        return campaign.settings().isOver(now) ? Optional.of(TimelineCode.CAMPAIGN_ENDED.name()) : Optional.empty();
    }

    private Optional<String> ofClaim(Claim claim, Contact contact, Campaign campaign, Instant now) {
        CampaignSettings settings = campaign.settings();
        // A conversation of an earlier attempt may have reported it since this attempt was planned.
        Optional<String> ending = contact.results().ending().map(Results.Ending::reason);
        if (ending.isPresent()) {
            return ending;
        }
        if (claim.isAfterSilence() && contact.isAnswered()) {
            return Optional.of(TimelineCode.REPLIED.name());
        }
        if (claim.isAfterSilence()
                && settings.opening() instanceof MessageContent.Template template
                && template.noResponse() == null) {
            return Optional.of(TimelineCode.SETTINGS_CHANGED.name());
        }
        if (now.isAfter(claim.notBefore().plus(MAX_LATENESS))) {
            return Optional.of(LATE);
        }
        if (!campaign.hours(zonesOf(contact, settings, zones)).isOpen(now)) {
            return Optional.of(TimelineCode.WINDOW_CLOSED.name());
        }
        if (!settings.dayOf(now).equals(claim.day())) {
            return Optional.of(TimelineCode.DAY_OVER.name());
        }
        return contact.isExpired(campaign, now) ? Optional.of(TimelineCode.EXPIRED.name()) : Optional.empty();
    }

    /** If the contact's zones are unknown, the pacer has not planned an attempt. */
    static Set<ZoneId> zonesOf(Contact contact, CampaignSettings settings, ContactZones zones) {
        return settings.hours().contactZones() && zones.of(contact.number()) instanceof ContactZones.Zones.Known known
                ? known.zones()
                : Set.of();
    }

    private static Optional<String> ofLine(Command.Begin command, LinePace pace, Instant now) {
        return pace.blocked(now)
                .map(block -> block.code().name())
                .or(() -> pace.outage().allows(command.planned())
                        ? Optional.empty()
                        : Optional.of(TimelineCode.LINE_ERROR.name()))
                .or(() -> pace.epoch() == command.lineEpoch()
                        ? Optional.empty()
                        : Optional.of(TimelineCode.LINE_SLOWED.name()));
    }
}
