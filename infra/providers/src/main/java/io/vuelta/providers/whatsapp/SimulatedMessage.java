package io.vuelta.providers.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.providers.whatsapp.MessageEnding.Event;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An accepted message with all of its future events.
 *
 * @param id the wamid
 * @param request the body as it was received; it fulfils all {@link SendRules}
 * @param outcome the person's final reaction
 * @param callback the address for the message's events; null for none
 * @param steps the events in their order
 */
record SimulatedMessage(
        String id,
        JsonNode request,
        MessageEnding outcome,
        Instant acceptedAt,
        @Nullable URI callback,
        List<Step> steps) {

    SimulatedMessage {
        steps = List.copyOf(steps);
    }

    /** An event, its time, and how its callback arrives. */
    record Step(Event event, Instant at, Arrival arrival) {}

    /** How a callback arrives. */
    enum Arrival {
        ON_TIME,
        LOST,
        /** The callback is sent again, together with all earlier events of the message. */
        TWICE,
        LATE
    }

    /**
     * The steps of a message; their durations are simulated time, which passes {@code speed} times faster than real
     * time.
     */
    static List<Step> steps(
            MessageEnding outcome, Instant accepted, double speed, CallbackFaults faults, RandomGenerator random) {
        List<Step> steps = new ArrayList<>();
        Duration life = Duration.ZERO;
        for (Event event : outcome.events()) {
            life = life.plus(
                    switch (event) {
                        case SENT -> millis(200, 500, random);
                        case DELIVERED, FAILED -> millis(800, 3_000, random);
                        case READ -> millis(4_000, 60_000, random);
                        case ACCEPTS, REJECTS, STOPS, MENU_STOPS -> millis(4_000, 40_000, random);
                    });
            Instant at = accepted.plus(Duration.ofNanos(Math.round(life.toNanos() / speed)));
            steps.add(new Step(event, at.truncatedTo(ChronoUnit.MILLIS), arrival(faults, random)));
        }
        return steps;
    }

    private static Duration millis(int least, int most, RandomGenerator random) {
        return Duration.ofMillis(random.nextInt(least, most));
    }

    private static Arrival arrival(CallbackFaults faults, RandomGenerator random) {
        double point = random.nextDouble();
        if (point < faults.lost()) {
            return Arrival.LOST;
        }
        if (point < faults.lost() + faults.doubled()) {
            return Arrival.TWICE;
        }
        return point < faults.lost() + faults.doubled() + faults.late() ? Arrival.LATE : Arrival.ON_TIME;
    }

    /** E.164, with +. */
    String to() {
        String to = request.path("to").asText();
        return to.startsWith("+") ? to : "+" + to;
    }

    /**
     * As Meta writes the number: without +, in Mexico and Argentina with the digit that mobile numbers had, and in Brazil's areas
     * from 31 on without their ninth digit.
     */
    String waId() {
        return waId(to());
    }

    static String waId(String to) {
        String digits = to.startsWith("+") ? to.substring(1) : to;
        if (digits.startsWith("52") && digits.length() == 12) {
            return "521" + digits.substring(2);
        }
        if (digits.matches("55(?:3[1-9]|[4-9][0-9])9[6-9][0-9]{7}")) {
            return digits.substring(0, 4) + digits.substring(5);
        }
        return digits.startsWith("54") && !digits.startsWith("549") ? "549" + digits.substring(2) : digits;
    }

    /** The person's id for this business; it is the same for every message. */
    String userId() {
        return "MX." + (10_000_000_000_000_000L + Integer.toUnsignedLong(to().hashCode()));
    }

    /** Whether the person's messages are shown without their number. */
    boolean nameless() {
        return MagicMessageNumber.of(to()) == MagicMessageNumber.NAMELESS;
    }

    @Nullable
    String attempt() {
        return request.path("biz_opaque_callback_data").asText(null);
    }

    /** The payload of the quick-reply button at this place among them; empty if there is none. */
    String payload(int nth) {
        int found = 0;
        for (JsonNode component : request.at("/template/components")) {
            if (component.path("type").asText().equals("button") && found++ == nth) {
                return component.at("/parameters/0/payload").asText();
            }
        }
        return "";
    }

    /** The entry of the log at this moment. */
    LoggedMessage logged(Instant now) {
        List<String> body = new ArrayList<>();
        for (JsonNode component : request.at("/template/components")) {
            if (component.path("type").asText().equals("body")) {
                component
                        .path("parameters")
                        .forEach(parameter -> body.add(parameter.path("text").asText()));
            }
        }
        JsonNode text = request.at("/text/body");
        if (text.isTextual()) {
            body.add(text.textValue());
        }
        return new LoggedMessage(
                id,
                to(),
                request.at("/template/name").asText(),
                attempt(),
                body,
                acceptedAt,
                outcome,
                steps.stream()
                        .filter(step ->
                                step.arrival() != Arrival.LOST && !step.at().isAfter(now))
                        .map(step -> step.event().name().toLowerCase(Locale.ROOT))
                        .toList());
    }
}
