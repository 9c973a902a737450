package io.vuelta.cloud.template;

import io.vuelta.cloud.template.FunctionModel.OnFailure;
import io.vuelta.cloud.template.FunctionModel.StreamTrigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the template's event source mappings of tables' streams, and checks Lambda's limits. */
final class StreamTriggers {
    private static final String IMAGES = "NEW_AND_OLD_IMAGES";
    private static final int NO_LIMIT = -1;
    private static final int MIN_AGE_SECONDS = 60;
    private static final int MAX_AGE_SECONDS = 7 * 86_400;
    private static final int MAX_FILTERS = 10;

    private StreamTriggers() {}

    static boolean isSwitchedOn(Section table) {
        if (!table.has("StreamSpecification")) {
            return false;
        }
        Section stream = table.section("StreamSpecification");
        stream.allow("StreamViewType");
        if (!stream.requiredText("StreamViewType").equals(IMAGES)) {
            throw stream.place()
                    .in("StreamViewType")
                    .unsupported(stream.requiredText("StreamViewType") + " (only " + IMAGES + " is)");
        }
        return true;
    }

    static StreamTrigger read(String name, Section event, List<TableModel> tables, List<QueueModel> queues) {
        event.allow(
                "Stream",
                "StartingPosition",
                "BatchSize",
                "MaximumBatchingWindowInSeconds",
                "TumblingWindowInSeconds",
                "ParallelizationFactor",
                "MaximumRetryAttempts",
                "MaximumRecordAgeInSeconds",
                "BisectBatchOnFunctionError",
                "FunctionResponseTypes",
                "DestinationConfig",
                "FilterCriteria",
                "Enabled");
        String arn = event.requiredText("Stream");
        TableModel table = table(event, arn, tables);
        checkStart(event);
        Duration tumbling = event.seconds("TumblingWindowInSeconds", 0, 0, 900);
        checkParallelization(event, tumbling);
        return new StreamTrigger(
                name,
                table.name(),
                arn,
                event.number("BatchSize", 100, 1, 10_000),
                event.seconds("MaximumBatchingWindowInSeconds", 0, 0, 300),
                tumbling,
                onFailure(event, queues),
                filters(event.section("FilterCriteria")),
                !event.has("Enabled") || event.flag("Enabled"));
    }

    private static TableModel table(Section event, String streamArn, List<TableModel> tables) {
        return tables.stream()
                .filter(one ->
                        one.stream() && LocalAccount.streamArn(one.name()).equals(streamArn))
                .findFirst()
                .orElseThrow(() ->
                        event.place().in("Stream").wrong("is no stream of a table of this template: " + streamArn));
    }

    private static void checkStart(Section event) {
        if (!event.requiredText("StartingPosition").equals("TRIM_HORIZON")) {
            throw event.place()
                    .in("StartingPosition")
                    .unsupported(event.requiredText("StartingPosition") + " (only TRIM_HORIZON is)");
        }
    }

    private static void checkParallelization(Section event, Duration tumbling) {
        if (event.number("ParallelizationFactor", 1, 1, 10) != 1) {
            Place place = event.place().in("ParallelizationFactor");
            throw tumbling.isZero()
                    ? place.unsupported(event.requiredText("ParallelizationFactor") + " (only 1 is)")
                    : place.wrong("must be 1 with TumblingWindowInSeconds, as on Lambda");
        }
    }

    private static OnFailure onFailure(Section event, List<QueueModel> queues) {
        int retries = event.number("MaximumRetryAttempts", NO_LIMIT, NO_LIMIT, 10_000);
        List<String> answers = event.texts("FunctionResponseTypes");
        if (!answers.isEmpty() && !answers.equals(List.of("ReportBatchItemFailures"))) {
            throw event.place().in("FunctionResponseTypes").unsupported(answers.toString());
        }
        return new OnFailure(
                retries == NO_LIMIT ? OptionalInt.empty() : OptionalInt.of(retries),
                maxAge(event),
                event.flag("BisectBatchOnFunctionError"),
                !answers.isEmpty(),
                failureQueue(event.section("DestinationConfig"), queues));
    }

    private static Optional<Duration> maxAge(Section event) {
        int seconds = event.number("MaximumRecordAgeInSeconds", NO_LIMIT, NO_LIMIT, MAX_AGE_SECONDS);
        if (seconds == NO_LIMIT) {
            return Optional.empty();
        }
        if (seconds < MIN_AGE_SECONDS) {
            throw event.place()
                    .in("MaximumRecordAgeInSeconds")
                    .wrong("must be -1 or from " + MIN_AGE_SECONDS + " to " + MAX_AGE_SECONDS + ", not " + seconds);
        }
        return Optional.of(Duration.ofSeconds(seconds));
    }

    private static Optional<String> failureQueue(Section configuration, List<QueueModel> queues) {
        configuration.allow("OnFailure");
        Section destination = configuration.section("OnFailure");
        destination.allow("Type", "Destination");
        if (!configuration.has("OnFailure")) {
            return Optional.empty();
        }
        destination.text("Type").filter(type -> !type.equals("SQS")).ifPresent(type -> {
            throw destination.place().in("Type").unsupported(type + " (only SQS is)");
        });
        String arn = destination.requiredText("Destination");
        boolean known = queues.stream().anyMatch(queue -> queue.arn().equals(arn) && !queue.fifo());
        if (!known) {
            throw destination.place().in("Destination").wrong("is no standard queue of this template: " + arn);
        }
        return Optional.of(arn);
    }

    private static List<FilterPattern> filters(Section criteria) {
        criteria.allow("Filters");
        var filters = new ArrayList<FilterPattern>();
        for (Section filter : criteria.sections("Filters")) {
            filter.allow("Pattern");
            try {
                filters.add(FilterPattern.parse(filter.requiredText("Pattern")));
            } catch (IllegalArgumentException e) {
                throw filter.place().in("Pattern").unsupported(String.valueOf(e.getMessage()));
            }
        }
        if (filters.size() > MAX_FILTERS) {
            throw criteria.place().in("Filters").wrong("must be " + MAX_FILTERS + " at most, as on Lambda");
        }
        return filters;
    }
}
