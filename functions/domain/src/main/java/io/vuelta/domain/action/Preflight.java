package io.vuelta.domain.action;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.People;
import io.vuelta.domain.dispatch.MessageTemplate;
import io.vuelta.domain.dispatch.MessageTemplates;
import io.vuelta.domain.dispatch.Placeholders;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Lines;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Shows before the start which contacts a campaign would try, which data is missing, and the first messages. It changes
 * nothing and reserves nothing.
 */
public final class Preflight {
    /** Maximum number of messages that are shown in full. */
    private static final int MAX_SHOWN = 3;

    private final ContactLook contacts;
    private final Lines lines;
    private final MessageTemplates templates;

    public Preflight(People people, Lines lines, MessageTemplates templates, InstantSource clock) {
        this.contacts = new ContactLook(people, clock);
        this.lines = lines;
        this.templates = templates;
    }

    /**
     * The result of a preflight.
     *
     * @param toTry the number of contacts that wait for an attempt
     * @param others the numbers of other contacts, by status
     * @param missing for each template, or for the first message: the names without a value, with the number of
     *     contacts that lack it
     * @param first the messages for the first contacts
     * @param unavailable templates that the provider does not have or did not return, with the reason
     * @param templates the templates that the provider has; the one that is sent first is the first
     * @param complete whether all contacts were read; in a very large campaign, only as many as a request has time for
     */
    public record Found(
            long toTry,
            SortedMap<ContactStatus, Long> others,
            List<Missing> missing,
            List<Shown> first,
            Map<String, String> unavailable,
            List<MessageTemplate> templates,
            boolean complete) {
        public Found {
            templates = List.copyOf(templates);
            missing = List.copyOf(missing);
            first = List.copyOf(first);
            unavailable = Map.copyOf(unavailable);
        }
    }

    /**
     * A name for which at least one contact has no value.
     *
     * @param template the name of the template; null for the first message of a call
     * @param contacts the number of waiting contacts without a value for the name
     */
    public record Missing(@Nullable String template, String name, long contacts) {}

    /**
     * The message for a contact at its first attempt.
     *
     * @param text the first message of a call; null for a template, or if the agent has no first message
     * @param template the name of the template that is sent; null for a call
     * @param parameters the template's parameters, by name
     */
    public record Shown(
            Contact contact,
            @Nullable String text,
            @Nullable String template,
            Map<String, String> parameters) {
        public Shown {
            parameters = Map.copyOf(parameters);
        }
    }

    public Found of(Campaign campaign) {
        Look look = new Look();
        switch (campaign.settings().opening()) {
            case MessageContent.FirstMessage opening -> look.text = opening.text();
            case MessageContent.Template opening -> find(campaign, opening, look);
        }
        boolean complete = contacts.over(campaign, look::add);
        return new Found(look.toTry, look.others, look.missing(), look.first, look.unavailable, look.known, complete);
    }

    private void find(Campaign campaign, MessageContent.Template opening, Look look) {
        Line line = lines.find(campaign.line()).orElseThrow();
        for (String name : opening.names()) {
            switch (templates.find(line, name, opening.language())) {
                case MessageTemplates.Found.Known known -> look.known.add(known.template());
                case MessageTemplates.Found.NotThere _ ->
                    look.unavailable.put(name, CheckTemplates.Why.NOT_FOUND.name());
                case MessageTemplates.Found.Unavailable unavailable -> look.unavailable.put(name, unavailable.reason());
            }
        }
    }

    /** The results so far. */
    private static final class Look {
        private final List<MessageTemplate> known = new ArrayList<>();
        private final SortedMap<String, String> unavailable = new TreeMap<>();
        private final SortedMap<ContactStatus, Long> others = new TreeMap<>();
        private final SortedMap<String, Long> missingInText = new TreeMap<>();
        private final Map<MessageTemplate, SortedMap<String, Long>> missingInTemplate = new LinkedHashMap<>();
        private final List<Shown> first = new ArrayList<>();
        private @Nullable String text;
        private long toTry;

        boolean add(Contact contact) {
            if (!contact.waits()) {
                others.merge(contact.status(), 1L, Long::sum);
                return true;
            }
            toTry++;
            String said = text;
            if (said != null) {
                Placeholders.missing(said, contact).forEach(name -> missingInText.merge(name, 1L, Long::sum));
            }
            for (MessageTemplate template : known) {
                SortedMap<String, Long> counts = missingInTemplate.computeIfAbsent(template, _ -> new TreeMap<>());
                template.missing(contact).forEach(name -> counts.merge(name, 1L, Long::sum));
            }
            if (first.size() < MAX_SHOWN) {
                first.add(shown(contact));
            }
            return true;
        }

        private Shown shown(Contact contact) {
            String said = text;
            if (known.isEmpty()) {
                return new Shown(contact, said == null ? null : Placeholders.fill(said, contact), null, Map.of());
            }
            MessageTemplate template = known.getFirst();
            SortedMap<String, String> parameters = new TreeMap<>();
            template.parameters().forEach(name -> parameters.put(name, template.value(name, contact)));
            return new Shown(contact, null, template.name(), parameters);
        }

        List<Missing> missing() {
            List<Missing> all = new ArrayList<>();
            missingInText.forEach((name, count) -> all.add(new Missing(null, name, count)));
            missingInTemplate.forEach((template, counts) ->
                    counts.forEach((name, count) -> all.add(new Missing(template.name(), name, count))));
            return all;
        }
    }
}
