package io.vuelta.simulation;

import io.vuelta.domain.action.ActOnContact;
import io.vuelta.domain.action.DuplicateCampaign;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Actions of people on single contacts and on the do-not-contact list, and their copy of a campaign. */
final class ManualActions {
    private final ActOnContact contacts;
    private final DuplicateCampaign duplicate;
    private final Campaigns campaigns;
    private final DoNotContact doNotContact;
    private final Operator operator;
    private final Histories histories;
    private final RecordedRequests requests;
    private final SimulationRandom random;
    private final InstantSource clock;
    private int copies;

    ManualActions(
            ActOnContact contacts,
            DuplicateCampaign duplicate,
            Campaigns campaigns,
            DoNotContact doNotContact,
            Operator operator,
            Histories histories,
            RecordedRequests requests,
            SimulationRandom random,
            InstantSource clock) {
        this.contacts = contacts;
        this.duplicate = duplicate;
        this.campaigns = campaigns;
        this.doNotContact = doNotContact;
        this.operator = operator;
        this.histories = histories;
        this.requests = requests;
        this.random = random;
        this.clock = clock;
    }

    void contact(Instant at, CampaignId campaign, int people) {
        ContactId id = ContactId.of(campaign, Examples.number(random.below(Math.max(1, people))));
        ActOnContact.Action action = random.oneOf(ActOnContact.Action.values());
        operator.request(at, action + " " + id, () -> {
            if (action == ActOnContact.Action.RETRY) {
                requests.again(id, clock.instant());
            }
            if (action == ActOnContact.Action.REMOVE) {
                requests.removed(id);
            }
            ActOnContact.Result result = contacts.act(id, action);
            boolean done = result instanceof ActOnContact.Result.Done;
            // A request repeated after a crash may find the contact already skipped.
            boolean skipped = done || result.equals(new ActOnContact.Result.Refused(ContactStatus.SKIPPED));
            if (skipped && action == ActOnContact.Action.SKIP) {
                requests.skipped(id, clock.instant());
            }
            // A contact that was removed and loaded again starts from the beginning.
            if (done && action != ActOnContact.Action.SKIP) {
                requests.again(id, clock.instant());
            }
        });
    }

    void forbid(Instant at, int people) {
        PhoneNumber number = Examples.number(random.below(Math.max(1, people)));
        @Nullable Channel channel = random.once(2) ? null : random.oneOf(Channel.values());
        @Nullable Instant until = random.once(3) ? at.plus(random.within(Duration.ofHours(5))) : null;
        operator.request(at, "forbid " + number + " " + channel + " until " + until, () -> {
            Instant now = clock.instant();
            if (until == null || until.isAfter(now)) {
                doNotContact.put(new Suppression(number, channel, "asked to stop", "api", now, until));
                requests.forbidden(number, channel, clock.instant(), until);
            }
        });
        if (random.once(4)) {
            Instant lifted = at.plus(random.within(Duration.ofHours(2)));
            operator.request(lifted, "allow " + number, () -> {
                requests.allowed(number, channel, clock.instant());
                doNotContact.remove(number, channel);
            });
        }
    }

    void copy(Instant at, CampaignId of) {
        CampaignId id = new CampaignId(of.value() + "-copy" + copies++);
        UploadId upload = new UploadId(id, "copy");
        Set<ContactStatus> statuses =
                random.once(2) ? Set.of() : Set.of(ContactStatus.FAILED, ContactStatus.VOICEMAIL, ContactStatus.QUEUE);
        histories.expect(id);
        operator.request(at, "copy " + of, () -> {
            // The answer was lost. With its idempotency key the repeated request gets the same answer, or is executed
            // now.
            if (campaigns.find(id).isEmpty()) {
                Campaign original = campaigns.find(of).orElseThrow();
                duplicate.apply(original, id, upload, new DuplicateCampaign.Wanted("copy", statuses, Set.of()));
                operator.act(clock.instant().plus(random.within(Duration.ofMinutes(20))), id, CampaignAction.ACTIVATE);
            }
        });
    }
}
