package io.vuelta.handlers.api.agents;

import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.campaign.FieldPatch;
import io.vuelta.domain.line.AgentConnection;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.MachineDetection;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.price.Price;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiErrorCode;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Lengths;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a line in a request. */
final class LineFields {
    private static final String TYPE = "integration_type";
    private static final String PROVIDER = "provider";
    private static final String NUMBER = "number";
    private static final String LABEL = "label";
    private static final String RATE = "rate_per_second";
    private static final String MAX_CONCURRENT = "max_concurrent";
    private static final String SECRET = "secret";
    private static final String VOICE_URL = "voice_url";
    private static final String RECORD_CALLS = "record_calls";
    private static final String VOICE = "voice";
    private static final String LANGUAGE = "language";
    private static final String MACHINE_DETECTION = "machine_detection";
    private static final String PRICE = "price";

    private static final Set<String> CHANGEABLE = Set.of(
            LABEL, RATE, MAX_CONCURRENT, SECRET, VOICE_URL, RECORD_CALLS, VOICE, LANGUAGE, MACHINE_DETECTION, PRICE);

    /** Fields of a line that cannot be changed, and why. */
    private static final Map<String, String> SETTLED = Map.of(
            TYPE,
            "cannot be changed after an integration is created, because its campaigns and attempts have this type",
            PROVIDER,
            "cannot be changed after an integration is created, because attempts under way are at this provider",
            NUMBER,
            "cannot be changed after an integration is created, because people reply to this number",
            "agent_id",
            "cannot be changed after an integration is created, because its campaigns belong to that agent");

    private static final Set<String> OF_NEW = with(TYPE, PROVIDER, NUMBER);

    /** The names that AWS Secrets Manager accepts. */
    private static final Pattern SECRET_NAME = Pattern.compile("[0-9A-Za-z/_+=.@-]{1,512}");

    private static final Pattern LANGUAGE_TAG = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}");
    private static final BigDecimal MIN_RATE = new BigDecimal("0.001");
    private static final BigDecimal MAX_RATE = new BigDecimal("1000");

    private final Fields fields;
    private final Channel channel;
    private final String secretPrefix;

    LineFields(Fields fields, Channel channel, String secretPrefix) {
        this.fields = fields;
        this.channel = channel;
        this.secretPrefix = secretPrefix;
    }

    private static Set<String> with(String... more) {
        Set<String> names = new HashSet<>(CHANGEABLE);
        names.addAll(List.of(more));
        return Set.copyOf(names);
    }

    /** Refuses fields that a new line cannot have. Returns the channel of the line. */
    static Channel checkNew(Fields fields) {
        fields.allowOnly(OF_NEW);
        return fields.requiredShortText(TYPE, Channel::ofWire, "must be phone_call or whatsapp");
    }

    /** Refuses fields that a line cannot change. */
    static void checkChange(Fields fields) {
        SETTLED.keySet().stream().sorted().filter(fields::has).findFirst().ifPresent(name -> {
            throw ApiError.ofField(
                    400, ApiErrorCode.IMMUTABLE_FIELD, name, name + " " + SETTLED.get(name) + "; create another one");
        });
        fields.allowOnly(CHANGEABLE);
    }

    Line created(LineId id, AgentId agent, Instant now) {
        Line standard = new Line(
                id, agent, provider(), number(), BigDecimal.ONE, secret(SECRET).orElseThrow(), null, now);
        return change().apply(standard);
    }

    /**
     * The change that the request makes to a line. A null field gets its default value; an absent field does not
     * change.
     */
    UnaryOperator<Line> change() {
        FieldPatch<String> label = fields.patch(LABEL, this::label);
        FieldPatch<BigDecimal> rate = fields.patch(RATE, this::rate);
        FieldPatch<Integer> concurrent = fields.patch(MAX_CONCURRENT, this::concurrent);
        FieldPatch<String> secret = fields.patch(SECRET, this::secret);
        FieldPatch<String> voiceUrl = fields.patch(VOICE_URL, this::voiceUrl);
        FieldPatch<Boolean> records = fields.patch(RECORD_CALLS, this::recordsCalls);
        FieldPatch<VoiceFields> voice = fields.patch(VOICE, this::voice);
        FieldPatch<String> language = fields.patch(LANGUAGE, this::language);
        FieldPatch<MachineDetection> detection = fields.patch(MACHINE_DETECTION, this::detection);
        FieldPatch<Price> price =
                fields.patch(PRICE, name -> fields.object(name).map(of -> PriceFields.read(of, channel)));
        return line -> checked(new Line(
                line.id(),
                line.agent(),
                line.provider(),
                line.number(),
                rate.applied(line.ratePerSecond(), BigDecimal.ONE),
                secret.applied(line.secret(), line.secret()),
                voiceUrl(line, voiceUrl, voice.applied(null)),
                records.applied(line.recordsCalls(), false),
                new Line.Details(
                        label.applied(line.details().label()),
                        concurrent.applied(line.details().maxConcurrent()),
                        name(line, voice.applied(null), voice.isAbsent()),
                        language.applied(line.details().language()),
                        price.applied(line.details().price()),
                        connection(line, voiceUrl, voice),
                        detection.applied(line.details().detection(), MachineDetection.FAST),
                        line.isRemoved()),
                line.createdAt()));
    }

    private static @Nullable String name(Line line, @Nullable VoiceFields voice, boolean absent) {
        if (absent) {
            return line.details().voice();
        }
        return voice == null ? null : voice.name();
    }

    /** A voice URL and a connection exclude each other: the one in the request replaces the other. */
    private static @Nullable String voiceUrl(Line line, FieldPatch<String> url, @Nullable VoiceFields voice) {
        AgentConnection given = voice == null ? null : voice.connection();
        if (given instanceof AgentConnection.Url of) {
            return of.url();
        }
        return given == null ? url.applied(line.voiceUrl()) : null;
    }

    private static @Nullable AgentConnection connection(
            Line line, FieldPatch<String> url, FieldPatch<VoiceFields> voice) {
        if (!voice.isAbsent()) {
            VoiceFields given = voice.applied(null);
            return given == null ? null : given.connection();
        }
        AgentConnection now = line.details().connection();
        return url.isGiven() || (!url.isAbsent() && now instanceof AgentConnection.Url) ? null : now;
    }

    /** Refuses what the provider of the line decides itself. */
    private Line checked(Line line) {
        if (line.provider().mayHaveConnection()) {
            return line;
        }
        if (line.details().connection() != null) {
            throw fields.invalid(
                    VOICE, "must be the name of a voice; only twilio lines accept an object that connects the agent");
        }
        if (line.details().detection() != MachineDetection.FAST) {
            throw fields.invalid(MACHINE_DETECTION, "is for twilio lines only");
        }
        return line;
    }

    private Optional<VoiceFields> voice(String name) {
        if (!fields.isGiven(name)) {
            return Optional.empty();
        }
        requirePhone(name, true);
        if (fields.isObject(name)) {
            VoiceFields voice = VoiceFields.read(fields.object(name).orElseThrow());
            if (fields.isGiven(VOICE_URL)) {
                throw fields.invalid(VOICE_URL, "has the same meaning as voice: give only one of them");
            }
            return Optional.of(voice);
        }
        return matching(name, VoiceFields.NAME, "must be a name of a voice, or an object with a kind")
                .map(VoiceFields::named);
    }

    private Optional<String> language(String name) {
        return matching(name, LANGUAGE_TAG, "must be a BCP 47 tag, e.g. es-MX");
    }

    private Optional<MachineDetection> detection(String name) {
        Optional<MachineDetection> detection =
                fields.shortText(name, MachineDetection::ofWire, "must be off, fast or until_beep");
        requirePhone(name, detection.isPresent());
        return detection;
    }

    private Provider provider() {
        List<Provider> known = Provider.of(channel);
        return Provider.ofWire(fields.requiredShortText(PROVIDER))
                .filter(known::contains)
                .orElseThrow(() -> fields.invalid(PROVIDER, "must be " + names(known) + " for " + channel.wire()));
    }

    private static String names(List<Provider> providers) {
        return providers.stream().map(Provider::wire).collect(Collectors.joining(" or "));
    }

    private PhoneNumber number() {
        try {
            return new PhoneNumber(fields.requiredShortText(NUMBER));
        } catch (IllegalArgumentException _) {
            throw fields.invalid(NUMBER, "must be E.164, e.g. +525555551234");
        }
    }

    private Optional<String> label(String name) {
        return fields.isGiven(name) ? Optional.of(fields.requiredName(name, Lengths.MAX_NAME)) : Optional.empty();
    }

    private Optional<BigDecimal> rate(String name) {
        Optional<BigDecimal> rate = fields.decimal(name);
        if (rate.filter(given -> given.compareTo(MIN_RATE) < 0 || given.compareTo(MAX_RATE) > 0)
                .isPresent()) {
            throw fields.invalid(name, "must be from " + MIN_RATE + " to " + MAX_RATE);
        }
        return rate;
    }

    private Optional<Integer> concurrent(String name) {
        Optional<Integer> most = fields.integer(name).stream().boxed().findFirst();
        requirePhone(name, most.isPresent());
        if (most.filter(given -> given < 1 || given > Line.Details.MAX_CONCURRENT)
                .isPresent()) {
            throw fields.invalid(name, "must be from 1 to " + Line.Details.MAX_CONCURRENT);
        }
        return most;
    }

    /** Reads the name of a secret, and refuses the name if no such secret exists. */
    private Optional<String> secret(String name) {
        String secret = fields.requiredText(name, 512);
        String start = secretPrefix + "/";
        if (!secret.startsWith(start)
                || secret.length() == start.length()
                || !SECRET_NAME.matcher(secret).matches()) {
            throw fields.invalid(name, "must be the name of a secret that starts with " + start);
        }
        return Optional.of(secret);
    }

    private Optional<String> voiceUrl(String name) {
        Optional<String> url = fields.text(name, Lengths.MAX_URL);
        requirePhone(name, url.isPresent());
        if (url.filter(given -> !isWeb(given)).isPresent()) {
            throw fields.invalid(name, "must be an absolute http or https URL without a fragment");
        }
        return url;
    }

    private Optional<Boolean> recordsCalls(String name) {
        Optional<Boolean> records = fields.flag(name);
        requirePhone(name, records.orElse(false));
        return records;
    }

    private Optional<String> matching(String name, Pattern shape, String remedy) {
        Optional<String> text = fields.shortText(name);
        requirePhone(name, text.isPresent());
        if (text.filter(given -> !shape.matcher(given).matches()).isPresent()) {
            throw fields.invalid(name, remedy);
        }
        return text;
    }

    private void requirePhone(String name, boolean given) {
        if (given && channel == Channel.WHATSAPP) {
            throw fields.invalid(name, "is for phone_call lines only");
        }
    }

    private static boolean isWeb(String url) {
        try {
            URI uri = URI.create(url);
            // The query that we append would become a part of the fragment, and clients never send a fragment.
            return uri.getHost() != null
                    && uri.getRawFragment() == null
                    && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
