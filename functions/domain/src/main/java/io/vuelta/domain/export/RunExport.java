package io.vuelta.domain.export;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.contact.People;
import io.vuelta.domain.contact.People.Part;
import io.vuelta.domain.contact.People.Person;
import io.vuelta.domain.contact.ScanCursor;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/** Writes an export. Repeatable: a second run overwrites the first one's file. */
public final class RunExport {
    private static final int PAGE = 500;

    /** No file that is read has as many; a campaign whose contacts came one by one might. */
    private static final int MAX_VARIABLES = 1_000;

    private static final Set<Part> ALL_OF_CONTACTS = Set.of(Part.DATA, Part.CONVERSATIONS);
    private static final Set<Part> ALL_OF_ATTEMPTS = Set.of(Part.EARLIER_ATTEMPTS, Part.CONVERSATIONS);

    private final Exports exports;
    private final Campaigns campaigns;
    private final Agents agents;
    private final People people;
    private final Sheets sheets;

    public RunExport(Exports exports, Campaigns campaigns, Agents agents, People people, Sheets sheets) {
        this.exports = exports;
        this.campaigns = campaigns;
        this.agents = agents;
        this.people = people;
        this.sheets = sheets;
    }

    public void handle(ExportId id) {
        Export export = exports.find(id).orElseThrow(() -> new IllegalStateException("no export " + id));
        if (export.status() != Export.Status.RUNNING) {
            return;
        }
        Campaign campaign = campaigns.find(id.campaign()).orElseThrow();
        Agent agent = agents.find(campaign.agent()).orElseThrow();
        ExportColumns columns = new ExportColumns(campaign, agent, export.raw());
        ExportColumns.Given given = given(export, campaign);
        Counted counted = new Counted();
        Sheets.Written written = sheets.write(id, export.bom(), writer -> {
            writer.accept(columns.header(export.kind(), given));
            switch (export.kind()) {
                case CONTACTS, RESULTS ->
                    contacts(
                            export,
                            campaign,
                            ALL_OF_CONTACTS,
                            person -> writer.accept(counted.count(columns.row(person, given))));
                case CALLS, RECORDINGS ->
                    attempts(
                            export,
                            Call.class,
                            (call, conversation) -> isWanted(export.kind(), call, conversation),
                            (call, conversation) -> writer.accept(counted.count(columns.row(call, conversation))));
                case MESSAGES ->
                    attempts(
                            export,
                            Message.class,
                            (message, conversation) -> true,
                            (message, conversation) ->
                                    writer.accept(counted.count(columns.row(message, conversation))));
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
    private ExportColumns.Given given(Export export, Campaign campaign) {
        if (export.kind() != Export.Kind.CONTACTS) {
            return ExportColumns.Given.NOTHING;
        }
        Found found = new Found();
        contacts(
                export,
                campaign,
                Set.of(Part.DATA),
                person -> found.add(person.contact().data()));
        return new ExportColumns.Given(found.agentNames, found.agentVoices, List.copyOf(found.variables));
    }

    /** What else contacts were given. */
    private static final class Found {
        private boolean agentNames;
        private boolean agentVoices;
        private final Set<String> variables = new TreeSet<>();

        void add(ContactData data) {
            agentNames |= !data.agentName().isEmpty();
            agentVoices |= !data.agentVoice().isEmpty();
            if (variables.size() < MAX_VARIABLES) {
                variables.addAll(data.variables().keySet());
            }
        }
    }

    private void contacts(Export export, Campaign campaign, Set<Part> parts, Consumer<Person> to) {
        walk(campaign.id(), parts, person -> {
            Contact contact = person.contact().in(campaign.cycle());
            Person now = new Person(contact, person.attempts(), person.conversations());
            if (isWanted(export, now)) {
                to.accept(now);
            }
        });
    }

    private static boolean isWanted(Export export, Person person) {
        List<ContactStatus> wanted = export.statuses();
        Contact contact = person.contact();
        boolean hasWhatIsAsked = export.kind() != Export.Kind.RESULTS
                || !Conversation.extracted(person.conversations()).isEmpty();
        return !contact.isRemoved() && hasWhatIsAsked && (wanted.isEmpty() || wanted.contains(contact.status()));
    }

    private static boolean isWanted(Export.Kind kind, Call call, Conversation conversation) {
        return kind != Export.Kind.RECORDINGS
                || (call.answeredBy() == AnsweredBy.HUMAN
                        && conversation.recordingUrl(call).isPresent());
    }

    private <A extends Attempt> void attempts(
            Export export, Class<A> kind, BiPredicate<A, Conversation> wanted, BiConsumer<A, Conversation> to) {
        walk(export.id().campaign(), ALL_OF_ATTEMPTS, person -> person.attempts().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(attempt -> !attempt.notPlaced())
                .forEach(attempt -> {
                    Conversation conversation = person.conversation(attempt.id().number());
                    if (wanted.test(attempt, conversation)) {
                        to.accept(attempt, conversation);
                    }
                }));
    }

    private void walk(CampaignId campaign, Set<Part> parts, Consumer<Person> to) {
        for (ScanCursor at = ScanCursor.START; !at.ended(); ) {
            People.Page page = people.after(campaign, at, PAGE, parts);
            page.people().forEach(to);
            at = page.next();
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
