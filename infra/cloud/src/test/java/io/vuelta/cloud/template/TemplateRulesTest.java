package io.vuelta.cloud.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The template follows every rule, and each rule detects a copy of the template that breaks it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TemplateRulesTest {
    static Set<String> rules() {
        return TemplateRules.ALL.keySet();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_template_follows_the_rule(String rule) {
        assertThat(found(rule, DeployedTemplate.FILE)).isEmpty();
    }

    private static List<String> found(String rule, Path file) {
        return Objects.requireNonNull(TemplateRules.ALL.get(rule)).apply(new DeployedTemplate(file, Map.of()));
    }

    /** A change that breaks a rule, and a text of the expected violation. */
    record Broken(String rule, String text, String by, String said) {
        @Override
        public String toString() {
            return rule + ": " + said;
        }
    }

    static Stream<Broken> broken() {
        return Stream.of(versions(), queues(), policies(), rest()).flatMap(part -> part);
    }

    private static Stream<Broken> versions() {
        String rule = "a changed parameter reaches the alias";
        return Stream.of(
                new Broken(
                        rule,
                        "VersionDescription: !Sub \"${AskAfterSeconds} ${Tracing}\"",
                        "VersionDescription: none",
                        "PaceFunction: another AskAfterSeconds does not reach the alias"),
                new Broken(
                        rule,
                        "- ${Prefix} ${RequestsPerSecond} ${WebhookTargets}",
                        "- ${Prefix} ${WebhookTargets}",
                        "ApiFunction: another RequestsPerSecond does not reach the alias"),
                new Broken(
                        rule,
                        "VersionDescription: !Sub \"${TechnicalBackoffSeconds} ${Tracing}\"",
                        "VersionDescription: !Sub \"${TechnicalBackoffSeconds}\"",
                        "SettleFunction: another Tracing does not reach the alias"),
                new Broken(
                        rule,
                        "- ${Url} ${TechnicalBackoffSeconds} ${DispatchMemory}",
                        "- ${Url} ${TechnicalBackoffSeconds}",
                        "DispatchFunction: another DispatchMemory does not reach the alias"),
                new Broken(
                        rule,
                        "VersionDescription: !Sub \"${AskAfterSeconds} ${Tracing}\"",
                        "VersionDescription: !Sub \"${AskAfterSeconds} ${Tracing} ${LogRetentionDays}\"",
                        "PaceFunction: another LogRetentionDays changes VersionDescription and nothing else"),
                new Broken(
                        "names and descriptions are short enough",
                        "        - vuelta-${Id}\n        - Id: !Select [2, !Split [\"/\", !Ref AWS::StackId]]\n\n  ScheduleRole",
                        "        - ${AWS::StackName}-lines\n        - Id: x\n\n  ScheduleRole",
                        "ScheduleGroup: its name may have 134 characters, more than 64"),
                new Broken(
                        "names and descriptions are short enough",
                        "(https?://[^/?#]+)?\"\n    MaxLength: 96",
                        "(https?://[^/?#]+)?\"\n    MaxLength: 200",
                        "DispatchFunction: its VersionDescription may have"));
    }

    private static Stream<Broken> queues() {
        String rule = "every queue has dead letters and alarms";
        return Stream.of(
                new Broken(
                        rule,
                        "deadLetterTargetArn: !GetAtt OutcomeDeadLetters.Arn",
                        "deadLetterTargetArn: !GetAtt PaceQueue.Arn",
                        "OutcomeQueue: what cannot be handled goes nowhere"),
                new Broken(
                        rule,
                        "!GetAtt ScheduleDeadLetters.QueueName",
                        "!GetAtt PaceDeadLetters.QueueName",
                        "ScheduleDeadLetters: no alarm tells that something was given up"),
                new Broken(
                        rule,
                        "!GetAtt DispatchQueue.QueueName",
                        "!GetAtt PaceQueue.QueueName",
                        "DispatchQueue: no alarm tells that messages wait"),
                new Broken(
                        rule,
                        "DoctorDeadLetters:\n    Type: AWS::SQS::Queue\n    Properties:\n      MessageRetentionPeriod: 1209600",
                        "DoctorDeadLetters:\n    Type: AWS::SQS::Queue\n    Properties:\n      MessageRetentionPeriod: 86400",
                        "DoctorDeadLetters: dead letters are kept for less than 14 days"),
                new Broken(
                        "messages are hidden long enough",
                        "VisibilityTimeout: 200",
                        "VisibilityTimeout: 180",
                        "OutcomeQueue: 180 s are less than 181, six times what SettleFunction may take"),
                new Broken(
                        "messages are hidden long enough",
                        "      # Visibility just over the function's time-out: an export whose function died is begun again soon.\n",
                        "",
                        "ExportQueue: 960 s are less than 5400"),
                new Broken(
                        "dead letters are found in the outputs",
                        "Value: !Ref ExportDeadLetters",
                        "Value: !Ref ExportQueue",
                        "ExportDeadLetters: its address is no output"));
    }

    private static Stream<Broken> policies() {
        String roles = "a function has a role of its own";
        return Stream.of(
                new Broken(
                        "a wildcard has a reason",
                        "                # This action knows no resource.\n",
                        "",
                        "no comment says why Resource: \"*\""),
                new Broken(
                        "a wildcard has a reason",
                        "Action: [dynamodb:GetItem, dynamodb:Query, dynamodb:UpdateItem]",
                        "Action: dynamodb:*",
                        "no comment says why Action: dynamodb:*"),
                new Broken(
                        "a wildcard has a reason",
                        "schedule/${ScheduleGroup}/line-*",
                        "schedule/*/line-*",
                        "PaceRole: too wide"),
                new Broken(
                        roles,
                        "      Role: !GetAtt PublishRole.Arn\n",
                        "",
                        "PublishFunction: without a role of its own"),
                new Broken(
                        roles,
                        "Role: !GetAtt PublishRole.Arn",
                        "Role: !GetAtt CountRole.Arn",
                        "PublishFunction: without a role of its own"),
                new Broken(
                        roles,
                        "Resource: !GetAtt DoctorLogs.Arn",
                        "Resource: !GetAtt ExportLogs.Arn",
                        "DoctorRole: lacks logs:PutLogEvents on DoctorLogs"),
                new Broken(
                        roles,
                        "                  - sqs:GetQueueAttributes\n                Resource: !GetAtt DoctorQueue.Arn",
                        "                Resource: !GetAtt DoctorQueue.Arn",
                        "DoctorRole: lacks sqs:GetQueueAttributes on DoctorQueue"),
                new Broken(
                        "a service acts for us alone",
                        "                aws:SourceArn: !GetAtt ScheduleGroup.Arn\n",
                        "",
                        "ScheduleRole: scheduler.amazonaws.com may do it for anybody"),
                new Broken(
                        "a service acts for us alone",
                        "              ArnEquals:\n                aws:SourceArn: !Sub",
                        "              ArnEquals:\n                aws:OtherArn: !Sub",
                        "UploadsQueuePolicy: s3.amazonaws.com may do it for anybody"),
                new Broken(
                        "a service acts for us alone",
                        "iam:PassedToService: scheduler.amazonaws.com",
                        "aws:ResourceAccount: me",
                        "PaceRole: may pass the role to any service"));
    }

    private static Stream<Broken> rest() {
        return Stream.of(
                new Broken(
                        "nothing is reached without TLS",
                        "        - !Ref OutcomeQueue\n        - !Ref OutcomeDeadLetters\n",
                        "        - !Ref OutcomeDeadLetters\n",
                        "OutcomeQueue: no policy refuses what does not come over TLS"),
                new Broken(
                        "nothing is reached without TLS",
                        "        - !Ref OutcomeQueue\n        - !Ref OutcomeDeadLetters\n",
                        "        - !Ref OutcomeQueue\n        - !Ref OutcomeDeadLetters\n        - !Ref UploadsQueue\n",
                        "UploadsQueue: has two policies, of which only the last one holds"),
                new Broken(
                        "API keys are written by few",
                        "dynamodb:LeadingKeys: [KEYS]",
                        "dynamodb:LeadingKeys: [KEY]",
                        "ProtectApiKeys: does not deny"),
                new Broken(
                        "API keys are written by few",
                        "      ManagedPolicyArns: [!Ref ProtectApiKeys]\n      Policies:\n        - PolicyName: settle\n",
                        "      Policies:\n        - PolicyName: settle\n",
                        "SettleFunction: may write API keys"),
                new Broken(
                        "logs are kept as long as is said",
                        "  DoctorLogs:\n    Type: AWS::Logs::LogGroup\n    DeletionPolicy: Delete\n    UpdateReplacePolicy:"
                                + " Delete\n    Properties:\n      RetentionInDays: !Ref LogRetentionDays",
                        "  DoctorLogs:\n    Type: AWS::Logs::LogGroup\n    Properties:\n      LogGroupClass: STANDARD",
                        "DoctorLogs: is kept for ever"),
                new Broken(
                        "logs are kept as long as is said",
                        "        LogGroup: !Ref DoctorLogs\n",
                        "",
                        "DoctorFunction: logs to a group that nobody describes"),
                new Broken(
                        "logs are kept as long as is said",
                        "\"$context.routeKey\"",
                        "\"$context.path\"",
                        "HttpApi: its access log has personal data"),
                new Broken(
                        "data outlives mistakes",
                        "      DeletionProtectionEnabled: !Ref DeletionProtection\n",
                        "",
                        "Table: can be deleted by mistake"),
                new Broken(
                        "data outlives mistakes",
                        "        RestrictPublicBuckets: true\n",
                        "",
                        "Bucket: may become public"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void a_copy_that_breaks_the_rule_is_reported(Broken broken, @TempDir Path directory) throws IOException {
        String text = Files.readString(DeployedTemplate.FILE);
        assertThat(text).contains(broken.text());
        int at = text.indexOf(broken.text());
        Path copy = Files.writeString(
                directory.resolve("template.yaml"),
                text.substring(0, at)
                        + broken.by()
                        + text.substring(at + broken.text().length()));

        assertThat(found(broken.rule(), copy))
                .anySatisfy(said -> assertThat(said).contains(broken.said()));
    }

    @Test
    void every_rule_has_a_copy_that_breaks_it() {
        Set<String> noticed = broken().map(Broken::rule).collect(Collectors.toSet());

        assertThat(noticed).isEqualTo(rules());
    }
}
