package io.vuelta.handlers.api.agents;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Ids;
import io.vuelta.handlers.api.http.Request;
import java.math.BigDecimal;
import java.net.URI;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lines, which clients call integrations: create, list and show. */
final class LinesApi {
    private static final String VOICE_URL = "voice_url";
    private static final String RECORD_CALLS = "record_calls";

    private static final Set<String> FIELDS =
            Set.of("integration_type", "provider", "number", "rate_per_second", "secret", VOICE_URL, RECORD_CALLS);

    /** What AWS Secrets Manager takes as a name. */
    private static final Pattern SECRET_NAME = Pattern.compile("[0-9A-Za-z/_+=.@-]{1,512}");

    private static final BigDecimal SLOWEST = new BigDecimal("0.001");
    private static final BigDecimal FASTEST = new BigDecimal("1000");
    private static final int MAX_URL_LENGTH = 2_000;

    private final Agents agents;
    private final Lines lines;
    private final InstantSource clock;
    private final Ids ids;
    private final String secretPrefix;

    LinesApi(Agents agents, Lines lines, InstantSource clock, Ids ids, String secretPrefix) {
        this.agents = agents;
        this.lines = lines;
        this.clock = clock;
        this.ids = ids;
        this.secretPrefix = secretPrefix;
    }

    ApiResponse create(Request request) {
        AgentId agent = agent(request);
        Fields fields = request.fields();
        fields.allowOnly(FIELDS);
        Channel channel = channel(fields);
        Line line = new Line(
                new LineId(prefix(channel) + ids.next()),
                agent,
                channel,
                provider(fields, channel),
                number(fields),
                rate(fields),
                secret(fields),
                voiceUrl(fields, channel),
                recordsCalls(fields, channel),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        lines.put(line);
        return ApiResponse.of(201, "integration", json(line));
    }

    ApiResponse list(Request request) {
        ArrayNode list = ApiJson.list();
        lines.ofAgent(agent(request)).forEach(line -> list.add(json(line)));
        return ApiResponse.of(200, "integrations", list);
    }

    ApiResponse show(Request request) {
        return ApiResponse.of(200, "integration", json(line(request)));
    }

    /** The line that the path names. */
    Line line(Request request) {
        AgentId agent = agent(request);
        LineId id = request.id("integration", LineId::new);
        return lines.find(id)
                .filter(found -> found.agent().equals(agent))
                .orElseThrow(() -> ApiError.notFound("integration", id.value()));
    }

    private static Channel channel(Fields fields) {
        return fields.requiredWord("integration_type", Channel::ofWire, "must be phone_call or whatsapp");
    }

    private static String prefix(Channel channel) {
        return switch (channel) {
            case PHONE_CALL -> "iph_";
            case WHATSAPP -> "iwa_";
        };
    }

    /** The providers of a channel; {@code agent} is any runtime that speaks our signed contract. */
    private static List<String> providers(Channel channel) {
        return switch (channel) {
            case PHONE_CALL -> List.of("twilio", "agent");
            case WHATSAPP -> List.of("whatsapp");
        };
    }

    private static String provider(Fields fields, Channel channel) {
        String provider = fields.requiredWord("provider");
        if (!providers(channel).contains(provider)) {
            throw fields.invalid(
                    "provider", "must be " + String.join(" or ", providers(channel)) + " for " + channel.wire());
        }
        return provider;
    }

    private AgentId agent(Request request) {
        AgentId id = request.id("agent", AgentId::new);
        return agents.find(id)
                .orElseThrow(() -> ApiError.notFound("agent", id.value()))
                .id();
    }

    private static PhoneNumber number(Fields fields) {
        try {
            return new PhoneNumber(fields.requiredWord("number"));
        } catch (IllegalArgumentException e) {
            throw fields.invalid("number", "must be E.164, e.g. +525555551234");
        }
    }

    private static BigDecimal rate(Fields fields) {
        BigDecimal rate = fields.decimal("rate_per_second").orElse(BigDecimal.ONE);
        if (rate.compareTo(SLOWEST) < 0 || rate.compareTo(FASTEST) > 0) {
            throw fields.invalid("rate_per_second", "must be from " + SLOWEST + " to " + FASTEST);
        }
        return rate;
    }

    private String secret(Fields fields) {
        String secret = fields.requiredText("secret", 512);
        String start = secretPrefix + "/";
        if (!secret.startsWith(start)
                || secret.length() == start.length()
                || !SECRET_NAME.matcher(secret).matches()) {
            throw fields.invalid("secret", "must be the name of a secret that starts with " + start);
        }
        return secret;
    }

    private static @Nullable String voiceUrl(Fields fields, Channel channel) {
        String url = fields.text(VOICE_URL, MAX_URL_LENGTH).orElse(null);
        if (url != null && channel == Channel.WHATSAPP) {
            throw fields.invalid(VOICE_URL, "is of phone_call lines only");
        }
        if (url != null && !isWeb(url)) {
            throw fields.invalid(VOICE_URL, "must be an absolute http or https URL without a fragment");
        }
        return url;
    }

    private static boolean recordsCalls(Fields fields, Channel channel) {
        boolean records = fields.flag(RECORD_CALLS).orElse(false);
        if (records && channel == Channel.WHATSAPP) {
            throw fields.invalid(RECORD_CALLS, "is of phone_call lines only");
        }
        return records;
    }

    private static boolean isWeb(String url) {
        try {
            URI uri = URI.create(url);
            // What we add as query would be a part of the fragment, which nobody sends.
            return uri.getHost() != null
                    && uri.getRawFragment() == null
                    && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private ObjectNode json(Line line) {
        BigDecimal now = lines.pace(line.id()).ratePerSecond(line, clock.instant());
        return ApiJson.object()
                .put("id", line.id().value())
                .put("agent_id", line.agent().value())
                .put("integration_type", line.channel().wire())
                .put("provider", line.provider())
                .put("number", line.number().e164())
                .put("rate_per_second", line.ratePerSecond().stripTrailingZeros())
                .put("rate_per_second_now", now.stripTrailingZeros())
                .put("secret", line.secret())
                .put("voice_url", line.voiceUrl())
                .put("record_calls", line.recordsCalls())
                .put("created_at", line.createdAt().toString());
    }
}
