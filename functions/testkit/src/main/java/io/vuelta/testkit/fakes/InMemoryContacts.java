package io.vuelta.testkit.fakes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.EarlierAttempt;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.phone.IdentityKey;
import io.vuelta.domain.phone.PhoneNumber;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

final class InMemoryContacts implements Contacts {
    static final Comparator<Contact> BY_HASH =
            Comparator.comparing(contact -> contact.id().hash());

    private final Tables tables;

    InMemoryContacts(Tables tables) {
        this.tables = tables;
    }

    @Override
    public Optional<Contact> find(ContactId id) {
        return tables.run("contacts.find", () -> Optional.ofNullable(tables.shown(id)));
    }

    @Override
    public Optional<Contact> findEventually(ContactId id) {
        return find(id);
    }

    @Override
    public List<Contact> findAll(Collection<ContactId> ids) {
        if (ids.size() > MAX_READ) {
            throw new IllegalArgumentException("at most " + MAX_READ + " contacts are read, not " + ids.size());
        }
        return tables.run(
                "contacts.findAll",
                () -> ids.stream()
                        .distinct()
                        .map(tables::shown)
                        .filter(Objects::nonNull)
                        .toList());
    }

    @Override
    public Contact withData(Contact contact) {
        if (!contact.data().elsewhere()) {
            return contact;
        }
        return tables.run("contacts.withData", () -> {
            Contact kept = tables.whole(contact.id());
            return contact.withData(kept == null ? new ContactData("", "", "", "", "", Map.of()) : kept.data());
        });
    }

    @Override
    public Page after(CampaignId campaign, ScanCursor from, int limit) {
        return tables.run("contacts.after", () -> {
            if (from.ended()) {
                return new Page(List.of(), from);
            }
            List<Contact> beyond = beyond(tables, campaign, from);
            List<Contact> page = beyond.stream().limit(limit).toList();
            return new Page(page.stream().map(tables::shown).toList(), next(from, page, beyond.size()));
        });
    }

    /** The contacts of one partition after {@code from}, by their hashes and with their data. */
    static List<Contact> beyond(Tables tables, CampaignId campaign, ScanCursor from) {
        return tables.whole().stream()
                .filter(contact -> contact.id().campaign().equals(campaign))
                .filter(contact -> contact.id().shard() == from.digit())
                .filter(contact -> contact.id().hash().compareTo(from.after()) > 0)
                .sorted(BY_HASH)
                .toList();
    }

    /**
     * The position at which a scan continues after this page; there were {@code there} contacts left in its partition.
     */
    static ScanCursor next(ScanCursor from, List<Contact> page, int there) {
        return page.size() == there
                ? from.nextShard()
                : from.past(page.getLast().id());
    }

    @Override
    public List<ContactId> due(CampaignId campaign, Agenda agenda, Instant until, int limit) {
        return tables.run(
                "contacts.due",
                () -> onAgenda(campaign, agenda)
                        .filter(contact -> !due(contact).isAfter(until))
                        .sorted(Comparator.<Contact, Instant>comparing(InMemoryContacts::due)
                                .thenComparing(BY_HASH))
                        .limit(limit)
                        .map(Contact::id)
                        .toList());
    }

    @Override
    public Optional<Instant> nextDue(CampaignId campaign, Agenda agenda, Instant after) {
        return tables.run(
                "contacts.nextDue",
                () -> onAgenda(campaign, agenda)
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

    @Override
    public List<ContactId> withNumber(PhoneNumber number, int limit) {
        return tables.run(
                "contacts.withNumber",
                () -> tables.indexed().stream()
                        .filter(contact -> isSamePerson(contact.number(), number))
                        .map(Contact::id)
                        .sorted(Comparator.comparing(
                                        (ContactId id) -> id.campaign().value())
                                .reversed())
                        .limit(limit)
                        .toList());
    }

    @Override
    public List<ContactId> withExternalId(String externalId, Optional<CampaignId> in, int limit) {
        return tables.run(
                "contacts.withExternalId",
                () -> tables.indexed().stream()
                        .filter(contact ->
                                in.isEmpty() || contact.id().campaign().equals(in.get()))
                        .map(contact -> requireNonNull(tables.whole(contact.id())))
                        .filter(contact -> !externalId.isEmpty()
                                && contact.data().externalId().equals(externalId)
                                && externalId.getBytes(UTF_8).length <= MAX_FOUND_EXTERNAL_ID)
                        .map(Contact::id)
                        .sorted(Comparator.comparing(
                                        (ContactId id) -> id.campaign().value())
                                .reversed())
                        .limit(limit)
                        .toList());
    }

    static boolean isSamePerson(PhoneNumber one, PhoneNumber other) {
        return IdentityKey.of(one).equals(IdentityKey.of(other));
    }

    @Override
    public Written create(Contact contact) {
        requireData(contact);
        return tables.run("contacts.create", () -> {
            Contact there = tables.shown(contact.id());
            if (there == null) {
                return new Written.Done(tables.put(contact.inVersion(1)));
            }
            return there.person().source().equals(contact.person().source())
                    ? new Written.Done(there)
                    : new Written.Lost(Optional.of(there));
        });
    }

    @Override
    public Written write(Contact before, Contact after) {
        requireSame(before, after);
        return tables.run("contacts.write", () -> written(before, after));
    }

    @Override
    public Written begin(Contact before, Contact after) {
        requireSame(before, after);
        Optional<EarlierAttempt> leftBehind = before.leftBehind(after);
        return tables.run("contacts.begin", () -> {
            boolean begins = isAsRead(tables, before);
            Written written = written(before, after);
            if (begins) {
                leftBehind.ifPresent(earlier ->
                        tables.put(new EarlierAttempt(earlier.attempt().inVersion(1), earlier.history())));
            }
            return written;
        });
    }

    private Written written(Contact before, Contact after) {
        Contact next = after.inVersion(before.version() + 1);
        if (isAsRead(tables, before)) {
            return new Written.Done(tables.put(next));
        }
        Contact there = tables.shown(before.id());
        return isThere(tables, next) && there != null
                ? new Written.Done(there)
                : new Written.Lost(Optional.ofNullable(there));
    }

    private static boolean isAsRead(Tables tables, Contact before) {
        Contact stored = tables.whole(before.id());
        return stored != null && stored.version() == before.version();
    }

    /** Whether the same contact was written by an earlier try. */
    private static boolean isThere(Tables tables, Contact written) {
        return tables.whole(written).equals(tables.whole(written.id()));
    }

    @Override
    public boolean edit(Campaign campaign, List<Change> changes, int added, int edits) {
        Set<ContactId> ids = new HashSet<>();
        for (Change change : changes) {
            if (!ids.add(change.after().id()) || !change.after().id().campaign().equals(campaign.id())) {
                throw new IllegalArgumentException("each contact of the campaign is changed once: " + change.after());
            }
            if (change.before() == null) {
                requireData(change.after());
            }
        }
        if (ids.isEmpty() || ids.size() > MAX_TOGETHER) {
            throw new IllegalArgumentException("1 to " + MAX_TOGETHER + " are written together, not " + ids.size());
        }
        return tables.run("contacts.edit", () -> edited(tables, campaign, changes, added, edits));
    }

    /** Runs under the lock of the caller. */
    static boolean edited(Tables tables, Campaign campaign, List<Change> changes, int added, int edits) {
        if (changes.stream().allMatch(change -> isThere(tables, inNextVersion(change)))) {
            return true;
        }
        if (!changes.stream().allMatch(change -> isAsRead(tables, change)) || !tables.isAsRead(campaign)) {
            return false;
        }
        changes.forEach(change -> tables.put(inNextVersion(change)));
        tables.raise(campaign.id(), 0, added, edits);
        return true;
    }

    private static boolean isAsRead(Tables tables, Change change) {
        Contact before = change.before();
        return before == null ? tables.whole(change.after().id()) == null : isAsRead(tables, before);
    }

    private static Contact inNextVersion(Change change) {
        Contact before = change.before();
        return change.after().inVersion(before == null ? 1 : before.version() + 1);
    }

    private static void requireData(Contact created) {
        if (created.data().elsewhere()) {
            throw new IllegalArgumentException("a new contact brings its data: " + created.id());
        }
    }

    private static void requireSame(Contact before, Contact after) {
        if (!before.id().equals(after.id())) {
            throw new IllegalArgumentException("a write is of one contact: " + before.id() + ", " + after.id());
        }
        if (after.version() != before.version()) {
            throw new IllegalArgumentException("what is written comes of what was read: " + after);
        }
    }
}
