package io.vuelta.domain.timeline;

import io.vuelta.domain.contact.HistoryEntry;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.reason.TimelineCode;
import io.vuelta.domain.suppression.Suppression;
import org.jspecify.annotations.Nullable;

/** A decision about a contact, as an entry of its timeline. */
final class Decision {
    private Decision() {}

    static Entry of(HistoryEntry decision) {
        Entry entry = Entry.of(decision.at(), Entry.Kind.DECISION, decision.what(), decision.attempt());
        Entry timed = switch (entry.code().stored()) {
            case PLANNED_FOR -> entry.plannedFor(decision.until());
            case NEXT_AT -> entry.nextAt(decision.until());
            case UNTIL -> entry.until(decision.until()).nextAt(decision.until());
        };
        return entry.code() == TimelineCode.DO_NOT_CONTACT
                ? byEntry(timed, decision.detail())
                : timed.with(Entry.ZONE, zone(decision));
    }

    /** The time zone in which the window was closed for the contact; null if no single zone was stored. */
    static Fact.@Nullable Text zone(HistoryEntry decision) {
        String zone = decision.detail();
        return zone == null || TimelineCode.of(decision.what()) != TimelineCode.CONTACT_WINDOW_CLOSED
                ? null
                : new Fact.Text(zone);
    }

    /** The timeline entry with the data of the do-not-contact entry. */
    private static Entry byEntry(Entry entry, @Nullable String detail) {
        if (detail == null) {
            return entry;
        }
        Suppression.Brief brief = Suppression.Brief.parse(detail);
        Channel channel = brief.channel();
        return entry.with("listed", new Fact.At(brief.createdAt()))
                .with("source", new Fact.Text(brief.source()))
                .with("channel", channel == null ? null : new Fact.OnChannel(channel))
                .with("expires", brief.expires() == null ? null : new Fact.At(brief.expires()))
                .with("reason", new Fact.Text(brief.reason()));
    }
}
