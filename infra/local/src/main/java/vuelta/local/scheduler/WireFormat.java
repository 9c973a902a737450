package vuelta.local.scheduler;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The API's JSON: member names begin with a capital, times are seconds since 1970, absent members are left out, unknown
 * members are refused. The store uses it too.
 */
final class WireFormat {
    static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .addModule(types())
            .build();

    private WireFormat() {}

    /** Reads a part of a request; what cannot be read is refused with the name of the field. */
    static <T> T read(ObjectNode json, Class<T> type) {
        try {
            return JSON.treeToValue(json, type);
        } catch (UnrecognizedPropertyException e) {
            throw RequestRefused.unsupported(path(e));
        } catch (JsonMappingException e) {
            throw refusalWithin(e);
        } catch (JsonProcessingException e) {
            throw RequestRefused.invalid("Body", "cannot be read (" + e.getOriginalMessage() + ")");
        }
    }

    private static RequestRefused refusalWithin(JsonMappingException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof RequestRefused refusal) {
                return refusal;
            }
        }
        return RequestRefused.invalid(path(e), "cannot be read (" + e.getOriginalMessage() + ")");
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .collect(Collectors.joining("."));
    }

    private static SimpleModule types() {
        return new SimpleModule()
                .addSerializer(Instant.class, new Seconds())
                .addDeserializer(Instant.class, new FromSeconds())
                .addSerializer(ZoneId.class, ToStringSerializer.instance)
                .addDeserializer(ZoneId.class, new FromText<>(ZoneId.class, WireFormat::zone))
                .addSerializer(ScheduleExpression.class, new ExpressionText())
                .addDeserializer(
                        ScheduleExpression.class, new FromText<>(ScheduleExpression.class, ScheduleExpression::parse));
    }

    private static ZoneId zone(String text) {
        // Only names of the time zone database are zones on AWS; ZoneId.of alone also takes offsets such as +02:00.
        if (!ZoneId.getAvailableZoneIds().contains(text)) {
            throw RequestRefused.invalid("ScheduleExpressionTimezone", "is no time zone of the tz database: " + text);
        }
        return ZoneId.of(text);
    }

    private static final class FromText<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> parse;

        FromText(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parse.apply(_parseString(parser, context, this));
        }
    }

    private static final class ExpressionText extends StdScalarSerializer<ScheduleExpression> {
        private static final long serialVersionUID = 1L;

        ExpressionText() {
            super(ScheduleExpression.class);
        }

        @Override
        public void serialize(ScheduleExpression value, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeString(value.text());
        }
    }

    private static final class Seconds extends StdScalarSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        Seconds() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeNumber(BigDecimal.valueOf(value.getEpochSecond()).add(BigDecimal.valueOf(value.getNano(), 9)));
        }
    }

    private static final class FromSeconds extends StdScalarDeserializer<Instant> {
        private static final long serialVersionUID = 1L;
        private static final BigDecimal LATEST = new BigDecimal("253402300799"); // 9999-12-31T23:59:59Z

        FromSeconds() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            BigDecimal seconds = parser.getDecimalValue();
            if (seconds.abs().compareTo(LATEST) > 0) {
                throw context.weirdNumberException(seconds, Instant.class, "not a time within the year 9999");
            }
            long whole = seconds.longValue();
            return Instant.ofEpochSecond(
                    whole,
                    seconds.subtract(BigDecimal.valueOf(whole))
                            .movePointRight(9)
                            .longValue());
        }
    }
}
