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
 * @param line the line on which the contacts will be tried
 * @param epoch the campaign's epoch when the batch was planned
 * @param lineEpoch the line's epoch when the batch was planned
 * @param members the members by index, at most {@value #MAX_MEMBERS}
 */
public record ClaimBatch(
        CampaignId campaign,
        long number,
        LineId line,
        long epoch,
        long lineEpoch,
        Instant planned,
        List<Member> members) {
    /** Maximum number of members of a batch: with one bit for each, they fit into a long. */
    public static final int MAX_MEMBERS = 50;

    public ClaimBatch {
        members = List.copyOf(members);
        if (members.isEmpty() || members.size() > MAX_MEMBERS) {
            throw new IllegalArgumentException("a claim batch has 1 to " + MAX_MEMBERS + " members");
        }
    }

    /** The same batch with another number. */
    public ClaimBatch numbered(long other) {
        return new ClaimBatch(campaign, other, line, epoch, lineEpoch, planned, members);
    }

    /**
     * One contact of a batch, with its place.
     *
     * @param version the version of the contact that was read; only this version is claimed
     * @param attempt the number of the attempt
     * @param slot when the attempt may begin
     * @param day the day on which the attempt is counted
     */
    public record Member(ContactId contact, long version, int attempt, Instant slot, LocalDate day) {}

    public Place place(int index) {
        return new Place(number, index);
    }

    public Instant lastSlot() {
        return members.getLast().slot();
    }
}
