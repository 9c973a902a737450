package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.claim.ClaimBatch;
import io.vuelta.domain.claim.ClaimBatch.Member;
import io.vuelta.domain.claim.ClaimBatches;
import io.vuelta.domain.line.LineId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Claim batches, each an item beside its campaign that is written once. It expires long after all of its attempts have
 * ended. Instants are stored in milliseconds.
 */
public final class DynamoClaimBatches implements ClaimBatches {
    /**
     * How long a batch is stored after it was planned. An attempt ends a day after its look-ups began to fail, if not
     * earlier. The rest of the time is for a line whose pacer does not run, and for a table that is restored from a
     * backup of up to 35 days ago: the restored table deletes expired items immediately.
     */
    private static final Duration KEPT = Duration.ofDays(90);

    private static final String LINE = "li";
    private static final String EPOCH = "e";
    private static final String LINE_EPOCH = "le";
    private static final String PLANNED = "pl";
    private static final String MEMBERS = "m";
    private static final int HASH_BYTES = 16;

    private final DynamoTable table;

    public DynamoClaimBatches(DynamoTable table) {
        this.table = table;
    }

    @Override
    public boolean put(ClaimBatch batch) {
        return table.putOnce(table.putIfAbsent(new ItemWriter(Keys.claimBatch(batch.campaign(), batch.number()))
                .put(LINE, batch.line().value())
                .putCount(EPOCH, batch.epoch())
                .putCount(LINE_EPOCH, batch.lineEpoch())
                .putMillis(PLANNED, batch.planned())
                .put(MEMBERS, members(batch))
                .expires(batch.planned().plus(KEPT))
                .item()));
    }

    @Override
    public Optional<ClaimBatch> find(CampaignId campaign, long number) {
        return table.find(Keys.claimBatch(campaign, number)).map(item -> {
            Instant planned = item.millis(PLANNED);
            return new ClaimBatch(
                    campaign,
                    number,
                    new LineId(item.text(LINE)),
                    item.number(EPOCH),
                    item.number(LINE_EPOCH),
                    planned,
                    members(campaign, planned, item));
        });
    }

    /**
     * Packs the members. Each has the hash, the version, the attempt, and the slot and the day as differences from the
     * previous member.
     */
    private static AttributeValue members(ClaimBatch batch) {
        PackedWriter packed = new PackedWriter();
        long slot = batch.planned().toEpochMilli();
        long day = 0;
        for (Member member : batch.members()) {
            long memberSlot = ItemWriter.millisNotBefore(member.slot());
            long memberDay = member.day().toEpochDay();
            packed.raw(HexFormat.of().parseHex(member.contact().hash()))
                    .unsigned(member.version())
                    .unsigned(member.attempt())
                    .signed(memberSlot - slot)
                    .signed(memberDay - day);
            slot = memberSlot;
            day = memberDay;
        }
        return packed.done();
    }

    private static List<Member> members(CampaignId campaign, Instant planned, ItemReader item) {
        PackedReader packed = new PackedReader(item.attribute(MEMBERS));
        List<Member> members = new ArrayList<>();
        Instant slot = planned;
        long day = 0;
        while (!packed.isAtEnd()) {
            String hash = HexFormat.of().formatHex(packed.raw(HASH_BYTES));
            long version = packed.unsigned();
            int attempt = packed.integer();
            slot = packed.after(slot);
            day += packed.signed();
            members.add(new Member(new ContactId(campaign, hash), version, attempt, slot, LocalDate.ofEpochDay(day)));
        }
        return members;
    }
}
