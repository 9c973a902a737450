package io.vuelta.testkit.fakes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.bulk.Job;
import io.vuelta.domain.bulk.JobId;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.Intake;
import io.vuelta.domain.claim.ClaimBatch;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.contact.EarlierAttempt;
import io.vuelta.domain.count.Change;
import io.vuelta.domain.count.HourlyFigures;
import io.vuelta.domain.count.Tally;
import io.vuelta.domain.erasure.Erasure;
import io.vuelta.domain.erasure.ErasureId;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.line.Capacity;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.domain.upload.CopiedPage;
import io.vuelta.domain.upload.LoadedBatch;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The content of an {@link InMemoryStore}, and the lock for reading and writing it. */
final class Tables {
    /** Maximum size of data that a contact contains, in UTF-8 bytes, as in the real store. */
    static final int MAX_DATA_INSIDE = 400;

    final Map<CampaignId, Campaign> campaigns = new HashMap<>();
    final Map<CampaignId, Intake> intakes = new HashMap<>();
    final Map<LineId, Set<CampaignId>> active = new HashMap<>();
    final Map<CampaignId, OpenClaimsBook> books = new HashMap<>();
    final Map<CampaignId, TreeMap<Long, ClaimBatch>> claims = new HashMap<>();
    final Map<CampaignId, TreeMap<Integer, Tally>> tallies = new HashMap<>();
    final Map<LocalDate, Map<CampaignId, HourlyFigures>> days = new HashMap<>();
    final Map<ContactId, TreeMap<Integer, EarlierAttempt>> earlier = new HashMap<>();
    final Map<AttemptId, Conversation> conversations = new HashMap<>();
    final Map<LineId, Line> lines = new HashMap<>();
    final Map<LineId, LinePace> paces = new HashMap<>();

    /** The capacity by which each line was planned last; reports may have changed the stored one since. */
    final Map<LineId, Capacity> planned = new HashMap<>();

    final Map<AgentId, Agent> agents = new HashMap<>();
    final Map<UploadId, Upload> uploads = new HashMap<>();
    final Map<UploadId, Integer> sent = new HashMap<>();
    final Map<UploadId, TreeMap<Integer, CopiedPage>> copiedPages = new HashMap<>();
    final Map<UploadId, TreeMap<Integer, LoadedBatch>> batches = new HashMap<>();
    final Map<ExportId, Export> exports = new HashMap<>();
    final Map<JobId, Job> jobs = new HashMap<>();
    final Map<ErasureId, Erasure> erasures = new HashMap<>();
    final TreeMap<Suppression.Key, Suppression> suppressions = new TreeMap<>(InMemoryDoNotContact.ORDER);
    final InMemoryChanges changes = new InMemoryChanges();

    /** The contacts with their data. */
    private final Map<ContactId, Contact> contacts = new HashMap<>();

    /** The state that the indexes show while they lag; null while they are up to date. */
    private @Nullable Map<ContactId, Contact> stale;

    private volatile int dataInside = MAX_DATA_INSIDE;
    private volatile Faults faults = Faults.NONE;

    void faults(Faults newFaults) {
        faults = newFaults;
    }

    void dataInside(int bytes) {
        dataInside = bytes;
    }

    <T> T run(String operation, Supplier<T> body) {
        Faults current = faults;
        current.before(operation);
        T result = locked(body);
        if (current.sentAgain(operation)) {
            result = locked(body);
        }
        current.after(operation);
        return result;
    }

    private synchronized <T> T locked(Supplier<T> body) {
        return body.get();
    }

    void write(String operation, Runnable body) {
        run(operation, () -> {
            body.run();
            return true;
        });
    }

    // Contacts

    /** The contact with its data. */
    @Nullable
    Contact whole(ContactId id) {
        return contacts.get(id);
    }

    /** Every contact with its data. */
    List<Contact> whole() {
        return List.copyOf(contacts.values());
    }

    /** The contact in the form in which it is read: long data is stored separately. */
    @Nullable
    Contact shown(ContactId id) {
        Contact contact = contacts.get(id);
        return contact == null ? null : shown(contact);
    }

    Contact shown(Contact contact) {
        return isLong(contact.data()) ? contact.withData(ContactData.ELSEWHERE) : contact;
    }

    private boolean isLong(ContactData data) {
        int bytes = length(data.externalId())
                + length(data.name())
                + length(data.context())
                + length(data.agentName())
                + length(data.agentVoice());
        for (Map.Entry<String, String> variable : data.variables().entrySet()) {
            bytes += length(variable.getKey()) + length(variable.getValue());
        }
        return bytes > dataInside;
    }

    private static int length(String text) {
        return text.getBytes(UTF_8).length;
    }

    /**
     * Stores the contact, which has its new version, and adds the change to the change stream. Returns it in the form
     * in which it is read.
     */
    Contact put(Contact next) {
        Contact before = contacts.get(next.id());
        Contact whole = whole(next);
        contacts.put(next.id(), whole);
        Contact after = shown(whole);
        Contact shownBefore = before == null ? null : shown(before);
        changes.add(next.id().hash(), sequence -> new Change.OfContact(sequence, shownBefore, after));
        return after;
    }

    /** Removes the contact and all items beside it; the change stream gets no change that would be counted. */
    void remove(ContactId id) {
        contacts.remove(id);
        earlier.remove(id);
        conversations.keySet().removeIf(attempt -> attempt.contact().equals(id));
        changes.add(id.hash(), sequence -> new Change.Expired(id.campaign(), sequence));
    }

    /** The contact with its stored data, unless it contains its own. */
    Contact whole(Contact given) {
        Contact kept = contacts.get(given.id());
        return given.data().elsewhere() && kept != null ? given.withData(kept.data()) : given;
    }

    void put(EarlierAttempt next) {
        AttemptId id = next.attempt().id();
        EarlierAttempt before =
                earlier.computeIfAbsent(id.contact(), _ -> new TreeMap<>()).put(id.number(), next);
        changes.add(
                id.contact().hash() + id.number(),
                sequence -> new Change.OfEarlierAttempt(
                        sequence, before == null ? null : before.attempt(), next.attempt()));
    }

    /** A contact's earlier attempts, by their numbers. */
    SortedMap<Integer, EarlierAttempt> earlier(ContactId id) {
        return earlier.getOrDefault(id, new TreeMap<>());
    }

    synchronized void freezeIndex() {
        stale = new HashMap<>(contacts);
    }

    synchronized void thawIndex() {
        stale = null;
    }

    /** The contacts in the state that the indexes show. */
    List<Contact> indexed() {
        return new ArrayList<>((stale == null ? contacts : stale).values());
    }

    // Campaigns and lines

    boolean isAsRead(Campaign read) {
        Campaign stored = campaigns.get(read.id());
        return stored != null && stored.version() == read.version();
    }

    void list(Campaign campaign) {
        if (campaign.isListed()) {
            active.computeIfAbsent(campaign.line(), _ -> new HashSet<>()).add(campaign.id());
        }
    }

    void unlist(Campaign campaign, LineId line) {
        active.getOrDefault(line, new HashSet<>()).remove(campaign.id());
    }

    Intake intake(CampaignId campaign) {
        return intakes.getOrDefault(campaign, Intake.NONE);
    }

    void raise(CampaignId campaign, int loading, int added, int edits) {
        Intake now = intake(campaign);
        intakes.put(campaign, new Intake(now.loading() + loading, now.added() + added, now.edits() + edits));
    }

    OpenClaimsBook book(CampaignId campaign) {
        return books.getOrDefault(campaign, OpenClaimsBook.empty(campaign));
    }

    LinePace pace(LineId line) {
        return paces.getOrDefault(line, LinePace.fresh(line));
    }
}
