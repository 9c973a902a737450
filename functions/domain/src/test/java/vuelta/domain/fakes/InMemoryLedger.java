package vuelta.domain.fakes;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.Waiting;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.ContactId;
import vuelta.domain.contact.Sweep;
import vuelta.domain.ledger.AttemptChange;
import vuelta.domain.ledger.Claiming;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.ContactChange;
import vuelta.domain.ledger.Counters;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.ledger.LoadedBatch;
import vuelta.domain.ledger.Pacing;
import vuelta.domain.upload.Upload;

final class InMemoryLedger implements Ledger {
    /** DynamoDB's, with which this must agree. */
    private static final int MOST_ITEMS = 100;

    private final Tables tables;

    InMemoryLedger(Tables tables) {
        this.tables = tables;
    }

    @Override
    public Result commit(Commit commit) {
        checkShape(commit);
        return tables.run("ledger.commit", () -> {
            Set<ContactId> contacts = lostContacts(commit);
            Set<AttemptId> attempts = lostAttempts(commit);
            boolean limits = commit.claiming() != null && !within(commit, commit.claiming());
            boolean batch = commit.batch() != null && loaded(commit.batch());
            if (!contacts.isEmpty() || !attempts.isEmpty() || limits || batch) {
                return new Result.Lost(contacts, attempts, limits, batch);
            }
            if (commit.batch() != null
                    && !tables.uploads.containsKey(commit.batch().upload())) {
                throw new IllegalStateException("no upload " + commit.batch().upload());
            }
            write(commit);
            return new Result.Done();
        });
    }

    /** What DynamoDB would not take: too many items, the same one twice, another campaign's. */
    private static void checkShape(Commit commit) {
        List<ContactId> contacts =
                commit.contacts().stream().map(change -> change.after().id()).toList();
        List<AttemptId> attempts =
                commit.attempts().stream().map(change -> change.after().id()).toList();
        // Besides: pacing, counters; an upload and its batch.
        int items = contacts.size() + attempts.size() + 2 + (commit.batch() == null ? 0 : 2);
        if (items > MOST_ITEMS) {
            throw new IllegalArgumentException("a transaction has at most " + MOST_ITEMS + " items, not " + items);
        }
        if (Set.copyOf(contacts).size() < contacts.size()
                || Set.copyOf(attempts).size() < attempts.size()) {
            throw new IllegalArgumentException("a transaction writes an item once: " + contacts + ", " + attempts);
        }
        boolean foreign = contacts.stream().anyMatch(id -> !id.campaign().equals(commit.campaign()))
                || attempts.stream().anyMatch(id -> !id.campaign().equals(commit.campaign()));
        if (foreign) {
            throw new IllegalArgumentException("a commit is of one campaign: " + commit.campaign());
        }
    }

    private Set<ContactId> lostContacts(Commit commit) {
        Set<ContactId> lost = new HashSet<>();
        for (ContactChange change : commit.contacts()) {
            Contact stored = tables.contacts.get(change.after().id());
            Contact before = change.before();
            if (before == null ? stored != null : stored == null || stored.version() != before.version()) {
                lost.add(change.after().id());
            }
        }
        return lost;
    }

    private Set<AttemptId> lostAttempts(Commit commit) {
        Set<AttemptId> lost = new HashSet<>();
        for (AttemptChange change : commit.attempts()) {
            Attempt stored = tables.attempts.get(change.after().id());
            Attempt before = change.before();
            if (before == null ? stored != null : stored == null || stored.version() != before.version()) {
                lost.add(change.after().id());
            }
        }
        return lost;
    }

    private boolean within(Commit commit, Claiming claiming) {
        Pacing now = tables.pacing(commit.campaign());
        boolean room = now.inFlight() + commit.inFlightChange() <= claiming.maxInFlight();
        boolean today = claiming.maxOnDay().isEmpty()
                || now.sentOn(claiming.day()) + commit.contacts().size()
                        <= claiming.maxOnDay().getAsInt();
        return now.plan() == claiming.read().plan() && room && today;
    }

    private boolean loaded(LoadedBatch batch) {
        return tables.batches.getOrDefault(batch.upload(), new TreeMap<>()).containsKey(batch.number());
    }

    private void write(Commit commit) {
        for (ContactChange change : commit.contacts()) {
            Contact before = change.before();
            tables.contacts.put(
                    change.after().id(), version(change.after(), before == null ? 1 : before.version() + 1));
        }
        for (AttemptChange change : commit.attempts()) {
            Attempt before = change.before();
            tables.attempts.put(
                    change.after().id(), version(change.after(), before == null ? 1 : before.version() + 1));
        }
        CampaignId campaign = commit.campaign();
        tables.counters.put(campaign, tables.counters(campaign).plus(commit.counterChange()));
        tables.pacing.put(campaign, moved(tables.pacing(campaign), commit));
        if (commit.batch() != null) {
            write(commit.batch());
        }
    }

    private void write(LoadedBatch batch) {
        Upload upload = requireNonNull(tables.uploads.get(batch.upload()));
        Map<Integer, LoadedBatch> batches = tables.batches.computeIfAbsent(batch.upload(), key -> new TreeMap<>());
        batches.put(batch.number(), batch);
        tables.uploads.put(upload.id(), InMemoryUploads.raised(upload, batch));
    }

    private static Pacing moved(Pacing now, Commit commit) {
        int inFlight = now.inFlight() + commit.inFlightChange();
        LocalDate uncounted = commit.uncounted();
        int sent = uncounted != null && uncounted.equals(now.day()) ? Math.max(0, now.sent() - 1) : now.sent();
        Claiming claiming = commit.claiming();
        if (claiming == null) {
            return new Pacing(
                    inFlight, now.day(), sent, now.sweep(), now.nextStart(), now.waiting(), now.loading(), now.plan());
        }
        return new Pacing(
                inFlight,
                claiming.day(),
                now.sentOn(claiming.day()) + commit.contacts().size(),
                claiming.sweep(),
                claiming.nextStart(),
                now.waiting(),
                now.loading(),
                now.plan() + 1);
    }

    @Override
    public Pacing pacing(CampaignId campaign) {
        return tables.run("ledger.pacing", () -> tables.pacing(campaign));
    }

    @Override
    public Counters counters(CampaignId campaign) {
        return tables.run("ledger.counters", () -> tables.counters(campaign));
    }

    @Override
    public void waiting(CampaignId campaign, @Nullable Waiting waiting) {
        tables.write("ledger.waiting", () -> {
            Pacing now = tables.pacing(campaign);
            tables.pacing.put(
                    campaign,
                    new Pacing(
                            now.inFlight(),
                            now.day(),
                            now.sent(),
                            now.sweep(),
                            now.nextStart(),
                            waiting,
                            now.loading(),
                            now.plan()));
        });
    }

    @Override
    public boolean moveSweep(CampaignId campaign, Pacing read, Sweep to) {
        return tables.run("ledger.moveSweep", () -> {
            Pacing now = tables.pacing(campaign);
            if (now.plan() != read.plan()) {
                return false;
            }
            tables.pacing.put(
                    campaign,
                    new Pacing(
                            now.inFlight(),
                            now.day(),
                            now.sent(),
                            to,
                            now.nextStart(),
                            now.waiting(),
                            now.loading(),
                            now.plan() + 1));
            return true;
        });
    }

    @Override
    public boolean finish(Campaign finished) {
        return tables.run("ledger.finish", () -> {
            CampaignId id = finished.id();
            Pacing now = tables.pacing(id);
            boolean quiet = now.inFlight() == 0
                    && now.loading() == 0
                    && tables.counters(id).waiting() == 0;
            if (!quiet || !InMemoryCampaigns.isAsRead(tables, finished)) {
                return false;
            }
            tables.campaigns.put(id, finished.written());
            return true;
        });
    }

    private static Contact version(Contact contact, long version) {
        return new Contact(
                contact.id(),
                contact.number(),
                contact.data(),
                contact.status(),
                contact.attempts(),
                contact.calls(),
                contact.retries(),
                contact.failedRetries(),
                contact.due(),
                contact.claim(),
                contact.source(),
                contact.billed(),
                contact.lastUpdate(),
                contact.reason(),
                version);
    }

    private static Attempt version(Attempt attempt, long version) {
        return new Attempt(
                attempt.id(),
                attempt.line(),
                attempt.to(),
                attempt.contactName(),
                attempt.detects(),
                attempt.status(),
                attempt.providerId(),
                attempt.answeredBy(),
                attempt.createdAt(),
                attempt.startedAt(),
                attempt.endedAt(),
                attempt.duration(),
                attempt.error(),
                attempt.notPlacedUntil(),
                attempt.settled(),
                version);
    }
}
