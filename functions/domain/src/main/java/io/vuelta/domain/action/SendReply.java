package io.vuelta.domain.action;

import io.vuelta.domain.attempt.AgentReplies;
import io.vuelta.domain.attempt.AgentReply;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.attempt.ReceivedMessages;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.dispatch.ReplyProvider;
import io.vuelta.domain.dispatch.ReplyProvider.Answer;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.suppression.Suppression;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends the agent's reply to a person who has answered a message, at most once. The reply is stored before the request
 * to the provider, and a stored reply is not sent again, even if its result is unknown.
 */
public final class SendReply {
    /** How long after a person's last message replies without a template are allowed. */
    public static final Duration WINDOW = Duration.ofHours(24);

    /** Source of a do-not-contact entry that was made because of the provider's answer to a reply. */
    private static final String SOURCE = "provider";

    private final Campaigns campaigns;
    private final Attempts attempts;
    private final Lines lines;
    private final DoNotContact doNotContact;
    private final ReceivedMessages received;
    private final AgentReplies replies;
    private final ReplyProvider provider;
    private final InstantSource clock;

    public SendReply(
            Campaigns campaigns,
            Attempts attempts,
            Lines lines,
            DoNotContact doNotContact,
            ReceivedMessages received,
            AgentReplies replies,
            ReplyProvider provider,
            InstantSource clock) {
        this.campaigns = campaigns;
        this.attempts = attempts;
        this.lines = lines;
        this.doNotContact = doNotContact;
        this.received = received;
        this.replies = replies;
        this.provider = provider;
        this.clock = clock;
    }

    /** The result of sending a reply. */
    public sealed interface Sent {
        /** Sent, or possibly sent: the status of the reply shows which. */
        record Done(AgentReply reply) implements Sent {}

        record NoSuchMessage() implements Sent {}

        record LineDeleted() implements Sent {}

        /** The campaign is cancelled. */
        record Over(Campaign campaign) implements Sent {}

        record Archived(Campaign campaign) implements Sent {}

        record Listed(Suppression entry) implements Sent {}

        /**
         * The window for free text is closed: WhatsApp accepts only templates.
         *
         * @param since when the window closed; null if the person has not written yet
         */
        record WindowClosed(@Nullable Instant since) implements Sent {}

        /** The conversation already has {@link AgentReply#MAX_REPLIES} replies. */
        record TooMany() implements Sent {}

        /** The provider refused the reply. */
        record Refused(String reason) implements Sent {}

        /** The provider cannot be reached; the reply may be sent again. */
        record Unavailable(String reason) implements Sent {}
    }

    /**
     * Sends a reply.
     *
     * @param replyId the id of the reply; a repeated request has the same id
     * @param text 1 to {@link AgentReply#MAX_TEXT} characters
     */
    public Sent apply(AttemptId id, String replyId, String text) {
        Optional<Campaign> campaign = campaigns.find(id.campaign());
        Optional<Message> message =
                attempts.find(id).filter(Message.class::isInstance).map(Message.class::cast);
        if (campaign.isEmpty() || message.isEmpty() || message.get().notPlaced()) {
            return new Sent.NoSuchMessage();
        }
        List<AgentReply> written = replies.of(id);
        Optional<AgentReply> known =
                written.stream().filter(reply -> reply.id().equals(replyId)).findFirst();
        if (known.isPresent()) {
            return new Sent.Done(known.get());
        }
        Optional<Line> line = lines.find(message.get().line()).filter(found -> !found.isRemoved());
        if (line.isEmpty()) {
            return new Sent.LineDeleted();
        }
        if (written.size() >= AgentReply.MAX_REPLIES) {
            return new Sent.TooMany();
        }
        Optional<Sent> refusal = refusal(campaign.get(), message.get());
        return refusal.isPresent()
                ? refusal.get()
                : send(line.get(), message.get(), AgentReply.about(id, replyId, text, clock.instant()));
    }

    private Optional<Sent> refusal(Campaign campaign, Message message) {
        Instant now = clock.instant();
        if (campaign.status() == CampaignStatus.CANCELLED) {
            return Optional.of(new Sent.Over(campaign));
        }
        if (campaign.archived()) {
            return Optional.of(new Sent.Archived(campaign));
        }
        Optional<Instant> last =
                received.of(message.id()).stream().map(ReceivedMessage::at).max(Comparator.naturalOrder());
        if (last.isEmpty()) {
            return Optional.of(new Sent.WindowClosed(null));
        }
        Instant closes = last.get().plus(WINDOW);
        if (!now.isBefore(closes)) {
            return Optional.of(new Sent.WindowClosed(closes));
        }
        // This check is the last one, so that its data is as recent as possible.
        return doNotContact.find(message.to(), Channel.WHATSAPP, now).map(Sent.Listed::new);
    }

    private Sent send(Line line, Message message, AgentReply reply) {
        Optional<AgentReply> there = replies.begin(reply);
        if (there.isPresent()) {
            return new Sent.Done(there.get());
        }
        return switch (provider.send(line, message.to(), reply)) {
            case Answer.Taken _ -> noted(reply, AgentReply.Status.SENT, null);
            case Answer.Lost lost -> noted(reply, AgentReply.Status.UNKNOWN, lost.reason());
            case Answer.Unavailable unavailable -> notSent(reply, new Sent.Unavailable(unavailable.reason()));
            case Answer.Refused refused -> notSent(reply, new Sent.Refused(refused.reason()));
            case Answer.WindowClosed _ -> notSent(reply, new Sent.WindowClosed(null));
            case Answer.OptedOut out -> notSent(reply, listed(message, out.reason()));
        };
    }

    private Sent noted(AgentReply reply, AgentReply.Status status, @Nullable String error) {
        try {
            replies.note(reply.attempt(), reply.id(), status, error);
        } catch (StoreBusy _) {
            // The reply was sent. An error here would make the agent send it again. The provider's reports update its
            // status.
        }
        return new Sent.Done(reply.in(status, error));
    }

    private Sent notSent(AgentReply reply, Sent answer) {
        replies.remove(reply.attempt(), reply.id());
        return answer;
    }

    private Sent listed(Message message, String reason) {
        Suppression entry = new Suppression(message.to(), Channel.WHATSAPP, reason, SOURCE, clock.instant(), null);
        doNotContact.put(entry);
        return new Sent.Listed(entry);
    }
}
