package vuelta.domain.fakes;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.ContactId;
import vuelta.domain.contact.Contacts;
import vuelta.domain.contact.Sweep;

final class InMemoryContacts implements Contacts {
    static final Comparator<Contact> BY_HASH =
            Comparator.comparing(contact -> contact.id().hash());

    private final Tables tables;

    InMemoryContacts(Tables tables) {
        this.tables = tables;
    }

    @Override
    public Optional<Contact> find(ContactId id) {
        return tables.run("contacts.find", () -> Optional.ofNullable(tables.contacts.get(id)));
    }

    @Override
    public Page after(CampaignId campaign, Sweep from, int limit) {
        return tables.run("contacts.after", () -> {
            if (from.ended()) {
                return new Page(List.of(), from);
            }
            List<Contact> beyond = tables.contacts.values().stream()
                    .filter(contact -> contact.id().campaign().equals(campaign))
                    .filter(contact -> contact.id().shard() == from.digit())
                    .filter(contact -> contact.id().hash().compareTo(from.after()) > 0)
                    .sorted(BY_HASH)
                    .toList();
            List<Contact> page = beyond.stream().limit(limit).toList();
            boolean through = page.size() == beyond.size();
            return new Page(
                    page, through ? from.nextShard() : from.past(page.getLast().id()));
        });
    }

    @Override
    public List<ContactId> due(CampaignId campaign, Agenda agenda, Instant until, int limit) {
        return tables.run("contacts.due", () -> onAgenda(campaign, agenda)
                .filter(contact -> !due(contact).isAfter(until))
                .sorted(Comparator.<Contact, Instant>comparing(InMemoryContacts::due)
                        .thenComparing(BY_HASH))
                .limit(limit)
                .map(Contact::id)
                .toList());
    }

    @Override
    public Optional<Instant> nextDue(CampaignId campaign, Agenda agenda, Instant after) {
        return tables.run("contacts.nextDue", () -> onAgenda(campaign, agenda)
                .map(InMemoryContacts::due)
                .filter(due -> due.isAfter(after))
                .min(Comparator.naturalOrder()));
    }

    private Stream<Contact> onAgenda(CampaignId campaign, Agenda agenda) {
        return tables.indexed().stream()
                .filter(contact -> contact.id().campaign().equals(campaign))
                .filter(contact -> contact.due() != null && Agenda.of(contact) == agenda);
    }

    private static Instant due(Contact contact) {
        return requireNonNull(contact.due());
    }
}
