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
import vuelta.domain.ledger.Marks;
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
            boolean limits = (commit.claiming() != null && !within(commit, commit.claiming()))
                    || !commit.isDecidedIn(tables.phase(commit.id()));
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
        boolean foreign = contacts.stream().anyMatch(id -> !id.campaign().equals(commit.id()))
                || attempts.stream().anyMatch(id -> !id.campaign().equals(commit.id()));
        if (foreign) {
            throw new IllegalArgumentException("a commit is of one campaign: " + commit.id());
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
        Pacing now = tables.pacing(commit.id());
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
                    change.after().id(), change.after().inVersion(before == null ? 1 : before.version() + 1));
        }
        for (AttemptChange change : commit.attempts()) {
            Attempt before = change.before();
            tables.attempts.put(
                    change.after().id(), change.after().inVersion(before == null ? 1 : before.version() + 1));
        }
        CampaignId campaign = commit.id();
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
        PacingEdit edit = new PacingEdit(now);
        edit.inFlight += commit.inFlightChange();
        edit.ended.addAll(commit.ended());
        LocalDate uncounted = commit.uncounted();
        if (uncounted != null && uncounted.equals(now.day())) {
            edit.sent = Math.max(0, now.sent() - 1);
        }
        Claiming claiming = commit.claiming();
        if (claiming != null) {
            edit.day = claiming.day();
            edit.sent = now.sentOn(claiming.day()) + commit.contacts().size();
            edit.sweep = claiming.sweep();
            edit.nextStart = claiming.nextStart();
            edit.plan++;
        }
        return edit.done();
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
            PacingEdit edit = new PacingEdit(tables.pacing(campaign));
            edit.waiting = waiting;
            tables.pacing.put(campaign, edit.done());
        });
    }

    @Override
    public boolean mark(CampaignId campaign, Pacing read, Marks marks) {
        return tables.run("ledger.mark", () -> {
            PacingEdit edit = new PacingEdit(tables.pacing(campaign));
            if (edit.plan != read.plan()) {
                return false;
            }
            edit.sweep = marks.sweep();
            edit.recounted = marks.recounted();
            edit.plannedIn = marks.plannedIn();
            edit.ended = edit.ended.subList(marks.forgotten(), edit.ended.size());
            edit.plan++;
            tables.pacing.put(campaign, edit.done());
            return true;
        });
    }

    @Override
    public boolean runDry(Campaign next) {
        return tables.run("ledger.runDry", () -> {
            CampaignId id = next.id();
            Pacing now = tables.pacing(id);
            boolean quiet = now.inFlight() == 0
                    && now.loading() == 0
                    && tables.counters(id).waiting() == 0;
            if (!quiet || !InMemoryCampaigns.isAsRead(tables, next)) {
                return false;
            }
            tables.campaigns.put(id, next.written());
            tables.phases.put(id, next.phase());
            if (!next.isOnLine()) {
                tables.active.getOrDefault(next.line(), new HashSet<>()).remove(id);
            }
            return true;
        });
    }

    @Override
    public boolean beginCycle(Campaign next, Counters read) {
        return tables.run("ledger.beginCycle", () -> {
            CampaignId id = next.id();
            boolean asRead = InMemoryCampaigns.isAsRead(tables, next)
                    && tables.phase(id) == next.phaseBefore()
                    && tables.counters(id).returningCounts().equals(read.returningCounts());
            if (!asRead) {
                return false;
            }
            tables.campaigns.put(id, next.written());
            tables.list(next);
            tables.phases.put(id, next.phase());
            tables.counters.put(id, tables.counters(id).plus(read.nextCycle()));
            PacingEdit edit = new PacingEdit(tables.pacing(id));
            edit.sweep = Sweep.START;
            edit.plan++;
            tables.pacing.put(id, edit.done());
            return true;
        });
    }

    @Override
    public boolean reopen(Campaign next) {
        return tables.run("ledger.reopen", () -> {
            CampaignId id = next.id();
            if (!InMemoryCampaigns.isAsRead(tables, next) || tables.phase(id) != next.phaseBefore()) {
                return false;
            }
            tables.campaigns.put(id, next.written());
            tables.list(next);
            tables.phases.put(id, next.phase());
            return true;
        });
    }
}
