package io.vuelta.handlers.api.attempts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.vuelta.domain.action.RecordResult;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.attempt.OptOut;
import io.vuelta.domain.attempt.Result;
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
        return switch (record.apply(id, read(id, request.fieldsOfReport()))) {
            case RecordResult.Recorded.Done done -> ApiResponse.of(200, "contact", view.of(done.contact()));
            case RecordResult.Recorded.NoSuchAttempt _ -> throw unknown();
            case RecordResult.Recorded.AnotherLine _ -> throw unknown();
            case RecordResult.Recorded.Refused refused ->
                throw ApiError.invalid(
                        refused.refusal().field(), refused.refusal().why());
        };
    }

    /** Reads the report. If another field is invalid, records the opt-out before the error. */
    private ConversationReport read(AttemptId id, Fields fields) {
        OptOut optOut = optOut(fields);
        try {
            return read(fields, optOut);
        } catch (ApiError e) {
            boolean counts = optOut != null
                    && record.apply(id, ConversationReport.ofOptOut(optOut)) instanceof RecordResult.Recorded.Done;
            throw counts ? e.adding(ConversationReport.OPT_OUT_COUNTS) : e;
        }
    }

    /** Checks only that each value is a text; the domain checks its length. */
    private static ConversationReport read(Fields fields, @Nullable OptOut optOut) {
        fields.allowOnly(FIELDS);
        if (fields.isObject(OPT_OUT)) {
            Fields given = fields.object(OPT_OUT).orElseThrow();
            given.allowOnly(Set.of(CHANNEL, REASON));
            var _ = given.scalar(CHANNEL, Integer.MAX_VALUE);
            var _ = given.scalar(REASON, Integer.MAX_VALUE);
        }
        Result result = new Result(
                fields.texts(TAGS, Integer.MAX_VALUE),
                extracted(fields),
                fields.flag("converted").orElse(false),
                fields.instant("follow_up_at").orElse(null),
                optOut);
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

    /** Reads the opt-out: yes or no, or an object that may name a single channel and a reason. */
    private static @Nullable OptOut optOut(Fields fields) {
        JsonNode json = fields.values().getOrDefault(OPT_OUT, NullNode.getInstance());
        if (json.isObject()) {
            return OptOut.of(json.path(CHANNEL).asText(null), json.path(REASON).asText(null));
        }
        if (json.isNull() || (json.isValueNode() && OptOut.isNo(json.asText()))) {
            return null;
        }
        if (json.isValueNode() && OptOut.isYes(json.asText())) {
            return OptOut.EVERYWHERE;
        }
        throw fields.invalid(OPT_OUT, "must be true, false or an object");
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
