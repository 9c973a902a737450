package io.vuelta.cloud.template;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;

/**
 * The local runtime's support of a resource type: the properties that it supports, and the properties that have no
 * effect locally, with the reason. Any other property is refused, so that no difference from AWS remains unnoticed.
 */
record ResourceType(Set<String> honoured, Map<String, String> withoutEffect) {
    private static final String BILL = "matters only for the bill and the console";
    private static final String POLICY = "there is no access control here";
    private static final String ENCRYPTION = "data at rest stays on this machine";
    private static final String LOGS = "logs go to the standard error stream or the data directory";
    private static final String DEPLOYMENT = "a matter of deployment; the classes come from this process's class path";
    private static final String CAPACITY = "there is no capacity to provide";
    private static final String DOMAIN = "the API is reached by its own address";
    private static final String OBSERVED = "nothing observes the local system";

    static final Map<String, ResourceType> ALL = Map.ofEntries(
            entry(
                    "AWS::DynamoDB::Table",
                    new ResourceType(
                            Set.of(
                                    "TableName",
                                    "AttributeDefinitions",
                                    "KeySchema",
                                    "GlobalSecondaryIndexes",
                                    "BillingMode",
                                    "StreamSpecification",
                                    "TimeToLiveSpecification"),
                            Map.ofEntries(
                                    entry("ProvisionedThroughput", CAPACITY),
                                    entry("OnDemandThroughput", CAPACITY),
                                    entry("WarmThroughput", CAPACITY),
                                    entry("PointInTimeRecoverySpecification", "there are no backups here"),
                                    entry("SSESpecification", ENCRYPTION),
                                    entry("DeletionProtectionEnabled", DEPLOYMENT),
                                    entry("ContributorInsightsSpecification", OBSERVED),
                                    entry("ResourcePolicy", POLICY),
                                    entry("TableClass", BILL),
                                    entry("Tags", BILL)))),
            entry(
                    "AWS::S3::Bucket",
                    new ResourceType(
                            Set.of("BucketName", "NotificationConfiguration"),
                            Map.ofEntries(
                                    entry("PublicAccessBlockConfiguration", POLICY),
                                    entry("OwnershipControls", POLICY),
                                    entry("BucketEncryption", ENCRYPTION),
                                    entry("LifecycleConfiguration", "objects stay until they are deleted"),
                                    entry("VersioningConfiguration", "only the newest version of an object is kept"),
                                    entry("CorsConfiguration", "every origin is allowed"),
                                    entry("LoggingConfiguration", OBSERVED),
                                    entry("MetricsConfigurations", OBSERVED),
                                    entry("Tags", BILL)))),
            entry(
                    "AWS::S3::BucketPolicy",
                    new ResourceType(Set.of(), Map.of("Bucket", POLICY, "PolicyDocument", POLICY))),
            entry(
                    "AWS::SQS::Queue",
                    new ResourceType(
                            Set.of(
                                    "QueueName",
                                    "FifoQueue",
                                    "ContentBasedDeduplication",
                                    "VisibilityTimeout",
                                    "DelaySeconds",
                                    "MessageRetentionPeriod",
                                    "ReceiveMessageWaitTimeSeconds",
                                    "MaximumMessageSize",
                                    "RedrivePolicy"),
                            Map.ofEntries(
                                    entry("RedriveAllowPolicy", POLICY),
                                    entry("DeduplicationScope", CAPACITY),
                                    entry("FifoThroughputLimit", CAPACITY),
                                    entry("SqsManagedSseEnabled", ENCRYPTION),
                                    entry("KmsMasterKeyId", ENCRYPTION),
                                    entry("KmsDataKeyReusePeriodSeconds", ENCRYPTION),
                                    entry("Tags", BILL)))),
            entry(
                    "AWS::SQS::QueuePolicy",
                    new ResourceType(Set.of(), Map.of("Queues", POLICY, "PolicyDocument", POLICY))),
            entry("AWS::Serverless::Function", function()),
            entry(
                    "AWS::Serverless::HttpApi",
                    new ResourceType(
                            Set.of("StageName", "DefaultRouteSettings", "RouteSettings", "CorsConfiguration"),
                            Map.ofEntries(
                                    entry("Name", BILL),
                                    entry("Description", BILL),
                                    entry("FailOnWarnings", DEPLOYMENT),
                                    entry("AccessLogSettings", LOGS),
                                    entry("PropagateTags", BILL),
                                    entry("Tags", BILL)))),
            entry(
                    "AWS::Lambda::Url",
                    new ResourceType(
                            Set.of(),
                            Map.of("TargetFunctionArn", DOMAIN, "Qualifier", DEPLOYMENT, "AuthType", POLICY))),
            entry(
                    "AWS::Lambda::Permission",
                    new ResourceType(
                            Set.of(),
                            Map.of(
                                    "FunctionName", POLICY,
                                    "Action", POLICY,
                                    "FunctionUrlAuthType", POLICY,
                                    "InvokedViaFunctionUrl", POLICY,
                                    "Principal", POLICY))),
            entry("AWS::Scheduler::ScheduleGroup", new ResourceType(Set.of("Name"), Map.of("Tags", BILL))),
            entry(
                    "AWS::IAM::Role",
                    new ResourceType(
                            Set.of("RoleName"),
                            Map.of(
                                    "AssumeRolePolicyDocument", POLICY,
                                    "Policies", POLICY,
                                    "ManagedPolicyArns", POLICY,
                                    "PermissionsBoundary", POLICY,
                                    "MaxSessionDuration", POLICY,
                                    "Path", POLICY,
                                    "Description", BILL,
                                    "Tags", BILL))),
            entry(
                    "AWS::IAM::ManagedPolicy",
                    new ResourceType(
                            Set.of("ManagedPolicyName"),
                            Map.of(
                                    "PolicyDocument", POLICY,
                                    "Roles", POLICY,
                                    "Users", POLICY,
                                    "Groups", POLICY,
                                    "Path", POLICY,
                                    "Description", BILL))),
            entry(
                    "AWS::Logs::LogGroup",
                    new ResourceType(
                            Set.of("LogGroupName"),
                            Map.of(
                                    "RetentionInDays", LOGS,
                                    "KmsKeyId", ENCRYPTION,
                                    "LogGroupClass", BILL,
                                    "Tags", BILL))),
            entry(
                    "AWS::Logs::MetricFilter",
                    new ResourceType(
                            Set.of("FilterName"),
                            Map.of(
                                    "LogGroupName", OBSERVED,
                                    "FilterPattern", OBSERVED,
                                    "MetricTransformations", OBSERVED))),
            entry("AWS::CloudWatch::Alarm", alarm()),
            entry(
                    "AWS::CloudWatch::Dashboard",
                    new ResourceType(Set.of("DashboardName"), Map.of("DashboardBody", OBSERVED))),
            entry("AWS::SNS::Topic", new ResourceType(Set.of("TopicName"), Map.of("Tags", BILL))),
            entry(
                    "AWS::SNS::TopicPolicy",
                    new ResourceType(Set.of(), Map.of("Topics", POLICY, "PolicyDocument", POLICY))),
            entry(
                    "AWS::SNS::Subscription",
                    new ResourceType(
                            Set.of(), Map.of("TopicArn", OBSERVED, "Protocol", OBSERVED, "Endpoint", OBSERVED))),
            entry(
                    "AWS::ApiGatewayV2::DomainName",
                    new ResourceType(
                            Set.of(), Map.of("DomainName", DOMAIN, "DomainNameConfigurations", DOMAIN, "Tags", BILL))),
            entry(
                    "AWS::ApiGatewayV2::ApiMapping",
                    new ResourceType(
                            Set.of(),
                            Map.of("ApiId", DOMAIN, "DomainName", DOMAIN, "Stage", DOMAIN, "ApiMappingKey", DOMAIN))),
            entry(
                    "AWS::SecretsManager::Secret",
                    new ResourceType(
                            Set.of("Name", "SecretString", "GenerateSecretString"),
                            Map.of("Description", BILL, "KmsKeyId", ENCRYPTION, "Tags", BILL))));

    private static ResourceType function() {
        return new ResourceType(
                Set.of(
                        "FunctionName",
                        "Handler",
                        "Runtime",
                        "Timeout",
                        "MemorySize",
                        "Environment",
                        "ReservedConcurrentExecutions",
                        "Events",
                        "AutoPublishAlias"),
                Map.ofEntries(
                        entry("CodeUri", DEPLOYMENT),
                        entry("Architectures", DEPLOYMENT),
                        entry("SnapStart", DEPLOYMENT),
                        entry("AutoPublishAliasAllProperties", DEPLOYMENT),
                        entry("VersionDeletionPolicy", DEPLOYMENT),
                        entry("VersionDescription", DEPLOYMENT),
                        entry("DeploymentPreference", DEPLOYMENT),
                        entry("PackageType", DEPLOYMENT),
                        entry("Policies", POLICY),
                        entry("Role", POLICY),
                        entry("PermissionsBoundary", POLICY),
                        entry("KmsKeyArn", ENCRYPTION),
                        entry("EphemeralStorage", CAPACITY),
                        entry("RecursiveLoop", "a function may call itself here as often as it likes"),
                        entry("LoggingConfig", LOGS),
                        entry("Tracing", OBSERVED),
                        entry("Description", BILL),
                        entry("PropagateTags", BILL),
                        entry("Tags", BILL)));
    }

    private static ResourceType alarm() {
        return new ResourceType(
                Set.of("AlarmName"),
                Map.ofEntries(
                        entry("AlarmDescription", OBSERVED),
                        entry("ActionsEnabled", OBSERVED),
                        entry("AlarmActions", OBSERVED),
                        entry("OKActions", OBSERVED),
                        entry("InsufficientDataActions", OBSERVED),
                        entry("Namespace", OBSERVED),
                        entry("MetricName", OBSERVED),
                        entry("Metrics", OBSERVED),
                        entry("Dimensions", OBSERVED),
                        entry("Statistic", OBSERVED),
                        entry("ExtendedStatistic", OBSERVED),
                        entry("Unit", OBSERVED),
                        entry("Period", OBSERVED),
                        entry("EvaluationPeriods", OBSERVED),
                        entry("DatapointsToAlarm", OBSERVED),
                        entry("Threshold", OBSERVED),
                        entry("ComparisonOperator", OBSERVED),
                        entry("TreatMissingData", OBSERVED),
                        entry("Tags", OBSERVED)));
    }

    /** The property that sets the name of a resource of the type; empty if the type has none. */
    static String nameProperty(String type) {
        return switch (type) {
            case "AWS::DynamoDB::Table" -> "TableName";
            case "AWS::S3::Bucket" -> "BucketName";
            case "AWS::SQS::Queue" -> "QueueName";
            case "AWS::Serverless::Function" -> "FunctionName";
            case "AWS::Scheduler::ScheduleGroup", "AWS::SecretsManager::Secret" -> "Name";
            case "AWS::IAM::Role" -> "RoleName";
            case "AWS::IAM::ManagedPolicy" -> "ManagedPolicyName";
            case "AWS::Logs::LogGroup" -> "LogGroupName";
            case "AWS::Logs::MetricFilter" -> "FilterName";
            case "AWS::CloudWatch::Alarm" -> "AlarmName";
            case "AWS::CloudWatch::Dashboard" -> "DashboardName";
            case "AWS::SNS::Topic" -> "TopicName";
            default -> "";
        };
    }
}
