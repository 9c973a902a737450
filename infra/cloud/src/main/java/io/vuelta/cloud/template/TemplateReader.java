package io.vuelta.cloud.template;

import static io.vuelta.cloud.template.FunctionModel.Route.DEFAULT;

import io.vuelta.cloud.template.BucketModel.Notification;
import io.vuelta.cloud.template.FunctionModel.QueueTrigger;
import io.vuelta.cloud.template.FunctionModel.Route;
import io.vuelta.cloud.template.FunctionModel.StreamTrigger;
import io.vuelta.cloud.template.TableModel.Attribute;
import io.vuelta.cloud.template.TableModel.Index;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a SAM template. If the template has something that the local runtime neither supports nor knows to have no
 * effect here, it throws a {@link TemplateException}: so a system that starts is the system that the template
 * describes.
 */
public final class TemplateReader {
    private static final Pattern RATE = Pattern.compile("rate\\(([1-9][0-9]{0,4}) (minute|hour|day)s?\\)");

    private static final int DAY_SECONDS = 86_400;
    private static final int DEFAULT_CONCURRENCY = 5;

    /** The addresses of the local system's parts, with which references in the template are resolved. */
    public interface Addresses {
        String queueUrl(String queueName);

        /** Origin of the HTTP API, for example {@code http://localhost:8080}. */
        String httpApi();
    }

    private final Resources resources;
    private final Section top;

    private TemplateReader(Path file, String stackName, Map<String, String> parameters, Addresses addresses) {
        top = Section.of(
                TemplateYaml.load(file),
                new Place(Objects.requireNonNull(file.getFileName()).toString(), ""));
        top.allow(
                "AWSTemplateFormatVersion",
                "Transform",
                "Description",
                "Metadata",
                "Parameters",
                "Conditions",
                "Globals",
                "Resources",
                "Outputs");
        Section globals = top.section("Globals");
        Globals.check(globals);
        resources = new Resources(
                top.section("Resources"),
                globals,
                stackName,
                addresses,
                Parameters.read(top.section("Parameters"), parameters),
                top.section("Conditions"));
    }

    /**
     * Reads and resolves the whole template.
     *
     * @param parameters values for the template's parameters; the others have their defaults
     * @throws TemplateException if something is wrong or not supported; the message names the place
     */
    public static SystemModel read(Path file, String stackName, Map<String, String> parameters, Addresses addresses) {
        return new TemplateReader(file, stackName, parameters, addresses).read();
    }

    /** The permissions of each function, by its logical id. */
    public static Map<String, List<PolicyStatement>> policies(
            Path file, String stackName, Map<String, String> parameters, Addresses addresses) {
        var reader = new TemplateReader(file, stackName, parameters, addresses);
        return FunctionPolicies.of(reader.top.section("Resources"), reader.resources);
    }

    private SystemModel read() {
        var tables = new ArrayList<TableModel>();
        var buckets = new ArrayList<BucketModel>();
        var queues = new ArrayList<QueueModel>();
        var functions = new ArrayList<FunctionModel>();
        var groups = new ArrayList<String>();
        var secrets = new HashMap<String, String>();
        resources.checkAll(_ -> {});
        resources.forEach("AWS::DynamoDB::Table", (id, properties) -> tables.add(table(id, properties)));
        resources.forEach("AWS::SQS::Queue", (id, properties) -> queues.add(queue(id, properties)));
        queues.forEach(queue -> checkDeadLetters(queue, queues));
        resources.forEach("AWS::S3::Bucket", (id, properties) -> buckets.add(bucket(id, properties, queues)));
        resources.forEach(
                "AWS::Serverless::Function",
                (id, properties) -> functions.add(function(id, properties, tables, queues)));
        resources.forEach("AWS::Scheduler::ScheduleGroup", (id, _) -> groups.add(resources.name(id)));
        resources.forEach(
                "AWS::SecretsManager::Secret",
                (id, properties) -> SecretText.of(properties).ifPresent(text -> secrets.put(resources.name(id), text)));
        return new SystemModel(
                tables, buckets, queues, functions, httpApi(), groups, secrets, resources.names(), outputs());
    }

    private TableModel table(String id, Section table) {
        table.text("BillingMode")
                .filter(mode -> !mode.equals("PAY_PER_REQUEST") && !mode.equals("PROVISIONED"))
                .ifPresent(mode -> {
                    throw table.place().in("BillingMode").wrong("cannot be " + mode);
                });
        var attributes = table.sections("AttributeDefinitions").stream()
                .map(one -> new Attribute(one.requiredText("AttributeName"), one.requiredText("AttributeType")))
                .toList();
        Section timeToLive = table.section("TimeToLiveSpecification");
        timeToLive.allow("AttributeName", "Enabled");
        return new TableModel(
                id,
                resources.name(id),
                attributes,
                keys(table),
                table.sections("GlobalSecondaryIndexes").stream()
                        .map(TemplateReader::index)
                        .toList(),
                timeToLive.flag("Enabled") ? timeToLive.text("AttributeName") : Optional.empty(),
                StreamTriggers.isSwitchedOn(table));
    }

    private static Index index(Section index) {
        String reason = "there is no capacity to provide";
        index.allow(
                java.util.Set.of("IndexName", "KeySchema", "Projection"),
                Map.of("ProvisionedThroughput", reason, "OnDemandThroughput", reason, "WarmThroughput", reason));
        Section projection = index.section("Projection");
        projection.allow("ProjectionType", "NonKeyAttributes");
        return new Index(
                index.requiredText("IndexName"),
                keys(index),
                projection.requiredText("ProjectionType"),
                projection.texts("NonKeyAttributes"));
    }

    private static List<TableModel.Key> keys(Section keyed) {
        return keyed.sections("KeySchema").stream()
                .map(key -> new TableModel.Key(key.requiredText("AttributeName"), key.requiredText("KeyType")))
                .toList();
    }

    private QueueModel queue(String id, Section queue) {
        Section redrive = queue.section("RedrivePolicy");
        redrive.allow("deadLetterTargetArn", "maxReceiveCount");
        return new QueueModel(
                id,
                resources.name(id),
                queue.flag("FifoQueue"),
                queue.flag("ContentBasedDeduplication"),
                queue.seconds("VisibilityTimeout", 30, 0, 43_200),
                queue.seconds("DelaySeconds", 0, 0, 900),
                queue.seconds("MessageRetentionPeriod", 4 * DAY_SECONDS, 60, 14 * DAY_SECONDS),
                queue.seconds("ReceiveMessageWaitTimeSeconds", 0, 0, 20),
                queue.number("MaximumMessageSize", 1 << 20, 1024, 1 << 20),
                redrive.text("deadLetterTargetArn")
                        .map(arn -> new QueueModel.Redrive(arn, redrive.number("maxReceiveCount", 10, 1, 1000))));
    }

    private void checkDeadLetters(QueueModel queue, List<QueueModel> queues) {
        queue.redrive().ifPresent(redrive -> {
            boolean fits = queues.stream()
                    .anyMatch(other -> other.arn().equals(redrive.deadLetterArn()) && other.fifo() == queue.fifo());
            if (!fits) {
                throw top.place()
                        .in("Resources")
                        .in(queue.logicalId())
                        .in("Properties.RedrivePolicy.deadLetterTargetArn")
                        .wrong("is no queue of this template of the same kind: " + redrive.deadLetterArn());
            }
        });
    }

    private BucketModel bucket(String id, Section bucket, List<QueueModel> queues) {
        Section configuration = bucket.section("NotificationConfiguration");
        configuration.allow("QueueConfigurations");
        return new BucketModel(
                id,
                resources.name(id),
                configuration.sections("QueueConfigurations").stream()
                        .map(one -> notification(one, queues))
                        .toList());
    }

    private static Notification notification(Section one, List<QueueModel> queues) {
        one.allow("Event", "Queue", "Filter");
        String event = one.requiredText("Event");
        if (!event.startsWith("s3:ObjectCreated:")) {
            throw one.place().in("Event").unsupported(event + " (known are s3:ObjectCreated:* and its kinds)");
        }
        Section filter = one.section("Filter");
        filter.allow("S3Key");
        filter.section("S3Key").allow("Rules");
        String prefix = "";
        String suffix = "";
        for (Section rule : filter.section("S3Key").sections("Rules")) {
            rule.allow("Name", "Value");
            switch (rule.requiredText("Name").toLowerCase(Locale.ROOT)) {
                case "prefix" -> prefix = rule.requiredText("Value");
                case "suffix" -> suffix = rule.requiredText("Value");
                default -> throw rule.place().in("Name").wrong("must be prefix or suffix");
            }
        }
        return new Notification(event, queueArn(one, queues).arn(), prefix, suffix);
    }

    private static QueueModel queueArn(Section holder, List<QueueModel> queues) {
        String arn = holder.requiredText("Queue");
        return queues.stream()
                .filter(queue -> queue.arn().equals(arn))
                .findFirst()
                .orElseThrow(() -> holder.place().in("Queue").wrong("is no queue of this template: " + arn));
    }

    private FunctionModel function(String id, Section function, List<TableModel> tables, List<QueueModel> queues) {
        Duration timeout = function.seconds("Timeout", 3, 1, 900);
        var routes = new ArrayList<Route>();
        var triggers = new ArrayList<QueueTrigger>();
        var streams = new ArrayList<StreamTrigger>();
        var timers = new ArrayList<Duration>();
        Section events = function.section("Events");
        for (String name : events.entries().keySet()) {
            Section event = events.section(name);
            event.allow("Type", "Properties");
            Section properties = event.section("Properties");
            switch (event.requiredText("Type")) {
                case "HttpApi" -> routes.add(route(properties));
                case "SQS" -> triggers.add(trigger(properties, timeout, queues));
                case "DynamoDB" -> streams.add(StreamTriggers.read(name, properties, tables, queues));
                case "Schedule" -> timers.add(rate(properties));
                default ->
                    throw event.place()
                            .in("Type")
                            .unsupported(event.requiredText("Type") + " (known are HttpApi, SQS, DynamoDB, Schedule)");
            }
        }
        return new FunctionModel(
                id,
                resources.name(id),
                function.requiredText("Handler"),
                timeout,
                function.number("MemorySize", 128, 128, 10_240),
                variables(function.section("Environment")),
                function.has("ReservedConcurrentExecutions")
                        ? OptionalInt.of(function.number("ReservedConcurrentExecutions", 0, 0, 1000))
                        : OptionalInt.empty(),
                routes,
                triggers,
                streams,
                timers);
    }

    private static Map<String, String> variables(Section environment) {
        environment.allow("Variables");
        var variables = new HashMap<String, String>();
        Section given = environment.section("Variables");
        given.entries().keySet().forEach(name -> variables.put(name, given.requiredText(name)));
        return variables;
    }

    /** The interval at which a function is called: {@code rate(N minutes)}, hours or days. */
    private static Duration rate(Section event) {
        event.allow("Schedule");
        String text = event.requiredText("Schedule");
        Matcher rate = RATE.matcher(text);
        if (!rate.matches()) {
            throw event.place().in("Schedule").unsupported(text + " (known is rate(N minutes), hours or days)");
        }
        int number = Integer.parseInt(rate.group(1));
        return switch (rate.group(2)) {
            case "minute" -> Duration.ofMinutes(number);
            case "hour" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private static Route route(Section event) {
        event.allow("ApiId", "Method", "Path", "PayloadFormatVersion", "TimeoutInMillis");
        if (event.has("TimeoutInMillis")) {
            throw event.place().in("TimeoutInMillis").unsupported("the function's own Timeout holds, 30 s at most");
        }
        event.text("PayloadFormatVersion")
                .filter(version -> !version.equals("2.0"))
                .ifPresent(version -> {
                    throw event.place().in("PayloadFormatVersion").unsupported(version + " (only 2.0 is)");
                });
        if (!event.has("Path") || event.requiredText("Path").equals(DEFAULT)) {
            return new Route(DEFAULT, DEFAULT);
        }
        String path = event.requiredText("Path");
        if (!path.startsWith("/")) {
            throw event.place().in("Path").wrong("must begin with a slash");
        }
        String method = event.text("Method").orElse("ANY").toUpperCase(Locale.ROOT);
        return new Route(method.equals("X-AMAZON-APIGATEWAY-ANY-METHOD") ? "ANY" : method, path);
    }

    private static QueueTrigger trigger(Section event, Duration timeout, List<QueueModel> queues) {
        event.allow(
                "Queue",
                "BatchSize",
                "MaximumBatchingWindowInSeconds",
                "ScalingConfig",
                "FunctionResponseTypes",
                "Enabled");
        QueueModel queue = queueArn(event, queues);
        int batchSize = event.number("BatchSize", 10, 1, queue.fifo() ? 10 : 10_000);
        Duration window = event.seconds("MaximumBatchingWindowInSeconds", 0, 0, queue.fifo() ? 0 : 300);
        if (batchSize > 10 && window.isZero()) {
            throw event.place().in("BatchSize").wrong("above 10 needs MaximumBatchingWindowInSeconds, as on Lambda");
        }
        if (queue.visibility().compareTo(timeout) < 0) {
            throw event.place()
                    .in("Queue")
                    .wrong("has a VisibilityTimeout below the function's Timeout, which Lambda does not accept");
        }
        Section scaling = event.section("ScalingConfig");
        scaling.allow("MaximumConcurrency");
        List<String> answers = event.texts("FunctionResponseTypes");
        if (!answers.isEmpty() && !answers.equals(List.of("ReportBatchItemFailures"))) {
            throw event.place().in("FunctionResponseTypes").unsupported(answers.toString());
        }
        return new QueueTrigger(
                queue.arn(),
                batchSize,
                window,
                scaling.number("MaximumConcurrency", DEFAULT_CONCURRENCY, 2, 1000),
                !answers.isEmpty(),
                !event.has("Enabled") || event.flag("Enabled"));
    }

    private HttpApiModel httpApi() {
        var found = new ArrayList<Section>();
        resources.forEach("AWS::Serverless::HttpApi", (_, properties) -> found.add(properties));
        if (found.size() > 1) {
            throw found.get(1).place().unsupported("a second HTTP API");
        }
        if (found.isEmpty()) {
            return new HttpApiModel(HttpApiModel.Limit.NONE, Map.of(), Optional.empty());
        }
        Section api = found.getFirst();
        api.text("StageName").filter(stage -> !stage.equals(DEFAULT)).ifPresent(stage -> {
            throw api.place().in("StageName").unsupported(stage + " (only $default is)");
        });
        var routeLimits = new HashMap<String, HttpApiModel.Limit>();
        Section routes = api.section("RouteSettings");
        routes.entries().keySet().forEach(route -> routeLimits.put(route, limit(routes.section(route))));
        return new HttpApiModel(
                limit(api.section("DefaultRouteSettings")),
                routeLimits,
                api.has("CorsConfiguration") ? Optional.of(cors(api.section("CorsConfiguration"))) : Optional.empty());
    }

    private static HttpApiModel.Limit limit(Section settings) {
        settings.allow(
                java.util.Set.of("ThrottlingRateLimit", "ThrottlingBurstLimit"),
                Map.of("DetailedMetricsEnabled", "nothing observes the local system"));
        return new HttpApiModel.Limit(
                settings.has("ThrottlingRateLimit")
                        ? OptionalDouble.of(Double.parseDouble(settings.requiredText("ThrottlingRateLimit")))
                        : OptionalDouble.empty(),
                settings.has("ThrottlingBurstLimit")
                        ? OptionalInt.of(settings.number("ThrottlingBurstLimit", 0, 0, Integer.MAX_VALUE))
                        : OptionalInt.empty());
    }

    private static HttpApiModel.Cors cors(Section cors) {
        cors.allow("AllowOrigins", "AllowMethods", "AllowHeaders", "ExposeHeaders", "AllowCredentials", "MaxAge");
        return new HttpApiModel.Cors(
                cors.texts("AllowOrigins"),
                cors.texts("AllowMethods"),
                cors.texts("AllowHeaders"),
                cors.texts("ExposeHeaders"),
                cors.flag("AllowCredentials"),
                cors.has("MaxAge") ? OptionalInt.of(cors.number("MaxAge", 0, 0, DAY_SECONDS)) : OptionalInt.empty());
    }

    private Map<String, String> outputs() {
        var outputs = new HashMap<String, String>();
        Section declared = top.section("Outputs");
        for (String name : declared.entries().keySet()) {
            Section output = declared.section(name);
            output.allow("Description", "Value", "Export", "Condition");
            if (output.text("Condition")
                    .map(condition -> resources.values().condition(condition, output.place()))
                    .orElse(true)) {
                Object value = resources
                        .values()
                        .resolve(output.entries().get("Value"), output.place().in("Value"));
                outputs.put(name, String.valueOf(value));
            }
        }
        return outputs;
    }
}
