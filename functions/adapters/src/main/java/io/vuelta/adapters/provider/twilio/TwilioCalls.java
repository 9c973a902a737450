package io.vuelta.adapters.provider.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.adapters.provider.http.CallRequests;
import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.adapters.provider.http.LineSecret;
import io.vuelta.adapters.provider.http.ProviderHttp;
import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.dispatch.CallLimits;
import io.vuelta.domain.dispatch.CallProvider;
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.dispatch.PlacementResult;
import io.vuelta.domain.line.AgentConnection;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.reason.TimelineCode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Calls through Twilio's REST API (2010-04-01). Twilio has no idempotency key, so a request is sent once: neither the
 * JDK's client nor this class repeats a POST. The line's secret has {@code account_sid}, {@code auth_token} and
 * optionally an API key, {@code api_key_sid} and {@code api_key_secret}, and {@code base_url}, any server that
 * implements the same contract. If the line's agent is reached by SIP, it also has {@code sip_username} and {@code
 * sip_password}; if the agent is at a platform, see {@link RegisteredCalls}.
 */
public final class TwilioCalls implements CallProvider {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String CALLS = "/Calls.json";
    private static final String NOT_UNDERSTOOD = "the answer is not understood";

    /**
     * A call that waits this long in Twilio's queue shows that the account exceeds its rate limit; shorter waits are
     * normal.
     */
    private static final Duration MAX_QUEUE_TIME = Duration.ofSeconds(2);

    private final CallRequests requests;
    private final Secrets secrets;
    private final String publicUrl;
    private final AttemptTokens tokens;
    private final InstantSource clock;
    private final Duration patience;

    /**
     * Calls whose callbacks are sent to our webhooks.
     *
     * @param publicUrl the origin of our webhooks for Twilio and of the API for agents, without a slash at its end
     * @param tokens signs the tokens with which agents report results
     */
    public TwilioCalls(HttpClient http, Secrets secrets, String publicUrl, AttemptTokens tokens, InstantSource clock) {
        this(http, secrets, publicUrl, tokens, clock, PATIENCE);
    }

    /**
     * For tests.
     *
     * @param patience the maximum time for a response
     */
    public TwilioCalls(
            HttpClient http,
            Secrets secrets,
            String publicUrl,
            AttemptTokens tokens,
            InstantSource clock,
            Duration patience) {
        this.requests = new CallRequests(http, clock);
        this.secrets = secrets;
        this.publicUrl = publicUrl;
        this.tokens = tokens;
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public PlacementResult place(CallRequest request) {
        Planned planned;
        try {
            planned = plan(request);
        } catch (Secrets.SecretUnavailable | IllegalArgumentException _) {
            return requests.withoutSecret();
        }
        return switch (planned) {
            case Planned.NotNow notNow ->
                requests.notPlaced(
                        notNow.why().reason(), notNow.why().rest(), notNow.why().trouble());
            case Planned.Post post -> requests.place(post.request(), this::classify);
        };
    }

    /** The request to Twilio, or the result if no request is needed. */
    private sealed interface Planned {
        record Post(HttpRequest request) implements Planned {}

        /** The agent's platform does not accept the call. */
        record NotNow(RegisteredCalls.Registered.Refused why) implements Planned {}
    }

    private Planned plan(CallRequest request) {
        Hooks hooks = Hooks.of(publicUrl, request.line().id(), request.attempt(), tokens);
        CallData data = CallData.of(request, hooks);
        LineSecret secret = LineSecret.of(request.line(), secrets);
        TwilioAccount account = account(request.line());
        TwilioForm form = form(request, hooks);
        RegisteredCalls platforms = new RegisteredCalls(requests.http());
        return switch (request.line().connection()) {
            case AgentConnection.Say say -> post(account, form.add("Twiml", AnswerTwiml.say(request)));
            case AgentConnection.Url url ->
                post(account, withFallback(form.add("Url", AnswerTwiml.url(url.url(), data)), hooks));
            case AgentConnection.Stream stream ->
                connected(account, form, AnswerTwiml.stream(stream, data, hooks), hooks);
            case AgentConnection.ConversationRelay relay ->
                connected(account, form, AnswerTwiml.relay(relay, request, data, hooks), hooks);
            case AgentConnection.Sip sip ->
                connected(
                        account,
                        form,
                        AnswerTwiml.sip(
                                sip.uri(),
                                secret.text("sip_username"),
                                secret.text("sip_password"),
                                request,
                                data,
                                hooks),
                        hooks);
            case AgentConnection.ElevenLabs agent ->
                connected(account, form, platforms.atElevenLabs(agent, request, data, secret), hooks);
            case AgentConnection.Retell agent ->
                connected(account, form, platforms.atRetell(agent, request, data, secret, hooks), hooks);
        };
    }

    private static Planned connected(
            TwilioAccount account, TwilioForm form, RegisteredCalls.Registered registered, Hooks hooks) {
        return switch (registered) {
            case RegisteredCalls.Registered.Connected connected -> connected(account, form, connected.twiml(), hooks);
            case RegisteredCalls.Registered.Refused refused -> new Planned.NotNow(refused);
        };
    }

    private static Planned connected(TwilioAccount account, TwilioForm form, String twiml, Hooks hooks) {
        return post(account, withFallback(form.add("Twiml", twiml), hooks));
    }

    private static Planned post(TwilioAccount account, TwilioForm form) {
        return new Planned.Post(account.post(CALLS, form));
    }

    /** Adds a fallback URL. Without it, Twilio reads an application error out to the person. */
    private static TwilioForm withFallback(TwilioForm form, Hooks hooks) {
        return form.add("FallbackUrl", hooks.url("fallback"));
    }

    private static TwilioForm form(CallRequest request, Hooks hooks) {
        CallLimits limits = request.limits();
        TwilioForm form = new TwilioForm()
                .add("To", request.contact().number().e164())
                .add("From", request.line().number().e164())
                .add("Timeout", String.valueOf(limits.ringSeconds()))
                .add("TimeLimit", String.valueOf(limits.maxSeconds()));
        String detection = switch (limits.detection()) {
            case OFF -> "";
            case FAST -> "Enable";
            case UNTIL_BEEP -> "DetectMessageEnd";
        };
        if (!detection.isEmpty()) {
            form.add("MachineDetection", detection)
                    .add("AsyncAmd", "true")
                    .add("AsyncAmdStatusCallback", hooks.url("amd"));
        }
        form.add("StatusCallback", hooks.url("status"))
                // Only the callbacks that are needed: each costs a request, an invocation and a message. The detection
                // also shows that the call was answered.
                .add("StatusCallbackEvent", "completed");
        return request.line().recordsCalls()
                ? form.add("Record", "true")
                        .add("RecordingStatusCallback", hooks.url("recording"))
                        .add("RecordingStatusCallbackEvent", "completed")
                : form;
    }

    private PlacementResult classify(HttpResponse<String> answer) {
        int status = answer.statusCode();
        JsonNode body = JsonBody.answer(answer.body());
        if (status / 100 == 2) {
            String sid = body.path("sid").asText("");
            return sid.isEmpty() ? requests.lost(TimelineCode.ANSWER_NOT_UNDERSTOOD.name()) : placed(sid, body);
        }
        if (status / 100 != 4) {
            return requests.lost(TimelineCode.HTTP.withDetail(status));
        }
        int number = body.path("code").asInt();
        String code = TimelineCode.TWILIO.withDetail(body.path("code").asText(String.valueOf(status)));
        return switch (TwilioErrors.of(status, number)) {
            case RATE -> requests.throttled(status == 429 ? TimelineCode.RATE_LIMITED.name() : code, answer);
            case LINE -> requests.lineRefused(code);
            case CALL -> requests.callRefused(code);
        };
    }

    /**
     * The result of an accepted call. A call that Twilio queues, because the account exceeds its rate limit, slows the
     * line down. Its queue_time is in milliseconds.
     */
    private PlacementResult placed(String sid, JsonNode body) {
        Instant now = clock.instant();
        CallEvent accepted = new CallEvent.Accepted(sid, now);
        String waits = body.path("queue_time").asText("");
        boolean queued = waits.matches("[0-9]{1,12}")
                && Duration.ofMillis(Long.parseLong(waits)).compareTo(MAX_QUEUE_TIME) > 0;
        return queued
                ? PlacementResult.of(accepted, new ProviderTrouble.LineThrottled(now))
                : PlacementResult.of(accepted);
    }

    @Override
    public LookUp lookUp(Line line, Call call) {
        String sid = call.state().providerId();
        return requests.lookUp(() -> {
            TwilioAccount account = account(line);
            return sid == null ? byNumbers(account, line, call) : bySid(account, line, sid);
        });
    }

    private LookUp bySid(TwilioAccount account, Line line, String sid) throws IOException, InterruptedException {
        HttpResponse<String> answer = requests.send(account.get("/Calls/" + sid + ".json"));
        if (answer.statusCode() == 404) {
            return requests.gone(sid);
        }
        return answer.statusCode() == 200
                ? known(account, line, sid, JsonBody.answer(answer.body()))
                : new LookUp.Unavailable("HTTP " + answer.statusCode());
    }

    private LookUp known(TwilioAccount account, Line line, String sid, JsonNode call)
            throws IOException, InterruptedException {
        Optional<CallStatus> status =
                TwilioVocabulary.status(call.path("status").asText());
        if (status.isEmpty() || sid.isEmpty() || !call.path("sid").asText().equals(sid)) {
            return new LookUp.Unavailable(NOT_UNDERSTOOD);
        }
        List<CallEvent> events = events(sid, status.get(), call);
        if (line.recordsCalls() && status.get() == CallStatus.ENDED) {
            recording(account, sid).ifPresent(events::add);
        }
        return new LookUp.Known(events);
    }

    /** The recording of a call whose callbacks were lost; empty if there is none, or it cannot be read now. */
    private Optional<CallEvent> recording(TwilioAccount account, String sid) throws IOException, InterruptedException {
        HttpResponse<String> answer = requests.send(account.get("/Calls/" + sid + "/Recordings.json"));
        return StreamSupport.stream(
                        JsonBody.answer(answer.body()).path("recordings").spliterator(), false)
                .filter(recording -> recording.path("status").asText().equals("completed"))
                .map(recording -> recording.path("sid").asText())
                .filter(recording -> !recording.isEmpty())
                .findFirst()
                .map(recording ->
                        new CallEvent.Recorded(sid, account.url("/Recordings/" + recording), clock.instant()));
    }

    /** Searches the call by its numbers and time: the first call after the attempt began. */
    private LookUp byNumbers(TwilioAccount account, Line line, Call attempt) throws IOException, InterruptedException {
        String query = "?PageSize=50&To=" + TwilioForm.encode(attempt.to().e164()) + "&From="
                + TwilioForm.encode(line.number().e164());
        HttpResponse<String> answer = requests.send(account.get(CALLS + query));
        if (answer.statusCode() != 200) {
            return new LookUp.Unavailable("HTTP " + answer.statusCode());
        }
        JsonNode calls = JsonBody.answer(answer.body()).path("calls");
        if (!calls.isArray()) {
            return new LookUp.Unavailable(NOT_UNDERSTOOD);
        }
        Instant from = attempt.createdAt().minus(ProviderHttp.SKEW);
        Instant until = attempt.createdAt().plus(patience).plus(ProviderHttp.SKEW);
        if (clock.instant().isBefore(until)) {
            return new LookUp.Unavailable("the request may still be on its way");
        }
        Optional<JsonNode> found = StreamSupport.stream(calls.spliterator(), false)
                .filter(call -> created(call)
                        .filter(at -> !at.isBefore(from) && !at.isAfter(until))
                        .isPresent())
                .min(Comparator.comparing(call -> created(call).orElseThrow()));
        if (found.isPresent()) {
            return known(account, line, found.get().path("sid").asText(), found.get());
        }
        // A call whose time cannot be read may be this one.
        boolean allRead = StreamSupport.stream(calls.spliterator(), false)
                .allMatch(call -> created(call).isPresent());
        return allRead ? new LookUp.NotKnown() : new LookUp.Unavailable(NOT_UNDERSTOOD);
    }

    private static Optional<Instant> created(JsonNode call) {
        return TwilioVocabulary.instant(call.path("date_created").asText(null));
    }

    private List<CallEvent> events(String sid, CallStatus status, JsonNode call) {
        Instant now = clock.instant();
        List<CallEvent> events = new ArrayList<>();
        events.add(new CallEvent.Accepted(sid, now));
        events.add(new CallEvent.Reported(
                sid,
                status,
                TwilioVocabulary.seconds(call.path("duration").asText(null)),
                TwilioVocabulary.answeredBy(call.path("answered_by").asText(null)),
                null,
                TwilioVocabulary.canceled(call.path("status").asText()),
                TwilioVocabulary.instant(call.path("end_time").asText(null)).orElse(now)));
        return events;
    }

    @Override
    public void hangUp(Line line, Call call) {
        end(line, call, "completed");
    }

    /** Twilio's "canceled" ends a call that is queued or ringing, never an answered one. */
    @Override
    public void takeBack(Line line, Call call) {
        end(line, call, "canceled");
    }

    @Override
    public void leaveMessage(Line line, Call call, String text) {
        change(line, call, new TwilioForm().add("Twiml", AnswerTwiml.said(line, call.to(), text, "<Hangup/>")));
    }

    private void end(Line line, Call call, String status) {
        change(line, call, new TwilioForm().add("Status", status));
    }

    private void change(Line line, Call call, TwilioForm change) {
        requests.change(
                () -> requests.send(account(line).post("/Calls/" + call.state().providerId() + ".json", change)));
    }

    private TwilioAccount account(Line line) {
        return TwilioAccount.of(line, secrets, patience);
    }
}
