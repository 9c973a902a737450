package io.vuelta.handlers.api.http;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.upload.IfDuplicate;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values of the domain that the bodies and queries of several resources have. */
public final class DomainFields {
    /** The statuses that a contact can be shown in. */
    public static final String STATUSES = Arrays.stream(ContactStatus.values())
            .filter(status -> status != ContactStatus.REMOVED)
            .map(ContactStatus::wire)
            .collect(Collectors.joining(", "));

    private static final Pattern LETTERS = Pattern.compile("[A-Za-z]{2}");

    private DomainFields() {}

    /** Reads a list of contact statuses, which must exist in campaigns of this channel. */
    public static Set<ContactStatus> statuses(Fields fields, String name, Channel channel) {
        Set<ContactStatus> statuses = new LinkedHashSet<>();
        List<String> wires = fields.texts(name, Lengths.MAX_SHORT_TEXT);
        for (int at = 0; at < wires.size(); at++) {
            int index = at;
            ContactStatus status = ContactStatus.ofWire(wires.get(at))
                    .orElseThrow(() -> fields.invalidItem(name, index, "must be one of " + STATUSES));
            if (!status.isOf(channel)) {
                throw fields.invalidItem(
                        name, at, "must be a status that a contact of a " + channel.wire() + " campaign can have");
            }
            statuses.add(status);
        }
        return statuses;
    }

    /** Reads a list of tags. Each must be a tag of the agent. */
    public static List<String> tags(Fields fields, String name, Agents agents, AgentId agent) {
        return tags(fields, name, agents, agent, Set.of());
    }

    /**
     * Reads a list of tags. Each must be a tag of the agent.
     *
     * @param also tags that are accepted although the agent does not have them
     */
    public static List<String> tags(Fields fields, String name, Agents agents, AgentId agent, Collection<String> also) {
        List<String> tags = fields.texts(name, Lengths.MAX_TAG);
        if (also.containsAll(tags)) {
            return tags;
        }
        List<String> known = agents.find(agent).map(Agent::tags).orElse(List.of());
        Set<String> accepted = new LinkedHashSet<>(known);
        accepted.addAll(also);
        fields.requireKnown(
                name,
                tags,
                accepted,
                "must be a tag of the campaign's agent: "
                        + (known.isEmpty() ? "it has none" : String.join(", ", known)));
        return tags;
    }

    /** How contacts that already exist are handled; the default is to skip them. */
    public static IfDuplicate ifDuplicate(Fields fields) {
        return fields.shortText("if_duplicate", IfDuplicate::ofWire, "must be skip, update or requeue")
                .orElse(IfDuplicate.SKIP);
    }

    /**
     * Checks a region: ISO 3166-1 alpha-2, in capitals. {@code name} is the field or the parameter that contains it.
     */
    public static String region(String name, String text) {
        String region = text.toUpperCase(Locale.ROOT);
        // Conversion to capitals is not a sufficient check: ß becomes SS, which is South Sudan.
        if (!LETTERS.matcher(text).matches()
                || !Arrays.asList(Locale.getISOCountries()).contains(region)) {
            throw ApiError.invalid(name, "must be a country of ISO 3166-1, two letters, e.g. MX");
        }
        return region;
    }
}
