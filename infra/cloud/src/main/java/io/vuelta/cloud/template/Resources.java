package io.vuelta.cloud.template;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The section Resources: its resources by type, their names, and the local values of references to them. */
final class Resources implements Values.Resources {
    private final String stackName;
    private final TemplateReader.Addresses addresses;
    private final Section globals;
    private final Values values;
    private final Map<String, Section> declared = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();

    Resources(
            Section resources,
            Section globals,
            String stackName,
            TemplateReader.Addresses addresses,
            Map<String, Object> parameters,
            Section conditions) {
        this.stackName = stackName;
        this.addresses = addresses;
        this.globals = globals;
        this.values = new Values(stackName, parameters, conditions, this);
        for (String logicalId : resources.entries().keySet()) {
            Section resource = resources.section(logicalId);
            resource.allow(
                    "Type",
                    "Properties",
                    "Condition",
                    "DependsOn",
                    "DeletionPolicy",
                    "UpdateReplacePolicy",
                    "Metadata");
            type(resource);
            if (resource.text("Condition")
                    .map(name -> values.condition(name, resource.place()))
                    .orElse(true)) {
                declared.put(logicalId, resource);
            }
        }
    }

    Values values() {
        return values;
    }

    /** The name of every resource that has one. */
    Map<String, String> names() {
        declared.keySet().forEach(this::name);
        return Map.copyOf(names);
    }

    /**
     * Passes every resource of the type to the action, with its honoured properties resolved and all others checked.
     */
    void forEach(String type, java.util.function.BiConsumer<String, Section> action) {
        declared.forEach((logicalId, resource) -> {
            if (type(resource).equals(type)) {
                action.accept(logicalId, properties(resource));
            }
        });
    }

    void checkAll(Consumer<String> seen) {
        declared.forEach((logicalId, resource) -> {
            properties(resource);
            seen.accept(logicalId);
        });
    }

    private static String type(Section resource) {
        String type = resource.requiredText("Type");
        if (!ResourceType.ALL.containsKey(type)) {
            throw resource.place().in("Type").unsupported(type);
        }
        return type;
    }

    private Section properties(Section resource) {
        String type = type(resource);
        var known = ResourceType.ALL.get(type);
        Section own = resource.section("Properties");
        if (known == null) {
            throw resource.place().in("Type").unsupported(type);
        }
        own.allow(known.honoured(), known.withoutEffect());
        Section merged = type.equals("AWS::Serverless::Function") ? Globals.merge(globals, own) : own;
        var honoured = new LinkedHashMap<String, Object>();
        merged.entries().forEach((key, value) -> {
            if (known.honoured().contains(key)) {
                @Nullable Object resolved = values.resolve(value, own.place().in(key));
                if (resolved != null) {
                    honoured.put(key, resolved);
                }
            }
        });
        return new Section(honoured, own.place());
    }

    String name(String logicalId) {
        @Nullable String known = names.get(logicalId);
        if (known != null) {
            return known;
        }
        Section resource = java.util.Objects.requireNonNull(declared.get(logicalId));
        String type = type(resource);
        Section own = resource.section("Properties");
        String property = ResourceType.nameProperty(type);
        Optional<String> given = Optional.ofNullable(own.entries().get(property))
                .map(value -> values.resolve(value, own.place().in(property)))
                .map(String::valueOf);
        String name = given.orElseGet(() -> otherwise(logicalId, type, own));
        if (type.equals("AWS::SQS::Queue") && own.flag("FifoQueue") != name.endsWith(".fifo")) {
            throw own.place().in("QueueName").wrong("must end with .fifo for a FIFO queue, and only there: " + name);
        }
        names.put(logicalId, name);
        return name;
    }

    private String otherwise(String logicalId, String type, Section own) {
        String name = stackName + "-" + logicalId;
        return switch (type) {
            case "AWS::S3::Bucket" -> name.toLowerCase(Locale.ROOT);
            case "AWS::SQS::Queue" -> own.flag("FifoQueue") ? name + ".fifo" : name;
            default -> name;
        };
    }

    @Override
    public Optional<Object> value(String logicalId, String attribute, Place place) {
        Section resource = declared.get(logicalId);
        if (resource == null) {
            return ofGenerated(logicalId, attribute);
        }
        String name = name(logicalId);
        return Optional.of(
                switch (type(resource)) {
                    case "AWS::DynamoDB::Table" ->
                        attribute.equals("StreamArn")
                                        && resource.section("Properties").has("StreamSpecification")
                                ? LocalAccount.streamArn(name)
                                : oneOf(attribute, place, name, LocalAccount.tableArn(name));
                    case "AWS::S3::Bucket" -> oneOf(attribute, place, name, LocalAccount.bucketArn(name));
                    case "AWS::SQS::Queue" ->
                        attribute.equals("QueueName")
                                ? name
                                : oneOf(attribute, place, addresses.queueUrl(name), LocalAccount.queueArn(name));
                    case "AWS::Serverless::Function" -> ofFunction(name, attribute, place);
                    case "AWS::Lambda::Url" -> addresses.httpApi() + "/";
                    case "AWS::Serverless::HttpApi" -> {
                        if (attribute.equals("ApiEndpoint")) {
                            yield addresses.httpApi();
                        }
                        yield oneOf(attribute, place, HTTP_API_ID, "");
                    }
                    case "AWS::Scheduler::ScheduleGroup" ->
                        oneOf(attribute, place, name, LocalAccount.scheduleGroupArn(name));
                    case "AWS::IAM::Role" -> oneOf(attribute, place, name, LocalAccount.roleArn(name));
                    case "AWS::IAM::ManagedPolicy" -> oneOf(attribute, place, LocalAccount.policyArn(name), "");
                    case "AWS::Logs::LogGroup" -> oneOf(attribute, place, name, LocalAccount.logGroupArn(name));
                    case "AWS::CloudWatch::Alarm" -> oneOf(attribute, place, name, LocalAccount.alarmArn(name));
                    case "AWS::CloudWatch::Dashboard" -> oneOf(attribute, place, name, "");
                    case "AWS::SNS::Topic" -> oneOf(attribute, place, LocalAccount.topicArn(name), "");
                    case "AWS::SecretsManager::Secret" -> oneOf(attribute, place, LocalAccount.secretArn(name), "");
                    default -> throw place.unsupported("a reference to " + logicalId);
                });
    }

    /** The HTTP API's identifier in events. */
    static final String HTTP_API_ID = "local";

    private static Object oneOf(String attribute, Place place, String reference, String arn) {
        if (attribute.isEmpty()) {
            return reference;
        }
        if (attribute.equals("Arn") && !arn.isEmpty()) {
            return arn;
        }
        throw place.unsupported("the attribute " + attribute + " of a resource of this type");
    }

    private static Object ofFunction(String name, String attribute, Place place) {
        return switch (attribute) {
            case "Alias" -> LocalAccount.functionArn(name) + ":live";
            case "Version" -> LocalAccount.functionArn(name) + ":1";
            default -> oneOf(attribute, place, name, LocalAccount.functionArn(name));
        };
    }

    /** SAM creates a role for every function; its logical id is the function's with the suffix Role. */
    private Optional<Object> ofGenerated(String logicalId, String attribute) {
        boolean role =
                logicalId.endsWith("Role") && declared.containsKey(logicalId.substring(0, logicalId.length() - 4));
        if (!role) {
            return Optional.empty();
        }
        String name = stackName + "-" + logicalId;
        return Optional.of(attribute.isEmpty() ? name : LocalAccount.roleArn(name));
    }
}
