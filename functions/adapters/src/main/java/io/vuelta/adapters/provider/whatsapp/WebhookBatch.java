package io.vuelta.adapters.provider.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.adapters.provider.whatsapp.ReplyText.Meaning;
import io.vuelta.domain.attempt.AgentReply;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.contact.Attempts.Sent;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.phone.UserId;
import io.vuelta.domain.phone.UserIds;
import io.vuelta.domain.settle.EarlyReply;
import io.vuelta.domain.settle.Webhooks.ParsedEvent;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.domain.suppression.Consent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The content of one webhook request of Meta, collected piece by piece. An error in one piece does not stop the others.
 */
final class WebhookBatch {
    /**
     * How long a reply may arrive before the record of the message that it answers; a later one does not answer a
     * message of Vuelta.
     */
    private static final Duration OVERTAKES = Duration.ofMinutes(1);

    /**
     * The kinds of messages that count as an answer. A reaction, an order or the report of a changed number does not.
     */
    private static final Set<String> ANSWERS = Set.of(
            "text", "button", "interactive", "image", "audio", "video", "document", "sticker", "location", "contacts");

    private static final List<String> WRITTEN =
            List.of("/text/body", "/image/caption", "/video/caption", "/document/caption");

    private static final List<String> ON_A_BUTTON = List.of(
            "/button/text",
            "/button/payload",
            "/interactive/button_reply/title",
            "/interactive/button_reply/id",
            "/interactive/list_reply/title");

    /** The smaller text under the title. */
    private static final String DESCRIPTION = "/interactive/list_reply/description";

    private static final List<String> MEDIA = List.of("image", "audio", "video", "document", "sticker");

    private static final int MAX_ID = 256;

    private static final Pattern E164_DIGITS = Pattern.compile("[1-9][0-9]{6,14}");

    private final Line line;
    private final Attempts attempts;
    private final UserIds userIds;
    private final NumberReader numbers;
    private final Instant now;
    /** The people named in earlier pieces, by user id. */
    private final Map<UserId, PhoneNumber> named = new HashMap<>();

    /** The people named in replies: they are written here, the others together with the reports of their messages. */
    private final Map<UserId, PhoneNumber> learnt = new LinkedHashMap<>();

    private final List<ParsedEvent.Event> events = new ArrayList<>();
    private final List<Consent> consents = new ArrayList<>();
    private final List<ReceivedMessage> received = new ArrayList<>();
    private final List<EarlyReply> early = new ArrayList<>();
    private final List<ParsedEvent.ReplyReport> reports = new ArrayList<>();
    private final List<ParsedEvent.LineTrouble> troubles = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();
    private final List<String> again = new ArrayList<>();

    WebhookBatch(Line line, Attempts attempts, UserIds userIds, NumberReader numbers, Instant now) {
        this.line = line;
        this.attempts = attempts;
        this.userIds = userIds;
        this.numbers = numbers;
        this.now = now;
    }

    ParsedEvent reading() {
        try {
            userIds.putListed(learnt);
        } catch (StoreBusy e) {
            again.add(String.valueOf(e.getMessage()));
        }
        return new ParsedEvent.Events(events, consents, received, early, reports, troubles, ignored, again);
    }

    void ignore(String why) {
        ignored.add(why);
    }

    void trouble(ProviderTrouble.Wider trouble, String reason, Instant at) {
        troubles.add(new ParsedEvent.LineTrouble(trouble, reason, at));
    }

    /** Reads each piece. If one cannot be processed now, the provider must post the request again. */
    void each(JsonNode pieces, Consumer<JsonNode> read) {
        for (JsonNode piece : pieces) {
            try {
                read.accept(piece);
            } catch (StoreBusy e) {
                again.add(String.valueOf(e.getMessage()));
            } catch (IllegalArgumentException e) {
                ignore("a piece that cannot be read: " + e.getMessage());
            }
        }
    }

    // Statuses

    /**
     * Reads the status of a message. The status contains the attempt, or the message is found by its id and recipient.
     */
    void status(JsonNode status) {
        Optional<ReplyMark> reply =
                JsonBody.text(status, "/biz_opaque_callback_data").flatMap(ReplyMark::parse);
        if (reply.isPresent()) {
            ofReply(reply.get(), status);
            return;
        }
        Optional<String> id = id(status, "/id");
        Optional<UserId> user = user(status, "/recipient_user_id");
        Optional<PhoneNumber> number = number(status, "/recipient_id");
        Optional<AttemptId> attempt = JsonBody.text(status, "/biz_opaque_callback_data")
                .flatMap(AttemptId::parse)
                .or(() -> number.or(() -> user.flatMap(this::numberOf))
                        .flatMap(to -> id.flatMap(of -> attempts.sent(line.id(), to, of)))
                        .map(Sent::attempt));
        if (attempt.isEmpty() || id.isEmpty()) {
            ignore("a status that names no attempt");
            return;
        }
        user.ifPresent(known -> number.ifPresent(to -> named.put(known, to)));
        String value = status.path("status").asText();
        switch (value) {
            case "sent" -> reported(attempt.get(), id.get(), MessageStatus.SENT, at(status), user);
            case "delivered" -> reported(attempt.get(), id.get(), MessageStatus.DELIVERED, at(status), user);
            case "read", "played" -> reported(attempt.get(), id.get(), MessageStatus.READ, at(status), user);
            case "failed" -> failed(attempt.get(), status);
            default -> ignore("status " + value);
        }
    }

    /** Reads a status of a reply that an agent wrote. */
    private void ofReply(ReplyMark reply, JsonNode status) {
        String value = status.path("status").asText();
        AgentReply.Status is = switch (value) {
            case "sent" -> AgentReply.Status.SENT;
            case "delivered" -> AgentReply.Status.DELIVERED;
            case "read", "played" -> AgentReply.Status.READ;
            case "failed" -> AgentReply.Status.FAILED;
            default -> null;
        };
        if (is == null) {
            ignore("status " + value);
        } else {
            String error = is == AgentReply.Status.FAILED ? failure(status) : null;
            reports.add(new ParsedEvent.ReplyReport(reply.attempt(), reply.reply(), is, error));
        }
    }

    private static String failure(JsonNode status) {
        JsonNode code = status.at("/errors/0/code");
        return code.canConvertToInt() ? MetaErrors.reason(code.intValue()) : "WHATSAPP_FAILED";
    }

    private void reported(AttemptId attempt, String id, MessageStatus status, Instant at, Optional<UserId> user) {
        events.add(new ParsedEvent.Event(attempt, new MessageEvent.Reported(id, status, at, user.orElse(null))));
    }

    private void failed(AttemptId attempt, JsonNode status) {
        int known = status.at("/errors/0/code").asInt(-1);
        events.add(new ParsedEvent.Event(
                attempt,
                new MessageEvent.Refused(failure(status), MetaErrors.fault(MetaErrors.of(known)), at(status))));
    }

    // Replies

    void reply(JsonNode reply) {
        String type = reply.path("type").asText();
        if (!ANSWERS.contains(type)) {
            ignore("a message of type " + type);
            return;
        }
        Optional<Payload> payload = payload(reply);
        Optional<PhoneNumber> person = person(reply);
        Meaning meaning = meaning(reply);
        Optional<String> quoted = id(reply, "/context/id");
        Optional<Sent> answered = answered(reply, payload, person);
        if (answered.isPresent()) {
            if (meaning instanceof Meaning.Stop stop) {
                // The do-not-contact entry is written before the message is forwarded, so that an immediate reply of
                // the agent is refused.
                person.ifPresent(from -> consents.add(new Consent.StopWord(from, stop.word(), at(reply))));
            }
            events.add(new ParsedEvent.Event(
                    answered.get().attempt(),
                    event(meaning, payload, answered.get().providerId(), at(reply))));
            keep(reply, type, answered.get().attempt());
        } else if (meaning instanceof Meaning.Stop stop && person.isPresent()) {
            consents.add(new Consent.StopWord(person.get(), stop.word(), at(reply)));
        } else if (quoted.isPresent() && person.isPresent() && at(reply).isAfter(now.minus(OVERTAKES))) {
            early.add(early(reply, type, person.get(), quoted.get(), meaning));
        } else {
            ignore("a reply to no message of ours");
        }
    }

    /**
     * The person's number: from the reply, or otherwise by the user id, which every status of a message to this person
     * contains together with the number.
     */
    private Optional<PhoneNumber> person(JsonNode reply) {
        Optional<UserId> user = user(reply, "/from_user_id");
        Optional<PhoneNumber> from = number(reply, "/from");
        if (from.isPresent()) {
            user.ifPresent(id -> learnt.put(id, from.get()));
            user.ifPresent(id -> named.put(id, from.get()));
            return from;
        }
        return user.flatMap(this::numberOf);
    }

    private Optional<PhoneNumber> numberOf(UserId id) {
        return Optional.ofNullable(named.get(id)).or(() -> userIds.find(id));
    }

    /** The quoted message, if it is from Vuelta; otherwise the latest message to this person. */
    private Optional<Sent> answered(JsonNode reply, Optional<Payload> payload, Optional<PhoneNumber> person) {
        Optional<String> quoted = id(reply, "/context/id");
        if (payload.isPresent() && quoted.isPresent()) {
            return Optional.of(new Sent(payload.get().attempt(), quoted.get()));
        }
        // If the reply contains no known person, the id of the quoted message may contain the number.
        Optional<PhoneNumber> to =
                person.or(() -> quoted.flatMap(Wamid::recipient).flatMap(this::number));
        return to.flatMap(known -> quoted.flatMap(id -> attempts.sent(line.id(), known, id)))
                .or(() -> person.flatMap(known -> attempts.sent(line.id(), known, null)));
    }

    private static Optional<Payload> payload(JsonNode reply) {
        return JsonBody.text(reply, "/button/payload")
                .or(() -> JsonBody.text(reply, "/interactive/button_reply/id"))
                .flatMap(Payload::parse);
    }

    private static MessageEvent event(Meaning meaning, Optional<Payload> payload, String id, Instant at) {
        if (meaning instanceof Meaning.Stop stop) {
            return new MessageEvent.Stopped(id, stop.word(), at);
        }
        // The payload of our own button decides, with any text on the button.
        MessageStatus status = payload.map(pressed ->
                        pressed.kind() == Payload.Kind.REJECT ? MessageStatus.REJECTED : MessageStatus.ACCEPTED)
                .orElseGet(() -> switch (meaning) {
                    case Meaning.Stop _ -> MessageStatus.REJECTED;
                    case Meaning.No _ -> MessageStatus.REJECTED;
                    case Meaning.Yes _ -> MessageStatus.ACCEPTED;
                    case Meaning.Other _ -> MessageStatus.READ;
                });
        return status == MessageStatus.READ
                ? MessageEvent.Reported.written(id, at)
                : new MessageEvent.Reported(id, status, at);
    }

    /**
     * The meaning of a reply: among all its texts, the first stop word, or otherwise the first text with a clear
     * meaning. The description of an entry of a list can only be a stop word, because the title has the answer.
     */
    private static Meaning meaning(JsonNode reply) {
        List<Meaning> meanings = Stream.concat(
                        WRITTEN.stream()
                                .flatMap(text -> JsonBody.text(reply, text).stream())
                                .map(ReplyText::of),
                        ON_A_BUTTON.stream()
                                .flatMap(text -> JsonBody.text(reply, text).stream())
                                .map(ReplyText::ofButton))
                .toList();
        Stream<Meaning> description = JsonBody.text(reply, DESCRIPTION).stream().map(ReplyText::ofButton);
        return Stream.concat(meanings.stream(), description)
                .filter(Meaning.Stop.class::isInstance)
                .findFirst()
                .or(() -> meanings.stream()
                        .filter(meaning -> !(meaning instanceof Meaning.Other))
                        .findFirst())
                .orElseGet(Meaning.Other::new);
    }

    private EarlyReply early(JsonNode reply, String type, PhoneNumber from, String quoted, Meaning meaning) {
        return new EarlyReply(
                line.id(),
                from,
                quoted,
                event(meaning, Optional.empty(), quoted, at(reply)),
                id(reply, "/id").orElse(null),
                type,
                text(reply),
                media(reply));
    }

    private void keep(JsonNode reply, String type, AttemptId attempt) {
        id(reply, "/id")
                .ifPresentOrElse(
                        id -> received.add(
                                new ReceivedMessage(attempt, id, type, text(reply), media(reply), at(reply))),
                        () -> ignore("a reply without an id of at most " + MAX_ID + " characters"));
    }

    private static String text(JsonNode reply) {
        return Stream.concat(WRITTEN.stream(), ON_A_BUTTON.stream())
                .flatMap(pointer -> JsonBody.text(reply, pointer).stream())
                .filter(said -> Payload.parse(said).isEmpty())
                .findFirst()
                .map(said -> JsonBody.text(reply, DESCRIPTION)
                        .map(more -> said + "\n" + more)
                        .orElse(said))
                .orElseGet(() -> ReplyContent.of(reply));
    }

    private static @Nullable String media(JsonNode reply) {
        return MEDIA.stream()
                .flatMap(kind -> id(reply, "/" + kind + "/id").stream())
                .findFirst()
                .orElse(null);
    }

    // WhatsApp's own menu

    void preference(JsonNode preference) {
        Optional<PhoneNumber> number = number(preference, "/wa_id")
                .or(() -> user(preference, "/user_id").flatMap(this::numberOf));
        String value = preference.path("value").asText();
        if (number.isEmpty()) {
            ignore("a preference of an unknown person");
        } else if (value.equals("stop")) {
            consents.add(new Consent.MenuStop(number.get(), at(preference)));
        } else if (value.equals("resume")) {
            consents.add(new Consent.MenuResume(number.get(), at(preference)));
        } else {
            ignore("preference " + value);
        }
    }

    // Fields

    /**
     * The number at a JSON pointer. Meta writes numbers without +, and some in another form than the dialled one: both
     * forms have the same identity key. A number is accepted even if the numbering metadata does not contain its range
     * yet.
     */
    private Optional<PhoneNumber> number(JsonNode node, String pointer) {
        return JsonBody.text(node, pointer).flatMap(this::number);
    }

    private Optional<PhoneNumber> number(String digits) {
        return numbers.read("+" + digits, "ZZ")
                .canonical()
                .or(() -> Optional.of(digits)
                        .filter(text -> E164_DIGITS.matcher(text).matches())
                        .map(text -> new PhoneNumber("+" + text)));
    }

    private static Optional<UserId> user(JsonNode node, String pointer) {
        return JsonBody.text(node, pointer).flatMap(UserId::parse);
    }

    /**
     * The id at a JSON pointer. Meta's ids have about sixty characters; ids that are too long to be stored are ignored.
     */
    private static Optional<String> id(JsonNode node, String pointer) {
        return JsonBody.text(node, pointer).filter(id -> id.length() <= MAX_ID);
    }

    /** The instant of a piece, in Unix seconds as text or number; now if there is none. */
    Instant at(JsonNode node) {
        String seconds = node.path("timestamp").asText();
        return seconds.matches("[0-9]{1,11}") ? Instant.ofEpochSecond(Long.parseLong(seconds)) : now;
    }
}
