package io.vuelta.domain.action;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.contact.People;
import io.vuelta.domain.dispatch.MessageTemplate;
import io.vuelta.domain.dispatch.MessageTemplates;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Lines;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks whether the templates of a campaign that has not begun can be sent to its contacts. A parameter is missing if
 * no waiting contact has a value for it. If only some contacts lack a value, only they are refused, and the preflight
 * counts them. Contacts are read until one has a value for each parameter: usually the first.
 */
public final class CheckTemplates {
    private static final String APPROVED = "APPROVED";

    /** Statuses of templates that are out of use, temporarily or permanently: the alternative is sent instead. */
    private static final Set<String> OUT = Set.of("PAUSED", "DISABLED");

    private final Campaigns campaigns;
    private final ContactLook contacts;
    private final Lines lines;
    private final MessageTemplates templates;

    public CheckTemplates(
            Campaigns campaigns, People people, Lines lines, MessageTemplates templates, InstantSource clock) {
        this.campaigns = campaigns;
        this.contacts = new ContactLook(people, clock);
        this.lines = lines;
        this.templates = templates;
    }

    /** The result of the check. */
    public sealed interface Result {
        /** The campaign can begin, or there is nothing to check. */
        record Ready() implements Result {}

        /**
         * A template that cannot be sent.
         *
         * @param what the cause: the name of a parameter, the status at the provider, or the part that Vuelta cannot
         *     fill; empty if the template itself is missing
         */
        record Unfit(String template, String language, Why why, String what) implements Result {}

        /** The provider could not be reached; the check can be repeated later. */
        record Unavailable(String reason) implements Result {}
    }

    /** Why a template cannot be sent. */
    public enum Why {
        /** The provider has no such template in this language. */
        NOT_FOUND,
        /** The provider has not approved the template, or no longer lets it be sent. */
        NOT_APPROVED,
        /** The template has an image, and the campaign has none. */
        IMAGE_MISSING,
        /** No contact field, column or variable has a value for this parameter of the template. */
        PARAMETER_MISSING,
        /** The template has a part that Vuelta cannot fill. */
        UNSUPPORTED
    }

    public Result check(CampaignId id) {
        Optional<Campaign> found = campaigns.find(id);
        if (found.isEmpty()
                || !Set.of(CampaignStatus.PENDING, CampaignStatus.READY)
                        .contains(found.get().status())
                || !(found.get().settings().opening() instanceof MessageContent.Template opening)) {
            return new Result.Ready();
        }
        Line line = lines.find(found.get().line()).orElseThrow();
        List<MessageTemplate> known = new ArrayList<>();
        for (String name : opening.names()) {
            switch (templates.find(line, name, opening.language())) {
                case MessageTemplates.Found.Known there -> known.add(there.template());
                case MessageTemplates.Found.NotThere _ -> {
                    return new Result.Unfit(name, opening.language(), Why.NOT_FOUND, "");
                }
                case MessageTemplates.Found.Unavailable unavailable -> {
                    return new Result.Unavailable(unavailable.reason());
                }
            }
        }
        return known.stream()
                .map(template -> check(template, opening))
                .filter(result -> !(result instanceof Result.Ready))
                .findFirst()
                .orElseGet(() -> parameters(found.get(), known));
    }

    private static Result check(MessageTemplate template, MessageContent.Template opening) {
        boolean replaced = OUT.contains(template.status())
                && opening.alternative() != null
                && template.name().equals(opening.name());
        if (!template.status().equals(APPROVED) && !replaced) {
            return unfit(template, Why.NOT_APPROVED, template.status());
        }
        if (!template.unsupported().isEmpty()) {
            return unfit(template, Why.UNSUPPORTED, template.unsupported().getFirst());
        }
        if (template.imageHeader() && opening.image() == null) {
            return unfit(template, Why.IMAGE_MISSING, "");
        }
        return new Result.Ready();
    }

    private static Result.Unfit unfit(MessageTemplate template, Why why, String what) {
        return new Result.Unfit(template.name(), template.language(), why, what);
    }

    /**
     * No contact waits, or some contact has a value for each parameter, or not all could be read: the campaign can
     * begin.
     */
    private Result parameters(Campaign campaign, List<MessageTemplate> known) {
        Map<MessageTemplate, List<String>> lacking = new LinkedHashMap<>();
        boolean all = contacts.over(campaign, contact -> {
            if (contact.waits()) {
                known.forEach(template -> lacking.merge(
                        template,
                        template.missing(contact),
                        (some, others) -> some.stream().filter(others::contains).toList()));
            }
            return lacking.isEmpty() || lacking.values().stream().anyMatch(names -> !names.isEmpty());
        });
        return !all
                ? new Result.Ready()
                : lacking.entrySet().stream()
                        .filter(template -> !template.getValue().isEmpty())
                        .findFirst()
                        .<Result>map(template -> unfit(
                                template.getKey(),
                                Why.PARAMETER_MISSING,
                                template.getValue().getFirst()))
                        .orElseGet(Result.Ready::new);
    }
}
