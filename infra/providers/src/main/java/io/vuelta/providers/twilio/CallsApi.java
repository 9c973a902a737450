package io.vuelta.providers.twilio;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.vuelta.providers.simulator.OrderedFaults;
import io.vuelta.providers.simulator.Reply;
import io.vuelta.providers.simulator.RequestWindow;
import io.vuelta.providers.simulator.SimulatorJson;
import io.vuelta.server.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Calls resource of Twilio's REST API of 2010-04-01; everything else is 404. */
final class CallsApi implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(CallsApi.class.getName());
    private static final String JSON = ".json";
    private static final String RECORDINGS = "/Recordings.json";

    private final CallEngine engine;
    private final OrderedFaults faults;
    private final String accountSid;
    private final List<byte[]> authorizations;
    private final RequestWindow window;
    private final InstantSource clock;

    CallsApi(TwilioSimulator.Options options, CallEngine engine, OrderedFaults faults) {
        this.engine = engine;
        this.faults = faults;
        this.accountSid = options.accountSid();
        this.authorizations = List.of(
                basic(options.accountSid(), options.authToken()),
                basic(TwilioSimulator.API_KEY_SID, TwilioSimulator.API_KEY_SECRET));
        this.window = new RequestWindow(options.limits().requestsPerSecond());
        this.clock = options.clock();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String body = new String(LoopbackServer.body(exchange), StandardCharsets.UTF_8);
        answer(exchange, body).give(exchange);
    }

    private Reply answer(HttpExchange exchange, String body) {
        try {
            if (!authenticated(exchange.getRequestHeaders().getFirst("Authorization"))) {
                return TwilioError.NOT_AUTHENTICATED.reply();
            }
            if (!window.admits(clock.instant())) {
                return TwilioError.TOO_MANY_REQUESTS.reply();
            }
            String path = exchange.getRequestURI().getPath();
            String query = exchange.getRequestURI().getRawQuery();
            return route(exchange.getRequestMethod(), path, query, body);
        } catch (MalformedParameter malformed) {
            return TwilioError.badRequest(NewCallRules.NO_CODE_OF_ITS_OWN, "" + malformed.getMessage())
                    .reply();
        } catch (RuntimeException failure) {
            LOG.log(System.Logger.Level.ERROR, "the simulator failed to answer", failure);
            return TwilioError.SERVER_ERROR.reply();
        }
    }

    private boolean authenticated(@Nullable String header) {
        return header != null && authorizations.stream().anyMatch(known -> MessageDigest.isEqual(utf8(header), known));
    }

    private static byte[] basic(String user, String password) {
        return utf8("Basic " + Base64.getEncoder().encodeToString(utf8(user + ":" + password)));
    }

    private Reply route(String method, String path, @Nullable String query, String body) {
        String calls = CallResource.path(accountSid);
        boolean post = method.equals("POST");
        if (path.equals(calls + JSON) && post) {
            Form form = Form.parse(body);
            return faults.answer("place", form.first("To"), () -> place(form));
        }
        if (path.equals(calls + JSON) && method.equals("GET")) {
            Form asked = Form.parse(query);
            return faults.answer(
                    "list",
                    asked.first("To"),
                    () -> Reply.of(200, CallList.of(path, asked).answer(engine.all(), accountSid)));
        }
        if (path.equals("/2010-04-01/Accounts/" + accountSid + JSON) && method.equals("GET")) {
            return account(path);
        }
        if (path.startsWith(calls + "/") && path.endsWith(RECORDINGS) && method.equals("GET")) {
            String sid = path.substring(calls.length() + 1, path.length() - RECORDINGS.length());
            return engine.find(sid)
                    .map(this::recordings)
                    .orElseGet(() -> TwilioError.notFound(path).reply());
        }
        if (path.startsWith(calls + "/") && path.endsWith(JSON) && (post || method.equals("GET"))) {
            String sid = path.substring(calls.length() + 1, path.length() - JSON.length());
            return engine.find(sid)
                    .map(call -> faults.answer(
                            post ? "change" : "read",
                            call.request().to(),
                            () -> post ? change(call, Form.parse(body)) : shown(call)))
                    .orElseGet(() -> TwilioError.notFound(path).reply());
        }
        return TwilioError.notFound(path).reply();
    }

    private Reply place(Form form) {
        return switch (engine.place(form)) {
            case Placement.Placed placed ->
                Reply.of(
                        201,
                        CallResource.of(placed.call(), accountSid)
                                .put("queue_time", "" + placed.queued().toMillis()));
            case Placement.PlacedWithoutAnswer _ -> new Reply.Cut();
            case Placement.Refused refused -> refused.error().reply();
        };
    }

    /** Twilio: "canceled" does not affect a call in progress, "completed" ends any call that has not ended. */
    private Reply change(SimulatedCall call, Form form) {
        String status = form.first("Status");
        if (form.has("Url") || form.has("Twiml")) {
            return redirect(call, form.first("Twiml"));
        }
        if (!status.equals("canceled") && !status.equals("completed")) {
            return TwilioError.badRequest(NewCallRules.NO_CODE_OF_ITS_OWN, "Invalid 'Status'")
                    .reply();
        }
        if (call.ended()) {
            return TwilioError.CALL_HAS_ENDED.reply();
        }
        if (status.equals("canceled") && call.has(Step.Kind.ANSWERED)) {
            return shown(call);
        }
        return engine.hangUp(call.sid())
                .map(this::shown)
                .orElseGet(() -> TwilioError.notFound(call.sid()).reply());
    }

    /** Other TwiML for a call in progress. */
    private Reply redirect(SimulatedCall call, String twiml) {
        if (!call.has(Step.Kind.ANSWERED) || call.ended()) {
            return TwilioError.CALL_HAS_ENDED.reply();
        }
        if (Conversations.hangsUp(twiml)) {
            return change(call, Form.parse("Status=completed"));
        }
        engine.redirect(call, twiml);
        return shown(call);
    }

    private Reply recordings(SimulatedCall call) {
        String uri = CallResource.path(accountSid) + "/" + call.sid() + RECORDINGS + "?PageSize=50&Page=0";
        List<Recording> found = Recording.of(call).stream().toList();
        ObjectNode json = SimulatorJson.object()
                .put("first_page_uri", uri)
                .putNull("next_page_uri")
                .putNull("previous_page_uri")
                .put("uri", uri)
                .put("page", 0)
                .put("page_size", 50)
                .put("start", 0)
                .put("end", Math.max(0, found.size() - 1));
        ArrayNode recordings = json.putArray("recordings");
        found.forEach(recording -> recordings.add(recording.toJson(accountSid)));
        return Reply.of(200, json);
    }

    private Reply account(String path) {
        return Reply.of(
                200,
                SimulatorJson.object()
                        .put("sid", accountSid)
                        .put("owner_account_sid", accountSid)
                        .put("friendly_name", "local")
                        .put("status", "active")
                        .put("type", "Full")
                        .put("uri", path));
    }

    private Reply shown(SimulatedCall call) {
        return Reply.of(200, CallResource.of(call, accountSid));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
