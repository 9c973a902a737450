package io.vuelta.handlers.api.agents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.action.ChangeLine;
import io.vuelta.domain.action.RemoveFromUse;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.count.LineRates;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.price.Price;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Ids;
import io.vuelta.handlers.api.http.NewestFirst;
import io.vuelta.handlers.api.http.Request;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Lines, which clients call integrations: create, list, show, change and delete. */
final class LinesApi {
    private final AgentsApi agents;
    private final Lines lines;
    private final ChangeLine change;
    private final RemoveFromUse remove;
    private final LineRates rates;
    private final InstantSource clock;
    private final Ids ids;
    private final String secretPrefix;

    LinesApi(
            AgentsApi agents,
            Lines lines,
            ChangeLine change,
            RemoveFromUse remove,
            LineRates rates,
            InstantSource clock,
            Ids ids,
            String secretPrefix) {
        this.agents = agents;
        this.lines = lines;
        this.change = change;
        this.remove = remove;
        this.rates = rates;
        this.clock = clock;
        this.ids = ids;
        this.secretPrefix = secretPrefix;
    }

    ApiResponse create(Request request) {
        AgentId agent = agents.agent(request).id();
        Fields fields = request.fields();
        Channel channel = LineFields.checkNew(fields);
        Line line = new LineFields(fields, channel, secretPrefix)
                .created(
                        new LineId(prefix(channel) + ids.next()),
                        agent,
                        clock.instant().truncatedTo(ChronoUnit.MILLIS));
        lines.put(line);
        return ApiResponse.of(201, "integration", json(line));
    }

    private static String prefix(Channel channel) {
        return switch (channel) {
            case PHONE_CALL -> "iph_";
            case WHATSAPP -> "iwa_";
        };
    }

    ApiResponse list(Request request) {
        List<Line> ofAgent = lines.ofAgent(agents.agent(request).id());
        return NewestFirst.ofAll(
                        request.query(),
                        ofAgent,
                        Line::createdAt,
                        line -> line.id().value())
                .answer("integrations", this::json);
    }

    /** The lines of all agents. */
    ApiResponse listAll(Request request) {
        NewestFirst.Reader<Line> reader = new NewestFirst.Reader<>() {
            @Override
            public List<Line> older(Optional<String> than, int limit) {
                return lines.list(than.map(LineId::new), limit);
            }

            @Override
            public List<Line> newer(String from, int limit) {
                return lines.newer(new LineId(from), limit);
            }
        };
        return NewestFirst.of(request.query(), reader, line -> line.id().value())
                .answer("integrations", this::json);
    }

    /** Shows the line with the answer rates and the durations of its recent calls. */
    ApiResponse show(Request request) {
        Line line = line(request);
        ObjectNode json = json(line);
        rates.of(line.id())
                .ifPresentOrElse(
                        found -> json.putObject("answer_rates")
                                .put("days", LineRates.DAYS)
                                .put("calls", rates.calls(line.id()))
                                .put("answered", rounded(found.answered()))
                                .put("voicemail", rounded(found.voicemail()))
                                .put("seconds", found.takes().toSeconds())
                                .put("billed_seconds", found.billed().toSeconds()),
                        () -> json.putNull("answer_rates"));
        return ApiResponse.of(200, "integration", json);
    }

    private static double rounded(double share) {
        return Math.round(share * 10_000) / 10_000.0;
    }

    ApiResponse change(Request request) {
        Fields fields = request.fields();
        LineFields.checkChange(fields);
        Line line = line(request);
        UnaryOperator<Line> patch = new LineFields(fields, line.channel(), secretPrefix).change();
        requireSameCurrency(line, patch.apply(line));
        Line changed = change.change(line.id(), patch)
                .orElseThrow(() -> ApiError.notFound("integration", line.id().value()));
        return ApiResponse.of(200, "integration", json(changed));
    }

    /** A campaign's budget counts only attempts that are priced in the budget's currency. */
    private void requireSameCurrency(Line before, Line after) {
        Optional<String> currency = currency(before);
        if (currency.isPresent() && !currency.equals(currency(after))) {
            InUse.requireNone(
                    remove.withBudget(before.id()),
                    "integration " + before.id() + " has campaigns with a budget in " + currency.get()
                            + ": give its price in that currency, or change those budgets first");
        }
    }

    private static Optional<String> currency(Line line) {
        return Optional.ofNullable(line.details().price()).map(Price::currency);
    }

    ApiResponse delete(Request request) {
        // A removed line, too: a repeated request completes one that was interrupted.
        LineId id = any(request).id();
        return InUse.answer(remove.line(id), "integration", id.value());
    }

    /**
     * The line in the path, in its current state. If the path also contains an agent, the line must belong to that
     * agent.
     */
    Line line(Request request) {
        Line line = any(request);
        if (line.isRemoved()) {
            throw ApiError.notFound("integration", line.id().value());
        }
        return line;
    }

    /** The line in the path, even if it is removed. */
    private Line any(Request request) {
        LineId id = request.id("integration", LineId::new);
        return lines.current(id)
                .filter(line -> !request.names("agent")
                        || line.agent().equals(agents.agent(request).id()))
                .orElseThrow(() -> ApiError.notFound("integration", id.value()));
    }

    private ObjectNode json(Line line) {
        BigDecimal now = lines.pace(line.id()).ratePerSecond(line, clock.instant());
        Line.Details details = line.details();
        ObjectNode json = ApiJson.object()
                .put("id", line.id().value())
                .put("label", details.label())
                .put("agent_id", line.agent().value())
                .put("integration_type", line.channel().wire())
                .put("provider", line.provider().wire())
                .put("number", line.number().e164())
                .put("rate_per_second", line.ratePerSecond().stripTrailingZeros())
                .put("rate_per_second_now", now.stripTrailingZeros())
                .put("max_concurrent", details.maxConcurrent())
                .put("secret", line.secret())
                .put("voice_url", line.voiceUrl())
                .put("record_calls", line.recordsCalls())
                .put("language", details.language())
                .put(
                        "machine_detection",
                        line.channel() == Channel.PHONE_CALL
                                ? details.detection().wire()
                                : null);
        json.set("voice", VoiceFields.json(details));
        json.set("price", PriceFields.json(details.price(), line.channel()));
        return json.put("created_at", line.createdAt().toString());
    }
}
