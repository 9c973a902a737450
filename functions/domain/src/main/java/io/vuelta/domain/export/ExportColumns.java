package io.vuelta.domain.export;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.contact.People.Person;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.text.StorableText;
import io.vuelta.domain.upload.ColumnMapping;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The columns of each export, in their order, then one for each of the agent's tags (True or False) and extractable
 * fields; then, for contacts, their further data; for calls and messages, the further results of their conversations.
 * No two columns have the same name, see {@link OwnColumns.Names}. Dates are in the campaign's time zone; instants are
 * in ISO 8601 with its offset; durations are MM:SS, where the minutes may exceed 59.
 */
final class ExportColumns {
    private static final List<String> CALLS = List.of(
            "campaign_name",
            "campaign_date",
            "id",
            "number_to",
            "contact_name",
            "type",
            "status",
            "answered_by",
            "created_at",
            "started_at",
            "ended_at",
            "duration",
            "billed_duration",
            "recording_url");

    private static final List<String> MESSAGES = List.of(
            "campaign_name",
            "campaign_date",
            "id",
            "number_to",
            "contact_name",
            "template",
            "status",
            "error",
            "sent_at",
            "delivered_at",
            "read_at");

    /** Columns that Vuelta adds after those of the guide. */
    private static final List<String> OF_CONVERSATIONS = List.of("sentiment", "summary", "opted_out");

    private final Campaign campaign;
    private final Agent agent;
    private final boolean raw;
    private final ZoneId zone;
    private final boolean makesCalls;

    ExportColumns(Campaign campaign, Agent agent, boolean raw) {
        this.campaign = campaign;
        this.agent = agent;
        this.raw = raw;
        this.zone = campaign.settings().zone();
        this.makesCalls = campaign.settings().channel() == Channel.PHONE_CALL;
    }

    /**
     * The further data of an export's contacts, in addition to the columns that every export has. These columns come
     * last, and only if a contact has a value.
     *
     * @param variables by their names, in alphabetical order
     */
    record Given(boolean agentNames, boolean agentVoices, SortedSet<String> variables) {
        static final Given NOTHING = new Given(false, false, Collections.emptySortedSet());

        Given {
            variables = Collections.unmodifiableSortedSet(new TreeSet<>(variables));
        }

        /** Whether every further value of the contact has a column. */
        boolean covers(ContactData data) {
            return (agentNames || data.agentName().isEmpty())
                    && (agentVoices || data.agentVoice().isEmpty())
                    && variables.containsAll(data.variables().keySet());
        }
    }

    /** The header, including the columns of the contacts' further data. */
    List<String> header(Export.Kind kind, Given given) {
        List<String> header = new ArrayList<>(
                switch (kind) {
                    case CONTACTS, RESULTS -> contacts();
                    case CALLS, RECORDINGS -> CALLS;
                    case MESSAGES -> MESSAGES;
                });
        OwnColumns.Names names = new OwnColumns.Names(header);
        agent.tags().forEach(tag -> header.add(text(names.ofTag(tag))));
        agent.extractableFields().forEach(field -> header.add(text(names.ofField(field))));
        if (given.agentNames()) {
            header.add(ColumnMapping.AGENT_NAME);
        }
        if (given.agentVoices()) {
            header.add(ColumnMapping.AGENT_VOICE);
        }
        given.variables().forEach(variable -> header.add(text(names.ofVariable(variable))));
        if (!kind.isOfContacts()) {
            OF_CONVERSATIONS.forEach(name -> header.add(names.ofConversation(name)));
        }
        return header;
    }

    /** The columns of contacts. The columns about calls exist only in phone campaigns. */
    private List<String> contacts() {
        return makesCalls
                ? OwnColumns.CONTACTS
                : OwnColumns.CONTACTS.stream()
                        .filter(name -> !OwnColumns.OF_CALLS.contains(name))
                        .toList();
    }

    List<String> row(Person person, Given given) {
        ContactData data = person.contact().data();
        List<String> row = row(person);
        if (given.agentNames()) {
            row.add(text(data.agentName()));
        }
        if (given.agentVoices()) {
            row.add(text(data.agentVoice()));
        }
        given.variables().forEach(name -> row.add(text(data.variables().getOrDefault(name, ""))));
        return row;
    }

    private List<String> row(Person person) {
        Contact contact = person.contact();
        List<String> row = start(contact.data().externalId());
        row.add(contact.number().e164());
        row.add(text(contact.data().name()));
        row.add(text(contact.data().context()));
        row.add(contact.status().wire());
        row.add(String.valueOf(contact.tally().retries()));
        if (makesCalls) {
            row.add(String.valueOf(contact.tally().calls()));
            row.add(duration(contact.tally().billed()));
        }
        row.add(instant(contact.log().lastUpdate()));
        row.add(flag(contact.timing().followUp() != null));
        return withResults(row, contact.results().tags(), Conversation.extracted(person.conversations()));
    }

    List<String> row(Call call, Conversation conversation) {
        List<String> row = start(call.id().toString());
        row.add(call.to().e164());
        row.add(text(call.contactName()));
        row.add("outbound");
        row.add(call.status().wire());
        row.add(Optional.ofNullable(call.state().answeredBy())
                .map(AnsweredBy::wire)
                .orElse(""));
        row.add(instant(call.createdAt()));
        row.add(call.state().answeredAt().map(this::instant).orElse(""));
        row.add(Optional.ofNullable(call.state().endedAt()).map(this::instant).orElse(""));
        row.add(duration(call.state().duration()));
        row.add(duration(call.state().billed()));
        row.add(conversation.recordingUrl(call).map(this::text).orElse(""));
        return withConversation(row, conversation);
    }

    List<String> row(Message message, Conversation conversation) {
        List<String> row = start(message.id().toString());
        row.add(message.to().e164());
        row.add(text(message.contactName()));
        row.add(text(message.template()));
        row.add(message.status().wire());
        row.add(Optional.ofNullable(message.state().error()).map(this::text).orElse(""));
        row.add(Optional.ofNullable(message.state().sentAt()).map(this::instant).orElse(""));
        row.add(Optional.ofNullable(message.state().deliveredAt())
                .map(this::instant)
                .orElse(""));
        row.add(Optional.ofNullable(message.state().readAt()).map(this::instant).orElse(""));
        return withConversation(row, conversation);
    }

    private List<String> start(String id) {
        List<String> row = new ArrayList<>();
        row.add(text(campaign.settings().name()));
        row.add(campaign.createdAt().atZone(zone).toLocalDate().toString());
        row.add(text(id));
        return row;
    }

    private List<String> withResults(List<String> row, List<String> tags, Map<String, String> extracted) {
        agent.tags().forEach(tag -> row.add(flag(tags.contains(tag))));
        agent.extractableFields().forEach(field -> row.add(text(extracted.getOrDefault(field, ""))));
        return row;
    }

    private List<String> withConversation(List<String> row, Conversation conversation) {
        List<String> all = withResults(row, conversation.tags(), conversation.extracted());
        all.add(Optional.ofNullable(conversation.sentiment()).map(this::text).orElse(""));
        all.add(Optional.ofNullable(conversation.summary()).map(this::text).orElse(""));
        all.add(flag(conversation.optOut() != null));
        return all;
    }

    private static String flag(boolean is) {
        return is ? "True" : "False";
    }

    /**
     * Removes characters that make a file binary or cannot be written. Stored texts may contain them, from an older
     * version or from a file.
     */
    private String text(String text) {
        String printable = StorableText.printable(text);
        return raw ? printable : FormulaEscaping.of(printable);
    }

    private String instant(Instant instant) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                instant.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
    }

    private static String duration(Duration duration) {
        return "%02d:%02d".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
}
