package io.vuelta.domain.action;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.file.AddContacts;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.domain.upload.IfDuplicate;
import io.vuelta.domain.upload.RowReason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Places one call or message outside any campaign. It creates a campaign for this attempt alone, which appears in no
 * list. So the attempt is placed at most once, at the line's rate, and to no number on the do-not-contact list.
 */
public final class PlaceTestAttempt {
    /**
     * Time limit for the beginning of a test. After it the test is not begun, because the person would no longer expect
     * it.
     */
    public static final Duration BEGINS_WITHIN = Duration.ofMinutes(15);

    private static final int FIRST = 1;

    private final Campaigns campaigns;
    private final AddContacts contacts;
    private final DoNotContact doNotContact;
    private final CheckTemplates templates;
    private final ActOnCampaign actions;
    private final InstantSource clock;

    public PlaceTestAttempt(
            Campaigns campaigns,
            AddContacts contacts,
            DoNotContact doNotContact,
            CheckTemplates templates,
            ActOnCampaign actions,
            InstantSource clock) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.doNotContact = doNotContact;
        this.templates = templates;
        this.actions = actions;
        this.clock = clock;
    }

    /** The result of the request. */
    public sealed interface Result {
        /** The attempt begins as soon as the line has a free slot. */
        record Begun(AttemptId attempt) implements Result {}

        /** The do-not-contact list forbids it. */
        record Listed(Suppression entry) implements Result {}

        /**
         * The contact cannot be used.
         *
         * @param field the invalid field; empty if the reason is not in a single field
         */
        record Refused(String reason, String field) implements Result {}

        record Unfit(CheckTemplates.Result.Unfit template) implements Result {}

        /** The template must be read from the provider first, and the provider cannot be reached. */
        record Unavailable(String reason) implements Result {}
    }

    /** Whether an earlier run of the same request has used this id and was refused. */
    public boolean wasRefused(CampaignId id) {
        return campaigns
                .find(id)
                .filter(campaign -> campaign.status() == CampaignStatus.CANCELLED)
                .isPresent();
    }

    /**
     * Begins the test; continues where an earlier run of the same request stopped.
     *
     * @param id the id of the campaign that is created for the test
     * @param to the contact, with its number in international form
     */
    public Result apply(CampaignId id, Line line, MessageContent content, AddContacts.Given to) {
        Instant now = clock.instant();
        Optional<Campaign> there = campaigns.find(id);
        if (there.isEmpty()) {
            campaigns.create(Campaign.created(
                    id, line.agent(), line.id(), CampaignSettings.ofTest(content, now.plus(BEGINS_WITHIN)), now));
        }
        boolean hasBegun = there.filter(campaign -> campaign.status() != CampaignStatus.PENDING)
                .isPresent();
        Result result = begin(id, line, to, hasBegun);
        if (!(result instanceof Result.Begun)) {
            var _ = actions.act(id, CampaignAction.CANCEL);
        }
        return result;
    }

    private Result begin(CampaignId id, Line line, AddContacts.Given to, boolean hasBegun) {
        AddContacts.Outcome outcome =
                contacts.add(id, List.of(to), IfDuplicate.SKIP) instanceof AddContacts.Result.Added added
                        ? added.outcomes().getFirst()
                        : new AddContacts.Outcome.Failed("", RowReason.CAMPAIGN_FINISHED.name(), List.of());
        return switch (outcome) {
            case AddContacts.Outcome.Created created -> begin(id, line, created.number(), hasBegun);
            case AddContacts.Outcome.Updated updated -> begin(id, line, updated.number(), hasBegun);
            case AddContacts.Outcome.Requeued requeued -> begin(id, line, requeued.number(), hasBegun);
            case AddContacts.Outcome.Skipped skipped -> begin(id, line, skipped.number(), hasBegun);
            case AddContacts.Outcome.Failed failed ->
                new Result.Refused(failed.reason(), String.join(", ", failed.fields()));
        };
    }

    private Result begin(CampaignId id, Line line, PhoneNumber number, boolean hasBegun) {
        AttemptId attempt = new AttemptId(ContactId.of(id, number), FIRST);
        if (hasBegun) {
            return new Result.Begun(attempt);
        }
        Optional<Suppression> entry = doNotContact.find(number, line.channel(), clock.instant());
        if (entry.isPresent()) {
            return new Result.Listed(entry.get());
        }
        return switch (templates.check(id)) {
            case CheckTemplates.Result.Unfit unfit -> new Result.Unfit(unfit);
            case CheckTemplates.Result.Unavailable unavailable -> new Result.Unavailable(unavailable.reason());
            case CheckTemplates.Result.Ready _ -> {
                var _ = actions.act(id, CampaignAction.ACTIVATE);
                yield new Result.Begun(attempt);
            }
        };
    }
}
