package io.vuelta.providers.twilio;

import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Runs the conversations of answered calls, as Twilio does. The TwiML is the call's {@code Twiml}, or the answer of its
 * {@code Url}; if that request fails, the answer of its {@code FallbackUrl}, which gets the error. A call without TwiML
 * ends. {@code Stream} and {@code ConversationRelay} connect to the agent's WebSocket. The text of a {@code Say} is
 * stored. Every number and address that a {@code Dial} calls answers, except SIP addresses of the domain {@code
 * invalid}.
 */
final class Conversations implements AutoCloseable {
    private static final Duration MAX_WAIT = Duration.ofSeconds(15);

    /** Twilio's error code if the address answers with an error, or not at all. */
    private static final String NOT_RETRIEVED = "11200";

    /** Twilio's error code if the answer is not TwiML. */
    private static final String NOT_PARSED = "12100";

    private static final String HANG_UP = "<Response><Hangup/></Response>";

    /** Time to speak one character, in simulated time. */
    private static final Duration SAID = Duration.ofMillis(60);

    /** Duration of the conversation after a transfer, in simulated time. */
    private static final Duration DIALLED = Duration.ofSeconds(20);

    private final TwilioSimulator.Options options;
    private final Consumer<String> hangUp;
    private final List<SpokenText> spokenTexts = new CopyOnWriteArrayList<>();

    /** The conversations under way, by the call. */
    private final Map<String, AgentConversation> withAgents = new ConcurrentHashMap<>();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(MAX_WAIT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    /**
     * Creates it without calls.
     *
     * @param hangUp ends the call with this sid
     */
    Conversations(TwilioSimulator.Options options, Consumer<String> hangUp) {
        this.options = options;
        this.hangUp = hangUp;
    }

    /** The result of a fetch: TwiML, or Twilio's code for its absence. */
    private record Fetched(Optional<String> twiml, String error) {}

    /** Starts the conversation on another thread. */
    void begin(SimulatedCall call) {
        inBackground(() -> {
            Form form = call.request().form();
            if (form.has("Url")) {
                fetch(call);
            } else if (form.has("Twiml")) {
                run(call, form.first("Twiml"), true);
            }
        });
    }

    /** Continues the call with this TwiML, on another thread. */
    void redirect(SimulatedCall call, String twiml) {
        end(call.sid());
        inBackground(() -> run(call, twiml, false));
    }

    /** Ends the conversation of a call that has ended. */
    void end(String sid) {
        AgentConversation talking = withAgents.remove(sid);
        if (talking != null) {
            talking.end();
        }
    }

    /** Forgets all data of these calls. */
    void forget(Set<String> sids) {
        spokenTexts.removeIf(text -> sids.contains(text.sid()));
    }

    List<SpokenText> spokenTexts() {
        return List.copyOf(spokenTexts);
    }

    private void inBackground(Part part) {
        var _ = threads.submit(() -> {
            part.run();
            return null;
        });
    }

    /** May be interrupted when the simulator is closed. */
    private interface Part {
        void run() throws InterruptedException;
    }

    private void fetch(SimulatedCall call) throws InterruptedException {
        Form form = call.request().form();
        Fetched conversation = post(call, form.first("Url"), form.first("Method"), Map.of());
        if (conversation.twiml().isPresent()) {
            run(call, conversation.twiml().get(), true);
            return;
        }
        Map<String, String> why = Map.of("ErrorCode", conversation.error(), "ErrorUrl", form.first("Url"));
        Fetched instead = form.has("FallbackUrl")
                ? post(call, form.first("FallbackUrl"), form.first("FallbackMethod"), why)
                // Twilio speaks "application error" here.
                : conversation;
        if (instead.twiml().isPresent()) {
            run(call, instead.twiml().get(), true);
        } else {
            hangUp.accept(call.sid());
        }
    }

    static boolean hangsUp(String twiml) {
        return twiml.matches("(?s).*<Response>\\s*<Hangup.*");
    }

    /**
     * Runs TwiML.
     *
     * @param first whether this is the first TwiML of the call: then a spoken text does not end the call, because the
     *     person answers it
     */
    private void run(SimulatedCall call, String twiml, boolean first) throws InterruptedException {
        for (Element verb : verbs(twiml)) {
            switch (verb.getTagName()) {
                case "Say" -> {
                    String text = verb.getTextContent();
                    spokenTexts.add(
                            new SpokenText(call.sid(), text, options.clock().instant()));
                    pause(SAID.multipliedBy(text.length()), first);
                }
                case "Connect", "Dial" -> {
                    connect(call, verb);
                    return;
                }
                case "Hangup" -> {
                    hangUp.accept(call.sid());
                    return;
                }
                default -> pause(Duration.ofSeconds(1), first);
            }
        }
        if (!first) {
            hangUp.accept(call.sid());
        }
    }

    private void pause(Duration life, boolean first) throws InterruptedException {
        if (!first) {
            Thread.sleep(Duration.ofNanos(Math.round(life.toNanos() / options.speed())));
        }
    }

    private void connect(SimulatedCall call, Element verb) throws InterruptedException {
        Element noun = (Element) verb.getElementsByTagName("*").item(0);
        AgentConversation talk = new AgentConversation(options, http, call);
        withAgents.put(call.sid(), talk);
        AgentConversation.Ended ended = switch (noun.getTagName()) {
            case "Stream" -> talk.stream(noun);
            case "ConversationRelay" -> talk.relay(noun);
            default -> new AgentConversation.Ended(dialled(noun), Optional.empty());
        };
        if (withAgents.remove(call.sid(), talk)) {
            ended.streamError()
                    .ifPresent(error -> post(
                            call,
                            noun.getAttribute("statusCallback"),
                            "POST",
                            Map.of("StreamEvent", "stream-error", "StreamError", error)));
            Fetched next = post(call, verb.getAttribute("action"), "POST", ended.action());
            run(call, next.twiml().orElse(HANG_UP), false);
        }
    }

    private Map<String, String> dialled(Element noun) throws InterruptedException {
        if (noun.getTextContent().matches("sips?:.*@.*\\.invalid([;?].*)?")) {
            return Map.of("DialCallStatus", "failed", "DialSipResponseCode", "404");
        }
        pause(DIALLED, false);
        return Map.of("DialCallStatus", "completed", "DialCallDuration", "" + DIALLED.toSeconds());
    }

    /** The elements of the TwiML; none if it is not XML. */
    private static List<Element> verbs(String twiml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Element response = factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(twiml)))
                    .getDocumentElement();
            List<Element> verbs = new ArrayList<>();
            for (Node child = response.getFirstChild(); child != null; child = child.getNextSibling()) {
                if (child instanceof Element verb) {
                    verbs.add(verb);
                }
            }
            return List.copyOf(verbs);
        } catch (SAXException _) {
            return List.of();
        } catch (IOException | ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Fetched post(SimulatedCall call, String url, String method, Map<String, String> more) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("CallSid", call.sid());
        parameters.put("AccountSid", options.accountSid());
        parameters.put("ApiVersion", "2010-04-01");
        parameters.put("From", call.request().from());
        parameters.put("To", call.request().to());
        parameters.put("Direction", "outbound-api");
        parameters.put("CallStatus", "in-progress");
        parameters.putAll(more);
        String verb = method.equals("GET") ? "GET" : "POST";
        try {
            HttpRequest request = new Callback(call.sid(), "twiml", verb, url, parameters).signed(options.authToken());
            HttpResponse<String> answer =
                    http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() / 100 != 2) {
                return new Fetched(Optional.empty(), NOT_RETRIEVED);
            }
            return answer.body().contains("<Response")
                    ? new Fetched(Optional.of(answer.body()), "")
                    : new Fetched(Optional.empty(), NOT_PARSED);
        } catch (IOException | IllegalArgumentException _) {
            return new Fetched(Optional.empty(), NOT_RETRIEVED);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Fetched(Optional.empty(), NOT_RETRIEVED);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }
}
