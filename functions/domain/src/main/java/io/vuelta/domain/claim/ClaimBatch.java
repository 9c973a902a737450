package io.vuelta.domain.claim;

import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.line.LineId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Contacts that are claimed together. Written once, before any of them is claimed.
 *
 * @param number from 1
 * @param line on which they will be tried
 * @param epoch of the campaign when this was planned
 * @param lineEpoch of the line when this was planned
 * @param members at most {@value #MAX_MEMBERS}, by their index
 */
public record ClaimBatch(
        CampaignId campaign,
        long number,
        LineId line,
        long epoch,
        long lineEpoch,
        Instant planned,
        List<Member> members) {
    /** Members of a batch, at most: a bit each fits into a long. */
    public static final int MAX_MEMBERS = 50;

    public ClaimBatch {
        members = List.copyOf(members);
        if (members.isEmpty() || members.size() > MAX_MEMBERS) {
            throw new IllegalArgumentException("a claim batch has 1 to " + MAX_MEMBERS + " members");
        }
    }

    /** The same batch by another number. */
    public ClaimBatch numbered(long other) {
        return new ClaimBatch(campaign, other, line, epoch, lineEpoch, planned, members);
    }

    /**
     * One contact of a batch, with its place.
     *
     * @param version in which it was read: it is claimed only in this version
     * @param attempt number of the attempt
     * @param slot when the attempt may begin
     * @param day on which it is counted
     */
    public record Member(ContactId contact, long version, int attempt, Instant slot, LocalDate day) {}

    public Place place(int index) {
        return new Place(number, index);
    }

    public Instant lastSlot() {
        return members.getLast().slot();
    }
}
