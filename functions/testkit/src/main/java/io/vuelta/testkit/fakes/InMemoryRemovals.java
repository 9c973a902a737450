package io.vuelta.testkit.fakes;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.EarlierAttempt;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.phone.UserIds;
import io.vuelta.domain.retention.RemovalCursor;
import io.vuelta.domain.retention.Removals;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Removals in memory: an expired item is deleted immediately. */
final class InMemoryRemovals implements Removals {
    private final Tables tables;
    private final UserIds userIds;

    InMemoryRemovals(Tables tables, UserIds userIds) {
        this.tables = tables;
        this.userIds = userIds;
    }

    @Override
    public RemovalCursor expire(CampaignId campaign, RemovalCursor from, int limit, Instant at) {
        return tables.run("removals.expire", () -> {
            if (from.ended()) {
                return from;
            }
            if (from.isOfCampaign()) {
                tables.batches.keySet().removeIf(upload -> upload.campaign().equals(campaign));
                tables.copiedPages.keySet().removeIf(upload -> upload.campaign().equals(campaign));
                return from.nextPartition();
            }
            List<ContactId> page =
                    InMemoryContacts.beyond(tables, campaign, new ScanCursor(from.partition(), from.after())).stream()
                            .limit(limit)
                            .map(contact -> contact.id())
                            .toList();
            page.forEach(this::remove);
            return page.size() < limit
                    ? from.nextPartition()
                    : from.past(page.getLast().hash());
        });
    }

    private void remove(ContactId contact) {
        Contact latest = tables.whole(contact);
        Stream.concat(
                        latest == null ? Stream.empty() : Stream.ofNullable(latest.latest()),
                        tables.earlier(contact).values().stream().map(EarlierAttempt::attempt))
                .forEach(this::forgetUser);
        tables.remove(contact);
    }

    private void forgetUser(Attempt attempt) {
        if (attempt instanceof Message message && message.user() != null) {
            userIds.forget(message.user());
        }
    }
}
