package vuelta.domain.fakes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vuelta.domain.agent.Agent;
import vuelta.domain.agent.AgentId;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.ContactId;
import vuelta.domain.export.Export;
import vuelta.domain.export.ExportId;
import vuelta.domain.ledger.Counters;
import vuelta.domain.ledger.LoadedBatch;
import vuelta.domain.ledger.Pacing;
import vuelta.domain.line.Line;
import vuelta.domain.line.LineId;
import vuelta.domain.line.LinePace;
import vuelta.domain.suppression.Suppression;
import vuelta.domain.upload.Upload;
import vuelta.domain.upload.UploadId;

/** What an {@link InMemoryStore} holds, and the one lock under which it is read and written. */
final class Tables {
    final Map<CampaignId, Campaign> campaigns = new HashMap<>();
    final Map<LineId, Set<CampaignId>> active = new HashMap<>();
    final Map<CampaignId, Pacing> pacing = new HashMap<>();
    final Map<CampaignId, Counters> counters = new HashMap<>();
    final Map<CampaignId, Long> phases = new HashMap<>();
    final Map<ContactId, Contact> contacts = new HashMap<>();
    final Map<AttemptId, Attempt> attempts = new HashMap<>();
    final Map<LineId, Line> lines = new HashMap<>();
    final Map<LineId, LinePace> paces = new HashMap<>();
    final Map<AgentId, Agent> agents = new HashMap<>();
    final Map<UploadId, Upload> uploads = new HashMap<>();
    final Map<UploadId, Integer> sent = new HashMap<>();
    final Map<UploadId, TreeMap<Integer, LoadedBatch>> batches = new HashMap<>();
    final Map<ExportId, Export> exports = new HashMap<>();
    final TreeMap<Suppression.Key, Suppression> suppressions = new TreeMap<>(InMemoryDoNotContact.ORDER);

    /** What the index of due contacts shows while it lags; null while it is up to date. */
    private @Nullable Map<ContactId, Contact> stale;

    private volatile Faults faults = Faults.NONE;

    void faults(Faults told) {
        faults = told;
    }

    <T> T run(String operation, Supplier<T> body) {
        Faults told = faults;
        told.before(operation);
        T result;
        synchronized (this) {
            result = body.get();
        }
        told.after(operation);
        return result;
    }

    void write(String operation, Runnable body) {
        run(operation, () -> {
            body.run();
            return true;
        });
    }

    Pacing pacing(CampaignId campaign) {
        return pacing.getOrDefault(campaign, Pacing.NONE);
    }

    Counters counters(CampaignId campaign) {
        return counters.getOrDefault(campaign, Counters.NONE);
    }

    LinePace pace(LineId line) {
        return paces.getOrDefault(line, LinePace.fresh(line));
    }

    void list(Campaign campaign) {
        if (campaign.isOnLine()) {
            active.computeIfAbsent(campaign.line(), key -> new HashSet<>()).add(campaign.id());
        }
    }

    void loading(CampaignId campaign, int change) {
        PacingEdit edit = new PacingEdit(pacing(campaign));
        edit.loading += change;
        pacing.put(campaign, edit.done());
    }

    /** The phase whose counts the counters are. */
    long phase(CampaignId campaign) {
        return phases.getOrDefault(campaign, 0L);
    }

    synchronized void freezeIndex() {
        stale = new HashMap<>(contacts);
    }

    synchronized void thawIndex() {
        stale = null;
    }

    /** The contacts as the index shows them. */
    List<Contact> indexed() {
        return new ArrayList<>((stale == null ? contacts : stale).values());
    }
}
