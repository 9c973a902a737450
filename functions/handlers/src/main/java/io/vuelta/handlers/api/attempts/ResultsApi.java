package io.vuelta.handlers.api.attempts;

import io.vuelta.domain.action.RecordResult;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.attempt.OptOut;
import io.vuelta.domain.attempt.Result;
import io.vuelta.domain.line.Channel;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.ContactView;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Results of conversations, reported by the agent's runtime. */
final class ResultsApi {
    private static final String TAGS = "tags";
    private static final String EXTRACTED = "extracted_data";

    private static final String OPT_OUT = "opt_out";
    private static final String CHANNEL = "channel";
    private static final String REASON = "reason";

    private static final Set<String> FIELDS = Set.of(
            TAGS,
            EXTRACTED,
            "converted",
            "follow_up_at",
            OPT_OUT,
            "sentiment",
            "summary",
            "transcript",
            "recording_url");

    private final RecordResult record;
    private final ContactView view;

    ResultsApi(RecordResult record, ContactView view) {
        this.record = record;
        this.view = view;
    }

    ApiResponse record(Request request) {
        AttemptId id = AttemptId.parse(request.variable("attempt")).orElseThrow(ResultsApi::unknown);
        return switch (record.apply(id, read(request.fields()))) {
            case RecordResult.Recorded.Done done -> ApiResponse.of(200, "contact", view.of(done.contact()));
            case RecordResult.Recorded.NoSuchAttempt _ -> throw unknown();
            case RecordResult.Recorded.AnotherLine _ -> throw unknown();
            case RecordResult.Recorded.Refused refused ->
                throw ApiError.invalid(
                        refused.refusal().field(), refused.refusal().why());
        };
    }

    /** Checks only that each value is a text; the domain checks its length. */
    private static ConversationReport read(Fields fields) {
        fields.allowOnly(FIELDS);
        Result result = new Result(
                fields.texts(TAGS, Integer.MAX_VALUE),
                extracted(fields),
                fields.flag("converted").orElse(false),
                fields.instant("follow_up_at").orElse(null),
                optOut(fields));
        return new ConversationReport(
                result,
                text(fields, "recording_url"),
                text(fields, "sentiment"),
                text(fields, "summary"),
                text(fields, "transcript"));
    }

    private static @Nullable String text(Fields fields, String name) {
        return fields.text(name, Integer.MAX_VALUE).orElse(null);
    }

    /** Reads the opt-out: true for every channel, or an object that may name a single channel. */
    private static @Nullable OptOut optOut(Fields fields) {
        return fields.flagOrObject(OPT_OUT)
                .map(given -> {
                    given.allowOnly(Set.of(CHANNEL, REASON));
                    return new OptOut(
                            given.shortText(
                                            CHANNEL,
                                            Channel::ofWire,
                                            "must be phone_call or whatsapp; leave it out for both")
                                    .orElse(null),
                            text(given, REASON));
                })
                .orElse(null);
    }

    /** Reads the extracted values. A null value counts as absent. */
    private static Map<String, String> extracted(Fields fields) {
        Map<String, String> values = new HashMap<>();
        fields.object(EXTRACTED)
                .ifPresent(given -> given.names()
                        .forEach(name ->
                                given.scalar(name, Integer.MAX_VALUE).ifPresent(value -> values.put(name, value))));
        return values;
    }

    private static ApiError unknown() {
        return ApiError.notFound("attempt", "with this id");
    }
}
