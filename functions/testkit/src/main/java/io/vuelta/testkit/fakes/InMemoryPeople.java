package io.vuelta.testkit.fakes;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.EarlierAttempt;
import io.vuelta.domain.contact.People;
import io.vuelta.domain.contact.ScanCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

final class InMemoryPeople implements People {
    private final Tables tables;

    InMemoryPeople(Tables tables) {
        this.tables = tables;
    }

    @Override
    public Page after(CampaignId campaign, ScanCursor from, int limit, Set<Part> parts) {
        return tables.run("people.after", () -> {
            if (from.ended()) {
                return new Page(List.of(), from);
            }
            List<Contact> beyond = InMemoryContacts.beyond(tables, campaign, from);
            List<Contact> page = beyond.stream().limit(limit).toList();
            return new Page(
                    page.stream().map(contact -> person(contact, parts)).toList(),
                    InMemoryContacts.next(from, page, beyond.size()));
        });
    }

    @Override
    public Page upTo(CampaignId campaign, ScanCursor to, int limit, Set<Part> parts) {
        return tables.run("people.upTo", () -> {
            if (to.begins()) {
                return new Page(List.of(), to);
            }
            ScanCursor of = to.after().isEmpty() ? new ScanCursor(to.shard() - 1, "~") : to;
            List<Contact> before = InMemoryContacts.beyond(tables, campaign, of.shardStart()).stream()
                    .filter(contact -> contact.id().hash().compareTo(of.after()) <= 0)
                    .toList()
                    .reversed();
            List<Contact> page = before.stream().limit(limit).toList();
            ScanCursor next = page.size() == before.size()
                    ? of.shardStart()
                    : of.before(page.getLast().id());
            return new Page(page.stream().map(contact -> person(contact, parts)).toList(), next);
        });
    }

    private Person person(Contact contact, Set<Part> parts) {
        List<Attempt> attempts = new ArrayList<>();
        if (parts.contains(Part.EARLIER_ATTEMPTS)) {
            tables.earlier(contact.id()).values().stream()
                    .map(EarlierAttempt::attempt)
                    .forEach(attempts::add);
        }
        Attempt latest = contact.latest();
        if (latest != null) {
            attempts.add(latest);
        }
        Map<Integer, Conversation> conversations =
                parts.contains(Part.CONVERSATIONS) ? InMemoryConversations.of(tables, contact.id()) : new HashMap<>();
        return new Person(parts.contains(Part.DATA) ? contact : tables.shown(contact), attempts, conversations);
    }
}
