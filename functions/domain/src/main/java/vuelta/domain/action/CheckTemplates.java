package vuelta.domain.action;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.CampaignStatus;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.campaign.Opening;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.Contacts;
import vuelta.domain.contact.Sweep;
import vuelta.domain.dispatch.MessageTemplate;
import vuelta.domain.dispatch.MessageTemplates;
import vuelta.domain.line.Line;
import vuelta.domain.line.Lines;

/**
 * Whether the templates of a campaign that has not begun can be sent to its contacts. Some contacts are looked at, however
 * many there are: a file has a column for all of them, or has it not; whoever lacks a value alone is refused alone.
 */
public final class CheckTemplates {
    private static final int LOOKED_AT = 25;
    private static final String APPROVED = "APPROVED";

    /** For a while, or for good: the alternative is sent instead. */
    private static final Set<String> OUT = Set.of("PAUSED", "DISABLED");

    private final Campaigns campaigns;
    private final Contacts contacts;
    private final Lines lines;
    private final MessageTemplates templates;

    public CheckTemplates(Campaigns campaigns, Contacts contacts, Lines lines, MessageTemplates templates) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.lines = lines;
        this.templates = templates;
    }

    /** What was found. */
    public sealed interface Result {
        /** Nothing is in the way, or there is nothing to check. */
        record Fine() implements Result {}

        /**
         * A template that cannot be sent.
         *
         * @param what is missing of it: a parameter's name, the provider's status, what we cannot fill in; empty for the
         *     template itself
         */
        record Unfit(String template, String language, Why why, String what) implements Result {}

        /** The provider could not be asked; another time. */
        record Unavailable(String reason) implements Result {}
    }

    /** Why a template cannot be sent. */
    public enum Why {
        NOT_FOUND,
        NOT_APPROVED,
        IMAGE_MISSING,
        PARAMETER_MISSING,
        UNSUPPORTED
    }

    public Result check(CampaignId id) {
        Optional<Campaign> found = campaigns.find(id);
        if (found.isEmpty()
                || !Set.of(CampaignStatus.PENDING, CampaignStatus.READY)
                        .contains(found.get().status())
                || !(found.get().settings().opening() instanceof Opening.Template opening)) {
            return new Result.Fine();
        }
        Line line = lines.find(found.get().line()).orElseThrow();
        List<Contact> some = some(id);
        return Stream.of(opening.name(), opening.alternative())
                .filter(Objects::nonNull)
                .map(name -> check(line, name, opening, some))
                .filter(result -> !(result instanceof Result.Fine))
                .findFirst()
                .orElseGet(Result.Fine::new);
    }

    private Result check(Line line, String name, Opening.Template opening, List<Contact> some) {
        return switch (templates.find(line, name, opening.language())) {
            case MessageTemplates.Found.Known known -> check(known.template(), opening, some);
            case MessageTemplates.Found.NotThere notThere ->
                new Result.Unfit(name, opening.language(), Why.NOT_FOUND, "");
            case MessageTemplates.Found.Unavailable unavailable -> new Result.Unavailable(unavailable.reason());
        };
    }

    private static Result check(MessageTemplate template, Opening.Template opening, List<Contact> some) {
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
        return missing(template, some)
                .<Result>map(parameter -> unfit(template, Why.PARAMETER_MISSING, parameter))
                .orElseGet(Result.Fine::new);
    }

    private static Result unfit(MessageTemplate template, Why why, String what) {
        return new Result.Unfit(template.name(), template.language(), why, what);
    }

    /** A parameter for which none of them has anything. */
    private static Optional<String> missing(MessageTemplate template, List<Contact> some) {
        return some.stream()
                .map(template::missing)
                .reduce((one, other) -> one.stream().filter(other::contains).toList())
                .flatMap(parameters -> parameters.stream().findFirst());
    }

    /** Of the first partition that has any. */
    private List<Contact> some(CampaignId id) {
        for (int shard = 0; shard < Sweep.SHARDS; shard++) {
            List<Contact> page = contacts.after(id, new Sweep(shard, ""), LOOKED_AT).contacts().stream()
                    .map(contacts::withData)
                    .toList();
            if (!page.isEmpty()) {
                return page;
            }
        }
        return List.of();
    }
}
