package vuelta.adapters.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.MessageEvent;
import vuelta.domain.attempt.MessageStatus;
import vuelta.domain.contact.Attempts;
import vuelta.domain.contact.Attempts.Sent;
import vuelta.domain.line.Line;
import vuelta.domain.phone.NumberReader;
import vuelta.domain.phone.PhoneNumber;
import vuelta.domain.settle.Webhooks.Reading;

/** What one post of Meta's tells, gathered piece by piece. */
final class Told {
    /** A reply that overtakes the record of what it answers is asked for again; later ones answer nothing of ours. */
    private static final Duration OVERTAKES = Duration.ofMinutes(1);

    /** What a person can send that is an answer; a reaction, an order or the news of a changed number is none. */
    private static final Set<String> ANSWERS = Set.of(
            "text", "button", "interactive", "image", "audio", "video", "document", "sticker", "location", "contacts");

    private static final int LONGEST_ID = 256;

    private static final Pattern E164_DIGITS = Pattern.compile("[1-9][0-9]{6,14}");

    private final Line line;
    private final Attempts attempts;
    private final NumberReader numbers;
    private final Instant now;
    private final List<Reading.Event> events = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();
    private @Nullable String later;

    Told(Line line, Attempts attempts, NumberReader numbers, Instant now) {
        this.line = line;
        this.attempts = attempts;
        this.numbers = numbers;
        this.now = now;
    }

    Reading reading() {
        return later == null ? new Reading.Events(events, ignored) : new Reading.Later(later);
    }

    void ignore(String why) {
        ignored.add(why);
    }

    /** Of a message that carries its attempt; others are not ours. */
    void status(JsonNode status) {
        Optional<AttemptId> attempt =
                Json.text(status, "/biz_opaque_callback_data").flatMap(AttemptId::parse);
        Optional<String> id = id(status, "/id");
        if (attempt.isEmpty() || id.isEmpty()) {
            ignore("a status that names no attempt");
            return;
        }
        String word = status.path("status").asText();
        switch (word) {
            case "sent" -> reported(attempt.get(), id.get(), MessageStatus.SENT, at(status));
            case "delivered" -> reported(attempt.get(), id.get(), MessageStatus.DELIVERED, at(status));
            case "read", "played" -> reported(attempt.get(), id.get(), MessageStatus.READ, at(status));
            case "failed" -> failed(attempt.get(), status);
            default -> ignore("status " + word);
        }
    }

    private void reported(AttemptId attempt, String id, MessageStatus status, Instant at) {
        events.add(new Reading.Event(attempt, new MessageEvent.Reported(id, status, at)));
    }

    private void failed(AttemptId attempt, JsonNode status) {
        JsonNode code = status.at("/errors/0/code");
        int known = code.asInt(-1);
        String reason = code.canConvertToInt() ? MetaErrors.reason(known) : "WHATSAPP_FAILED";
        events.add(new Reading.Event(
                attempt, new MessageEvent.Refused(reason, MetaErrors.fault(MetaErrors.of(known)), at(status))));
    }

    void reply(JsonNode reply) {
        String type = reply.path("type").asText();
        if (!ANSWERS.contains(type)) {
            ignore("a message of type " + type);
            return;
        }
        Optional<Payload> payload = Json.text(reply, "/button/payload")
                .or(() -> Json.text(reply, "/interactive/button_reply/id"))
                .flatMap(Payload::parse);
        Optional<String> context = id(reply, "/context/id");
        Optional<Sent> answered = payload.isPresent() && context.isPresent()
                ? Optional.of(new Sent(payload.get().attempt(), context.get()))
                : from(reply).flatMap(from -> attempts.sent(line.id(), from, context.orElse(null)));
        if (answered.isPresent()) {
            events.add(new Reading.Event(answered.get().attempt(), event(reply, payload, answered.get())));
        } else if (context.isPresent() && at(reply).isAfter(now.minus(OVERTAKES))) {
            later = "a reply to a message that is not recorded yet";
        } else {
            ignore("a reply to no message of ours");
        }
    }

    private MessageEvent event(JsonNode reply, Optional<Payload> payload, Sent answered) {
        Instant at = at(reply);
        Optional<String> word = Json.text(reply, "/text/body")
                .flatMap(StopWords::of)
                .or(() -> Json.text(reply, "/button/text")
                        .or(() -> Json.text(reply, "/interactive/button_reply/title"))
                        .flatMap(StopWords::ofButton));
        if (word.isPresent()) {
            return new MessageEvent.Stopped(answered.providerId(), word.get(), at);
        }
        boolean rejects =
                payload.filter(pressed -> pressed.kind() == Payload.Kind.REJECT).isPresent();
        return new MessageEvent.Reported(
                answered.providerId(), rejects ? MessageStatus.REJECTED : MessageStatus.ACCEPTED, at);
    }

    /**
     * Meta writes numbers without +, and some in another form than the one that was dialled: both forms have the same identity
     * key. A person who writes has a number, even if the reader does not know its range yet.
     */
    private Optional<PhoneNumber> from(JsonNode reply) {
        return Json.text(reply, "/from").flatMap(from -> switch (numbers.read("+" + from, "ZZ")) {
            case NumberReader.Reading.Plain plain -> Optional.of(plain.number());
            case NumberReader.Reading.Repaired repaired -> Optional.of(repaired.number());
            case NumberReader.Reading.Unreadable unreadable ->
                E164_DIGITS.matcher(from).matches() ? Optional.of(new PhoneNumber("+" + from)) : Optional.empty();
        });
    }

    /** Meta's ids have some sixty characters; longer ones could not be kept. */
    private static Optional<String> id(JsonNode told, String pointer) {
        return Json.text(told, pointer).filter(id -> id.length() <= LONGEST_ID);
    }

    /** Unix seconds, as text; now where it is none. */
    private Instant at(JsonNode told) {
        String seconds = told.path("timestamp").asText();
        return seconds.matches("[0-9]{1,11}") ? Instant.ofEpochSecond(Long.parseLong(seconds)) : now;
    }
}
