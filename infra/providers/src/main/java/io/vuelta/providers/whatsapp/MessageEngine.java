package io.vuelta.providers.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.simulator.CallbackDelivery;
import io.vuelta.providers.simulator.CallbackDelivery.Sending;
import io.vuelta.providers.simulator.SimulatorJson;
import io.vuelta.providers.whatsapp.SimulatedMessage.Arrival;
import io.vuelta.providers.whatsapp.SimulatedMessage.Step;
import io.vuelta.server.Journal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Accepts messages and runs them: it keeps the templates, the media, the time, the journal and the callbacks. Events
 * that cannot be computed again are journaled before they take effect; everything else follows from the seed.
 */
final class MessageEngine implements AutoCloseable {

    /** Meta repeats a refused callback for days; the simulator does so for this time. */
    private static final Duration AGAIN = Duration.ofSeconds(60);

    /** Time since a person's last message. */
    private static final Duration WINDOW = Duration.ofHours(24);

    private static final int MAX_LATE_MILLIS = 3_000;

    private final WhatsAppSimulator.Options options;
    private final MetaWebhook webhook;
    private final SendRules rules;
    private final Journal journal;
    private final CallbackDelivery callbacks;
    private final List<Template> templates = new ArrayList<>();
    private final Set<String> media = new HashSet<>();
    private final Map<String, SimulatedMessage> messages = new LinkedHashMap<>();
    private final Map<String, Integer> messagesTo = new HashMap<>();
    private final Set<String> throttled = new HashSet<>();

    /** One timer for each pending event. */
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(
            2,
            Thread.ofPlatform().daemon().name("whatsapp-timer-", 0).factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    MessageEngine(WhatsAppSimulator.Options options) {
        this.options = options;
        this.webhook = new MetaWebhook(options);
        this.rules = new SendRules(this::template, media::contains);
        this.journal = Journal.open(options.journal());
        this.callbacks = new CallbackDelivery(journal);
        sampleTemplates().forEach(json -> templates.add(new Template(json)));
    }

    private static JsonNode sampleTemplates() {
        try (InputStream file = Objects.requireNonNull(MessageEngine.class.getResourceAsStream("templates.json"))) {
            return SimulatorJson.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException missing) {
            throw new UncheckedIOException("the simulator's sample templates cannot be read", missing);
        }
    }

    /** Continues with the journal: events that became due meanwhile happen now. */
    synchronized void resume() {
        Journal.read(options.journal()).forEach(this::restore);
        messages.values().forEach(this::schedule);
    }

    private void restore(JsonNode line) {
        if (CallbackDelivery.wrote(line)) {
            callbacks.restore(line);
            return;
        }
        switch (line.path("kind").asText()) {
            case "throttled" -> throttled.add(line.path("to").asText());
            case "media" -> media.add(line.path("id").asText());
            case "template_removed" ->
                templates.removeIf(
                        template -> template.name().equals(line.path("name").asText()));
            case "template" -> templates.add(new Template(line.path("template")));
            case "accepted" -> {
                String callback = line.path("callback").asText(null);
                enter(message(
                        line.path("id").asText(),
                        line.path("request"),
                        Instant.parse(line.path("at").asText()),
                        callback == null ? null : URI.create(callback)));
            }
            default ->
                throw new IllegalStateException("the journal has a line of an unknown kind: " + line.path("kind"));
        }
    }

    /**
     * Accepts a message, or returns the reason why not.
     *
     * @param callback the address for the message's events; null for none
     */
    synchronized Acceptance accept(JsonNode request, @Nullable URI callback) {
        MagicMessageNumber magic = MagicMessageNumber.of(request.path("to").asText());
        Optional<GraphError> refusal = rules.firstBroken(request).or(magic::refusal);
        if (refusal.isPresent()) {
            return new Acceptance.Refused(refusal.get());
        }
        String to = request.path("to").asText();
        if (isText(request) && (magic == MagicMessageNumber.WINDOW_CLOSED || !hasWritten(to))) {
            return new Acceptance.Refused(GraphError.WINDOW_CLOSED);
        }
        if (magic == MagicMessageNumber.THROTTLED_ONCE && throttled.add(to)) {
            journal.append(line("throttled").put("to", to));
            return new Acceptance.Refused(GraphError.THROTTLED);
        }
        String id = wamid(to);
        SimulatedMessage message = message(id, request, now(), callback);
        journal.append(line("accepted")
                .put("id", id)
                .put("at", message.acceptedAt().toString())
                .put("callback", callback == null ? null : callback.toString())
                .set("request", request));
        enter(message);
        schedule(message);
        return magic == MagicMessageNumber.CONNECTION_CUT
                ? new Acceptance.AcceptedWithoutAnswer()
                : new Acceptance.Accepted(message);
    }

    private static boolean isText(JsonNode request) {
        return request.path("type").asText().equals("text");
    }

    /** Whether the person has written in the last 24 hours. */
    private boolean hasWritten(String to) {
        Instant now = now();
        return messages.values().stream()
                .filter(message -> message.request().path("to").asText().equals(to))
                .flatMap(message -> message.steps().stream())
                .anyMatch(step -> step.event().isReply()
                        && !step.at().isAfter(now)
                        && step.at().plus(WINDOW).isAfter(now));
    }

    /**
     * A message id as Meta's: base64 of, among other things, the number with its length before it, and sixteen random
     * digits.
     */
    private static String wamid(String to) {
        String digits = SimulatedMessage.waId(to);
        String random =
                UUID.randomUUID().toString().replace("-", "").substring(0, 18).toUpperCase(Locale.ROOT);
        String content = "\u001c\u0018" + (char) digits.length() + digits + "\u0015\u0002\u0000\u0011\u0018\u0012"
                + random + "\u0000";
        return "wamid." + Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private SimulatedMessage message(String id, JsonNode request, Instant at, @Nullable URI callback) {
        String to = request.path("to").asText();
        int nth = messagesTo.getOrDefault(to, 0) + 1;
        RandomGenerator random = new SplittableRandom(options.seed() * 31 + to.hashCode() + 1_000_003L * nth);
        MagicMessageNumber magic = MagicMessageNumber.of(to);
        MessageEnding drawn = options.population().draw(random);
        MessageEnding outcome =
                isText(request) ? ofText(magic) : magic.outcome().orElse(drawn);
        SimulatedMessage bare = new SimulatedMessage(id, request, outcome, at, callback, List.of());
        // Without a second button the person cannot reject.
        MessageEnding possible =
                outcome == MessageEnding.REJECTED && bare.payload(1).isEmpty() ? MessageEnding.READ : outcome;
        CallbackFaults faults = magic == MagicMessageNumber.NONE ? options.faults() : CallbackFaults.none();
        return new SimulatedMessage(
                id,
                request,
                possible,
                at,
                callback,
                SimulatedMessage.steps(possible, at, options.speed(), faults, random));
    }

    private static MessageEnding ofText(MagicMessageNumber magic) {
        return magic == MagicMessageNumber.STOPS_LATER ? MessageEnding.STOPPED : MessageEnding.READ;
    }

    private void enter(SimulatedMessage message) {
        messages.put(message.id(), message);
        messagesTo.merge(message.request().path("to").asText(), 1, Integer::sum);
    }

    private void schedule(SimulatedMessage message) {
        URI callback = message.callback();
        if (callback == null) {
            return;
        }
        for (Step step : message.steps()) {
            long delay = Math.max(0, Duration.between(now(), step.at()).toMillis());
            var _ = timers.schedule(() -> report(message, step, callback), delay, TimeUnit.MILLISECONDS);
        }
    }

    private void report(SimulatedMessage message, Step step, URI callback) {
        String key = message.id() + "/" + step.event();
        switch (step.arrival()) {
            case LOST -> {}
            case ON_TIME -> send(message.id(), key, message, List.of(step), callback, Duration.ZERO);
            case LATE -> send(key, key, message, List.of(step), callback, late(key));
            case TWICE -> {
                send(message.id(), key, message, List.of(step), callback, Duration.ZERO);
                List<Step> again = message.steps().stream()
                        .filter(earlier -> earlier.arrival() != Arrival.LOST
                                && !earlier.at().isAfter(step.at()))
                        .toList();
                send(key, key + "/2", message, again, callback, late(key));
            }
        }
        if (step.equals(message.steps().getLast())) {
            callbacks.finish(message.id());
        }
    }

    private void send(
            String subject, String key, SimulatedMessage message, List<Step> steps, URI callback, Duration pause) {
        callbacks.send(new Sending(subject, key, webhook.of(message, steps, callback), AGAIN), pause);
    }

    private Duration late(String key) {
        return Duration.ofMillis(new SplittableRandom(options.seed() + key.hashCode()).nextInt(MAX_LATE_MILLIS));
    }

    synchronized Optional<Template> template(String name, String language) {
        return templates.stream()
                .filter(template ->
                        template.name().equals(name) && template.language().equals(language))
                .reduce((_, newer) -> newer);
    }

    synchronized List<Template> templates() {
        return List.copyOf(templates);
    }

    /** Adds a template, which is approved at once. It replaces a template of the same name and language. */
    synchronized void addTemplate(JsonNode json) {
        journal.append(line("template").set("template", json));
        Template added = new Template(json);
        templates.removeIf(
                old -> old.name().equals(added.name()) && old.language().equals(added.language()));
        templates.add(added);
    }

    /** Removes the templates of this name in every language; false if there was none. */
    synchronized boolean removeTemplates(String name) {
        journal.append(line("template_removed").put("name", name));
        return templates.removeIf(template -> template.name().equals(name));
    }

    /** Returns the id of an upload. */
    synchronized String addMedia() {
        String id = String.valueOf(1_000_000_000_000_000L + media.size());
        journal.append(line("media").put("id", id));
        media.add(id);
        return id;
    }

    /** Every accepted message, oldest first. */
    synchronized List<LoggedMessage> log() {
        Instant now = now();
        return messages.values().stream().map(message -> message.logged(now)).toList();
    }

    private static ObjectNode line(String kind) {
        return SimulatorJson.object().put("kind", kind);
    }

    private Instant now() {
        return options.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public synchronized void close() {
        timers.shutdownNow();
        callbacks.close();
        journal.close();
    }
}
