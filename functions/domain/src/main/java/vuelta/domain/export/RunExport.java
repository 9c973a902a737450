package vuelta.domain.export;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import vuelta.domain.agent.Agent;
import vuelta.domain.agent.Agents;
import vuelta.domain.attempt.AnsweredBy;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.Attempts;
import vuelta.domain.attempt.Call;
import vuelta.domain.attempt.Message;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.campaign.ContactStatus;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.ContactData;
import vuelta.domain.contact.Contacts;
import vuelta.domain.contact.Sweep;

/** Writes an export. Repeatable: a second run overwrites the first one's file. */
public final class RunExport {
    private static final int PAGE = 500;

    /** No file that is read has as many; a campaign whose contacts came one by one might. */
    private static final int MOST_VARIABLES = 1_000;

    private final Exports exports;
    private final Campaigns campaigns;
    private final Agents agents;
    private final Contacts contacts;
    private final Attempts attempts;
    private final Sheets sheets;

    public RunExport(
            Exports exports, Campaigns campaigns, Agents agents, Contacts contacts, Attempts attempts, Sheets sheets) {
        this.exports = exports;
        this.campaigns = campaigns;
        this.agents = agents;
        this.contacts = contacts;
        this.attempts = attempts;
        this.sheets = sheets;
    }

    public void handle(ExportId id) {
        Export export = exports.find(id).orElseThrow(() -> new IllegalStateException("no export " + id));
        if (export.status() != Export.Status.RUNNING) {
            return;
        }
        Campaign campaign = campaigns.find(id.campaign()).orElseThrow();
        Agent agent = agents.find(campaign.agent()).orElseThrow();
        Columns columns = new Columns(campaign, agent, export.raw());
        Columns.Given given = given(export, campaign);
        Counted counted = new Counted();
        Sheets.Written written = sheets.write(id, export.bom(), writer -> {
            writer.accept(columns.header(export.kind(), given));
            switch (export.kind()) {
                case CONTACTS, RESULTS ->
                    contacts(export, campaign, row -> writer.accept(counted.count(columns.row(row, given))));
                case CALLS, RECORDINGS ->
                    attempts(
                            export,
                            Call.class,
                            call -> isWanted(export.kind(), call),
                            row -> writer.accept(counted.count(columns.row(row))));
                case MESSAGES ->
                    attempts(
                            export,
                            Message.class,
                            message -> true,
                            row -> writer.accept(counted.count(columns.row(row))));
            }
        });
        exports.put(export.done(counted.rows, written.key(), written.sha256()));
    }

    /** Gives an export up that keeps failing; one that is done stays so. */
    public void fail(ExportId id, String error) {
        exports.find(id)
                .filter(export -> export.status() == Export.Status.RUNNING)
                .ifPresent(export -> exports.put(export.failed(error)));
    }

    /** Found by a walk of its own: the names of the columns come before the first row. */
    private Columns.Given given(Export export, Campaign campaign) {
        if (export.kind() != Export.Kind.CONTACTS) {
            return Columns.Given.NOTHING;
        }
        Found found = new Found();
        contacts(export, campaign, contact -> found.add(contact.data()));
        return new Columns.Given(found.agentNames, found.agentVoices, List.copyOf(found.variables));
    }

    /** What else contacts were given. */
    private static final class Found {
        private boolean agentNames;
        private boolean agentVoices;
        private final Set<String> variables = new TreeSet<>();

        void add(ContactData data) {
            agentNames |= !data.agentName().isEmpty();
            agentVoices |= !data.agentVoice().isEmpty();
            if (variables.size() < MOST_VARIABLES) {
                variables.addAll(data.variables().keySet());
            }
        }
    }

    private void contacts(Export export, Campaign campaign, Consumer<Contact> to) {
        List<ContactStatus> wanted = export.statuses();
        for (Sweep at = Sweep.START; !at.ended(); ) {
            Contacts.Page page = contacts.after(campaign.id(), at, PAGE);
            page.contacts().stream()
                    .map(contact -> contact.in(campaign.cycle()))
                    .filter(contact -> contact.status() != ContactStatus.REMOVED)
                    .filter(contact -> export.kind() != Export.Kind.RESULTS
                            || !contact.results().extracted().isEmpty())
                    .filter(contact -> wanted.isEmpty() || wanted.contains(contact.status()))
                    .forEach(to);
            at = page.next();
        }
    }

    private static boolean isWanted(Export.Kind kind, Call call) {
        return kind != Export.Kind.RECORDINGS
                || (call.answeredBy() == AnsweredBy.HUMAN && call.conversation().recordingUrl() != null);
    }

    private <A extends Attempt> void attempts(Export export, Class<A> kind, Predicate<A> wanted, Consumer<A> to) {
        CampaignId campaign = export.id().campaign();
        for (Sweep shard = Sweep.START; !shard.ended(); shard = shard.nextShard()) {
            String key = "";
            do {
                Attempts.Page page = attempts.after(campaign, shard, key, PAGE);
                page.attempts().stream()
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .filter(attempt -> !attempt.notPlaced())
                        .filter(wanted)
                        .forEach(to);
                key = page.nextKey();
            } while (!key.isEmpty());
        }
    }

    /** Counts the rows that pass through. */
    private static final class Counted {
        private int rows;

        List<String> count(List<String> row) {
            rows++;
            return row;
        }
    }
}
