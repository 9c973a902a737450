package io.vuelta.cloud.template;

import static io.vuelta.cloud.template.DeployedTemplate.idIn;
import static io.vuelta.cloud.template.DeployedTemplate.list;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules that the template must follow to work in an AWS account. Each rule returns its violations as text. */
final class TemplateRules {
    private static final String FUNCTION = "AWS::Serverless::Function";
    private static final String QUEUE = "AWS::SQS::Queue";
    private static final String ALARM = "AWS::CloudWatch::Alarm";
    private static final String LOG_GROUP = "AWS::Logs::LogGroup";

    /** Other values of text parameters, which cannot be derived from the template. */
    private static final Map<String, String> OTHER_TEXTS = Map.of(
            "Stage", "staging",
            "SecretPrefix", "other",
            "PublicUrl", "https://other.example",
            "DomainName", "other.example",
            "CertificateArn", "arn:aws:acm:us-east-1:000000000000:certificate/other",
            "AlarmEmail", "other@example.com",
            "AllowedOrigins", "https://other.example");

    /** Properties that are not part of a published version: they act at once, or only when the stack is deployed. */
    private static final Set<String> NOT_OF_A_VERSION = Set.of(
            "VersionDescription",
            "AutoPublishAlias",
            "AutoPublishAliasAllProperties",
            "VersionDeletionPolicy",
            "DeploymentPreference",
            "Events",
            "ReservedConcurrentExecutions",
            "RecursiveLoop",
            "PropagateTags",
            "Tags");

    private static final int MAX_VERSION_DESCRIPTION = 256;

    /** Maximum length of a name by resource type, in characters; names that CloudFormation generates always fit. */
    private static final Map<String, Integer> MAX_NAMES = Map.ofEntries(
            Map.entry("AWS::S3::Bucket", 63),
            Map.entry("AWS::Scheduler::ScheduleGroup", 64),
            Map.entry(FUNCTION, 64),
            Map.entry("AWS::IAM::Role", 64),
            Map.entry(QUEUE, 80),
            Map.entry("AWS::IAM::ManagedPolicy", 128),
            Map.entry("AWS::DynamoDB::Table", 255),
            Map.entry("AWS::CloudWatch::Dashboard", 255),
            Map.entry(ALARM, 255),
            Map.entry("AWS::SNS::Topic", 256),
            Map.entry(LOG_GROUP, 512),
            Map.entry("AWS::SecretsManager::Secret", 512));

    /** The unique part of a stack's id is a UUID on AWS and {@code local} here; the difference in characters. */
    private static final int UUID_MORE_THAN_LOCAL = 36 - "local".length();

    /**
     * Calls that Lambda makes with the role of a function that reads a queue; the next constant has those for a stream.
     */
    private static final Set<String> READ_QUEUE =
            Set.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");

    private static final Set<String> READ_STREAM =
            Set.of("dynamodb:DescribeStream", "dynamodb:GetShardIterator", "dynamodb:GetRecords");

    private static final Pattern SUBSTITUTED = Pattern.compile("\\$\\{([A-Za-z]+)}");

    private TemplateRules() {}

    static final Map<String, Function<DeployedTemplate, List<String>>> ALL = all();

    private static Map<String, Function<DeployedTemplate, List<String>>> all() {
        Map<String, Function<DeployedTemplate, List<String>>> all = new LinkedHashMap<>();
        all.put("a changed parameter reaches the alias", TemplateRules::versions);
        all.put("names and descriptions are short enough", TemplateRules::names);
        all.put("every queue has dead letters and alarms", TemplateRules::queues);
        all.put("messages are hidden long enough", TemplateRules::visibility);
        all.put("a wildcard has a reason", TemplateRules::wildcards);
        all.put("a function has a role of its own", TemplateRules::roles);
        all.put("a service acts for us alone", TemplateRules::services);
        all.put("nothing is reached without TLS", TemplateRules::encryption);
        all.put("API keys are written by few", TemplateRules::apiKeys);
        all.put("logs are kept as long as is said", TemplateRules::logs);
        all.put("data outlives mistakes", TemplateRules::data);
        all.put("dead letters are found in the outputs", TemplateRules::outputs);
        return all;
    }

    // ------------------------------------------------------------------------------------------------------ versions

    private static List<String> versions(DeployedTemplate template) {
        List<String> found = new ArrayList<>();
        Map<String, Version> before = published(template);
        template.parameters().entries().keySet().forEach(name -> {
            String other = other(name, template.parameters().section(name));
            Map<String, Version> after = published(template.with(name, other));
            before.forEach((function, version) -> {
                Version changed = Objects.requireNonNull(after.get(function));
                if (!version.configuration().equals(changed.configuration())
                        && version.description().equals(changed.description())) {
                    found.add(
                            function + ": another " + name + " does not reach the alias: VersionDescription lacks it");
                }
                if (version.configuration().equals(changed.configuration())
                        && !version.description().equals(changed.description())) {
                    found.add(function + ": another " + name
                            + " changes VersionDescription and nothing else: Lambda refuses such a version");
                }
            });
        });
        return found;
    }

    /** The configuration of a published version of a function, and its description. */
    private record Version(Map<String, Object> configuration, String description) {}

    private static Map<String, Version> published(DeployedTemplate template) {
        Map<String, Version> versions = new LinkedHashMap<>();
        template.ofType(FUNCTION).forEach((id, function) -> {
            Map<String, Object> configuration = new LinkedHashMap<>();
            function.entries().forEach((name, value) -> {
                @Nullable Object resolved = NOT_OF_A_VERSION.contains(name) ? null : template.resolve(value);
                if (resolved != null) {
                    configuration.put(name, resolved);
                }
            });
            Object description = template.resolve(function.entries().get("VersionDescription"));
            versions.put(id, new Version(configuration, String.valueOf(description)));
        });
        return versions;
    }

    /** A permitted value of the parameter other than its default. */
    private static String other(String name, Section parameter) {
        String standard = parameter.text("Default").orElse("");
        List<String> allowed = parameter.texts("AllowedValues");
        if (!allowed.isEmpty()) {
            return allowed.stream()
                    .filter(value -> !value.equals(standard))
                    .findFirst()
                    .orElseThrow();
        }
        if (parameter.requiredText("Type").equals("Number")) {
            return String.valueOf(Integer.parseInt(standard) + 1);
        }
        String other = OTHER_TEXTS.get(name);
        if (other == null) {
            throw new IllegalStateException("name another value of the parameter " + name + " in OTHER_TEXTS");
        }
        return other;
    }

    // --------------------------------------------------------------------------------------------------------- names

    private static List<String> names(DeployedTemplate template) {
        List<String> found = new ArrayList<>();
        template.resources().forEach((id, resource) -> {
            String property = ResourceType.nameProperty(resource.requiredText("Type"));
            @Nullable Object given = resource.section("Properties").entries().get(property);
            if (given != null) {
                String name = String.valueOf(template.resolve(given));
                int longest = name.length() + (name.contains("local") ? UUID_MORE_THAN_LOCAL : 0);
                int most = MAX_NAMES.getOrDefault(resource.requiredText("Type"), 255);
                if (longest > most) {
                    found.add(id + ": its name may have " + longest + " characters, more than " + most);
                }
            }
        });
        template.ofType(FUNCTION).forEach((id, function) -> {
            @Nullable Object description = function.entries().get("VersionDescription");
            int longest = description == null ? 0 : longest(description, template.parameters());
            if (longest > MAX_VERSION_DESCRIPTION) {
                found.add(id + ": its VersionDescription may have " + longest + " characters, more than "
                        + MAX_VERSION_DESCRIPTION);
            }
        });
        return found;
    }

    /**
     * An upper bound of the length in characters: all named parameters, each with its maximum length, and the text
     * between them.
     */
    private static int longest(Object description, Section parameters) {
        String written = description.toString();
        int sum = Stream.concat(
                        SUBSTITUTED.matcher(written).results().map(found -> found.group(1)),
                        Pattern.compile("Ref=([A-Za-z]+)")
                                .matcher(written)
                                .results()
                                .map(found -> found.group(1)))
                .distinct()
                .filter(parameters::has)
                .map(parameters::section)
                .mapToInt(parameter -> parameter.requiredText("Type").equals("Number")
                        ? parameter.number("MaxValue", Integer.MAX_VALUE / 2, 0, Integer.MAX_VALUE) < 1_000_000 ? 6 : 12
                        : parameter.texts("AllowedValues").stream()
                                .mapToInt(String::length)
                                .max()
                                .orElse(parameter.number("MaxLength", 10_000, 0, 10_000)))
                .sum();
        return sum + "https://".length() + 8;
    }

    // -------------------------------------------------------------------------------------------------------- queues

    private static List<String> queues(DeployedTemplate template) {
        List<String> found = new ArrayList<>();
        Map<String, Section> queues = template.ofType(QUEUE);
        Set<String> read = readers(template).keySet();
        queues.forEach((id, queue) -> {
            if (read.contains(id)) {
                String target = idIn(queue.section("RedrivePolicy").entries().get("deadLetterTargetArn"));
                if (!queues.containsKey(target) || read.contains(target)) {
                    found.add(id + ": what cannot be handled goes nowhere");
                }
                if (!isWatched(template, id, "ApproximateAgeOfOldestMessage")) {
                    found.add(id + ": no alarm tells that messages wait");
                }
            } else {
                if (!isWatched(template, id, "ApproximateNumberOfMessagesVisible")) {
                    found.add(id + ": no alarm tells that something was given up");
                }
                if (queue.number("MessageRetentionPeriod", 345_600, 60, 1_209_600) < 1_209_600) {
                    found.add(id + ": dead letters are kept for less than 14 days");
                }
            }
        });
        return found;
    }

    /** The functions that read each queue, by the logical id of the queue. */
    private static Map<String, List<String>> readers(DeployedTemplate template) {
        Map<String, List<String>> readers = new LinkedHashMap<>();
        template.ofType(FUNCTION)
                .forEach((id, function) -> events(function, "SQS")
                        .forEach(event -> readers.computeIfAbsent(
                                        idIn(event.entries().get("Queue")), _ -> new ArrayList<>())
                                .add(id)));
        return readers;
    }

    private static List<Section> events(Section function, String type) {
        Section events = function.section("Events");
        return events.entries().keySet().stream()
                .map(events::section)
                .filter(event -> event.requiredText("Type").equals(type))
                .map(event -> event.section("Properties"))
                .toList();
    }

    private static boolean isWatched(DeployedTemplate template, String queue, String metric) {
        return template.ofType(ALARM).values().stream()
                .filter(alarm -> alarm.text("MetricName").orElse("").equals(metric))
                .flatMap(alarm -> alarm.sections("Dimensions").stream())
                .anyMatch(dimension -> idIn(dimension.entries().get("Value")).equals(queue));
    }

    /**
     * The visibility time-out of a queue must be at least six times the time-out of its function plus the batching
     * window, as AWS advises. Otherwise a message of a throttled batch could be delivered again while it is handled.
     */
    private static List<String> visibility(DeployedTemplate template) {
        List<String> found = new ArrayList<>();
        template.ofType(FUNCTION).forEach((id, function) -> {
            int timeout = function.number("Timeout", 3, 1, 900);
            for (Section event : events(function, "SQS")) {
                String queue = idIn(event.entries().get("Queue"));
                int visible = template.resource(queue).section("Properties").number("VisibilityTimeout", 30, 0, 43_200);
                int wanted = 6 * timeout + event.number("MaximumBatchingWindowInSeconds", 0, 0, 300);
                if (visible < wanted && !commentAbove(template.text(), queue).contains("Visibility")) {
                    found.add(queue + ": " + visible + " s are less than " + wanted + ", six times what " + id
                            + " may take, and no comment with the word Visibility says why");
                }
            }
        });
        return found;
    }

    /** The comment lines directly above a resource, or within its properties. */
    private static String commentAbove(String text, String resource) {
        Matcher block = Pattern.compile("(?m)((?:^  #.*\n)*)^  " + resource + ":\n((?:^   .*\n)*)")
                .matcher(text);
        if (!block.find()) {
            return "";
        }
        String inside = Objects.requireNonNull(block.group(2));
        return block.group(1)
                + inside.lines().filter(line -> line.strip().startsWith("#")).collect(Collectors.joining("\n"));
    }

    // ------------------------------------------------------------------------------------------------------ policies

    /** A statement of a policy, and the logical id of the resource that has it. */
    record Statement(String owner, Section section) {
        List<String> actions() {
            return list(section.entries().get("Action")).stream()
                    .map(String::valueOf)
                    .toList();
        }

        boolean allows() {
            return section.requiredText("Effect").equals("Allow");
        }

        List<Object> resources() {
            return list(section.entries().get("Resource"));
        }
    }

    static List<Statement> statements(DeployedTemplate template) {
        List<Statement> found = new ArrayList<>();
        template.resources().forEach((id, resource) -> {
            Section properties = resource.section("Properties");
            Stream.of("PolicyDocument", "AssumeRolePolicyDocument")
                    .map(properties::section)
                    .flatMap(document -> document.sections("Statement").stream())
                    .forEach(statement -> found.add(new Statement(id, statement)));
            if (resource.requiredText("Type").equals("AWS::IAM::Role")) {
                properties.sections("Policies").stream()
                        .flatMap(policy -> policy.section("PolicyDocument").sections("Statement").stream())
                        .forEach(statement -> found.add(new Statement(id, statement)));
            }
        });
        return found;
    }

    private static final Pattern ALL_OF_IT = Pattern.compile("\\s*(?:- |\\w+: )\\[?\"?([\\w:]*\\*)\"?]?");

    /**
     * A {@code *} alone or for a whole service needs a comment above it. A {@code *} within the name of a resource is
     * permitted only at its end, after a slash or a hyphen.
     */
    private static List<String> wildcards(DeployedTemplate template) {
        List<String> found = new ArrayList<>();
        List<String> lines = template.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher all = ALL_OF_IT.matcher(lines.get(i));
            boolean notOfAPolicy = lines.get(i).contains("AllowedHeaders");
            if (all.matches() && !notOfAPolicy && !hasReason(lines, i)) {
                found.add("line " + (i + 1) + ": no comment says why "
                        + lines.get(i).strip());
            }
        }
        for (Statement statement : statements(template)) {
            statement.resources().stream()
                    .map(resource -> resource instanceof Map<?, ?> call
                            ? String.valueOf(
                                    list(call.values().iterator().next()).getFirst())
                            : resource.toString())
                    .filter(resource -> !resource.equals("*") && !resource.matches("[^*]*(?:[/-]\\*)?"))
                    .forEach(resource -> found.add(statement.owner() + ": too wide: " + resource));
        }
        return found;
    }

    /** Whether a comment above gives the reason; the principal and the action of a statement that denies share one. */
    private static boolean hasReason(List<String> lines, int line) {
        for (int i = line - 1; i >= 0; i--) {
            String above = lines.get(i).strip();
            if (above.startsWith("#")) {
                return true;
            }
            if (!ALL_OF_IT.matcher(lines.get(i)).matches()) {
                return false;
            }
        }
        return false;
    }

    private static List<String> roles(DeployedTemplate template) {
        List<String> found = new ArrayList<>();
        Set<String> taken = new TreeSet<>();
        template.ofType(FUNCTION).forEach((id, function) -> {
            String role = idIn(function.entries().get("Role"));
            if (role.isEmpty() || !taken.add(role)) {
                found.add(id + ": without a role of its own SAM gives it permissions on everything");
                return;
            }
            if (function.has("Policies")) {
                found.add(id + ": SAM ignores Policies beside Role");
            }
            template.resource(role).section("Properties").entries().forEach((name, value) -> {
                if (name.equals("ManagedPolicyArns") && value.toString().contains("arn:")) {
                    found.add(role + ": a policy of AWS's own is on everything");
                }
            });
            String logs = idIn(function.section("LoggingConfig").entries().get("LogGroup"));
            lacks(template, role, Set.of("logs:CreateLogStream", "logs:PutLogEvents"), logs, found);
            events(function, "SQS")
                    .forEach(event -> lacks(
                            template, role, READ_QUEUE, idIn(event.entries().get("Queue")), found));
            events(function, "DynamoDB")
                    .forEach(event -> lacks(
                            template, role, READ_STREAM, idIn(event.entries().get("Stream")), found));
        });
        return found;
    }

    private static void lacks(
            DeployedTemplate template, String role, Set<String> actions, String resource, List<String> found) {
        for (String action : actions) {
            boolean given = statements(template).stream()
                    .filter(statement -> statement.owner().equals(role) && statement.allows())
                    .filter(statement -> statement.actions().contains(action))
                    .flatMap(statement -> statement.resources().stream())
                    .anyMatch(allowed -> idIn(allowed).equals(resource));
            if (!given) {
                found.add(role + ": lacks " + action + " on " + resource);
            }
        }
    }

    private static List<String> services(DeployedTemplate template) {
        List<String> found = new ArrayList<>();
        for (Statement statement : statements(template)) {
            String conditions =
                    statement.section().section("Condition").entries().toString();
            Section principal = statement.section().entries().get("Principal") instanceof Map<?, ?>
                    ? statement.section().section("Principal")
                    : Section.of(null, statement.section().place());
            String service = principal.text("Service").orElse("");
            if (service.equals("scheduler.amazonaws.com") || service.equals("s3.amazonaws.com")) {
                if (!conditions.contains("aws:SourceArn") || !conditions.contains("aws:SourceAccount")) {
                    found.add(statement.owner() + ": " + service + " may do it for anybody; SourceArn is missing");
                }
            } else if (service.equals("cloudwatch.amazonaws.com") && !conditions.contains("aws:SourceAccount")) {
                found.add(statement.owner() + ": " + service + " may do it for anybody");
            }
            if (statement.actions().contains("iam:PassRole") && !conditions.contains("iam:PassedToService")) {
                found.add(statement.owner() + ": may pass the role to any service; PassedToService is missing");
            }
        }
        return found;
    }

    private static List<String> encryption(DeployedTemplate template) {
        List<String> found = new ArrayList<>();
        Set<String> covered = new TreeSet<>();
        for (Statement statement : statements(template)) {
            boolean tls = !statement.allows()
                    && statement
                            .section()
                            .section("Condition")
                            .entries()
                            .toString()
                            .contains("aws:SecureTransport=false");
            if (tls) {
                Section owner = template.resource(statement.owner()).section("Properties");
                Stream.of("Queues", "Topics", "Bucket")
                        .flatMap(name -> list(owner.entries().get(name)).stream())
                        .forEach(covers -> covered.add(idIn(covers)));
            }
        }
        Stream.of(QUEUE, "AWS::S3::Bucket", "AWS::SNS::Topic")
                .flatMap(type -> template.ofType(type).keySet().stream())
                .filter(id -> !covered.contains(id))
                .forEach(id -> found.add(id + ": no policy refuses what does not come over TLS"));
        template.ofType(QUEUE).forEach((id, queue) -> {
            if (!queue.flag("SqsManagedSseEnabled")) {
                found.add(id + ": is not encrypted");
            }
            long policies = template.ofType("AWS::SQS::QueuePolicy").values().stream()
                    .flatMap(policy -> list(policy.entries().get("Queues")).stream())
                    .filter(covers -> idIn(covers).equals(id))
                    .count();
            if (policies > 1) {
                found.add(id + ": has two policies, of which only the last one holds");
            }
        });
        return found;
    }

    /** The roles that may write API keys: those of the API, and of the function that creates keys without a key. */
    private static final Set<String> WRITE_API_KEYS = Set.of("ApiRole", "KeysRole");

    private static List<String> apiKeys(DeployedTemplate template) {
        List<String> found = new ArrayList<>();
        boolean denied = statements(template).stream()
                .filter(statement -> statement.owner().equals("ProtectApiKeys") && !statement.allows())
                .anyMatch(statement -> statement
                                .section()
                                .section("Condition")
                                .entries()
                                .toString()
                                .contains("ForAnyValue:StringEquals={dynamodb:LeadingKeys=[KEYS]}")
                        && statement
                                .actions()
                                .containsAll(
                                        List.of("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem")));
        if (!denied) {
            found.add("ProtectApiKeys: does not deny that API keys are written");
        }
        template.ofType(FUNCTION).forEach((id, function) -> {
            String role = idIn(function.entries().get("Role"));
            boolean kept = !role.isEmpty()
                    && list(template.resource(role)
                                    .section("Properties")
                                    .entries()
                                    .get("ManagedPolicyArns"))
                            .stream()
                            .anyMatch(policy -> idIn(policy).equals("ProtectApiKeys"));
            if (!kept && !WRITE_API_KEYS.contains(role)) {
                found.add(id + ": may write API keys");
            }
        });
        return found;
    }

    // ----------------------------------------------------------------------------------------------------- the rest

    private static List<String> logs(DeployedTemplate template) {
        List<String> found = new ArrayList<>();
        Map<String, Section> groups = template.ofType(LOG_GROUP);
        groups.forEach((id, group) -> {
            if (!idIn(group.entries().get("RetentionInDays")).equals("LogRetentionDays")) {
                found.add(id + ": is kept for ever");
            }
        });
        template.ofType(FUNCTION).forEach((id, function) -> {
            if (!groups.containsKey(
                    idIn(function.section("LoggingConfig").entries().get("LogGroup")))) {
                found.add(id + ": logs to a group that nobody describes, which is kept for ever");
            }
        });
        template.ofType("AWS::Serverless::HttpApi").forEach((id, api) -> {
            if (!api.has("AccessLogSettings")) {
                found.add(id + ": has no access log");
            }
            String format = api.section("AccessLogSettings").text("Format").orElse("");
            if (Stream.of("sourceIp", "$context.path", "rawPath", "queryString", "userAgent")
                    .anyMatch(format::contains)) {
                found.add(id + ": its access log has personal data");
            }
        });
        return found;
    }

    private static List<String> data(DeployedTemplate template) {
        List<String> found = new ArrayList<>();
        Stream.of("AWS::DynamoDB::Table", "AWS::S3::Bucket")
                .flatMap(type -> template.ofType(type).keySet().stream())
                .forEach(id -> {
                    Section resource = template.resource(id);
                    if (!resource.text("DeletionPolicy").orElse("").equals("Retain")
                            || !resource.text("UpdateReplacePolicy").orElse("").equals("Retain")) {
                        found.add(id + ": goes with the stack");
                    }
                });
        template.ofType("AWS::DynamoDB::Table").forEach((id, table) -> {
            if (!idIn(table.entries().get("DeletionProtectionEnabled")).equals("DeletionProtection")) {
                found.add(id + ": can be deleted by mistake");
            }
            if (!table.section("PointInTimeRecoverySpecification").flag("PointInTimeRecoveryEnabled")) {
                found.add(id + ": cannot be restored");
            }
        });
        template.ofType("AWS::S3::Bucket").forEach((id, bucket) -> {
            Section block = bucket.section("PublicAccessBlockConfiguration");
            if (!Stream.of("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
                    .allMatch(block::flag)) {
                found.add(id + ": may become public");
            }
        });
        return found;
    }

    private static List<String> outputs(DeployedTemplate template) {
        Set<String> shown = new TreeSet<>();
        Section outputs = template.outputs();
        outputs.entries()
                .keySet()
                .forEach(name -> shown.add(idIn(outputs.section(name).entries().get("Value"))));
        Set<String> read = readers(template).keySet();
        return template.ofType(QUEUE).keySet().stream()
                .filter(id -> !read.contains(id) && !shown.contains(id))
                .map(id -> id + ": its address is no output")
                .toList();
    }
}
