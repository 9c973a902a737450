package io.vuelta.cloud.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.vuelta.cloud.template.FunctionModel.OnFailure;
import io.vuelta.cloud.template.FunctionModel.QueueTrigger;
import io.vuelta.cloud.template.FunctionModel.Route;
import io.vuelta.cloud.template.FunctionModel.StreamTrigger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TemplateReaderTest {
    private static final String ALL_KINDS = """
        Parameters:
          Stage: {Type: String, Default: dev, AllowedValues: [dev, prod]}
          Names: {Type: CommaDelimitedList, Default: "a, b"}
          Wait: {Type: Number, Default: 20, MinValue: 10, MaxValue: 30}
        Conditions:
          Production: !Equals [!Ref Stage, prod]
          Development: !Not [!Condition Production]
          Both: !And [!Condition Production, !Condition Development]
          Either: !Or [!Condition Production, !Condition Development]
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              VisibilityTimeout: !Ref Wait
          Table:
            Type: AWS::DynamoDB::Table
            Properties:
              TableName: !Sub ${Stage}-table
              AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
              KeySchema: [{AttributeName: pk, KeyType: HASH}]
          Bucket: {Type: AWS::S3::Bucket}
          Role: {Type: AWS::IAM::Role}
          Group: {Type: AWS::Scheduler::ScheduleGroup}
          Api: {Type: AWS::Serverless::HttpApi}
          Logs: {Type: AWS::Logs::LogGroup, Condition: Production}
          Function:
            Type: AWS::Serverless::Function
            Properties:
              Handler: a.B::handleRequest
              Environment:
                Variables:
                  VALUE: %s
        """;

    private final Path directory;

    TemplateReaderTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        !Ref Stage | dev
        !Ref AWS::Region | us-east-1
        !Ref AWS::AccountId | 000000000000
        !Ref AWS::StackName | stack
        !Ref AWS::Partition | aws
        !Ref AWS::URLSuffix | amazonaws.com
        !Ref Queue | http://sqs/stack-Queue
        !GetAtt Queue.Arn | arn:aws:sqs:us-east-1:000000000000:stack-Queue
        !GetAtt Queue.QueueName | stack-Queue
        !GetAtt [Queue, Arn] | arn:aws:sqs:us-east-1:000000000000:stack-Queue
        !Ref Table | dev-table
        !GetAtt Table.Arn | arn:aws:dynamodb:us-east-1:000000000000:table/dev-table
        !Ref Bucket | stack-bucket
        !GetAtt Bucket.Arn | arn:aws:s3:::stack-bucket
        !GetAtt Role.Arn | arn:aws:iam::000000000000:role/stack-Role
        !GetAtt FunctionRole.Arn | arn:aws:iam::000000000000:role/stack-FunctionRole
        !Ref Group | stack-Group
        !Ref Function | stack-Function
        !GetAtt Function.Arn | arn:aws:lambda:us-east-1:000000000000:function:stack-Function
        !Ref Api | local
        !GetAtt Api.ApiEndpoint | http://localhost:8080
        !Sub "${Api.ApiEndpoint}/v1/${!literal}/${Stage}" | http://localhost:8080/v1/${literal}/dev
        !Sub ["${a}-${Stage}", {a: !Ref Queue}] | http://sqs/stack-Queue-dev
        !Join ["/", [a, !Ref Stage, c]] | a/dev/c
        !Join [",", !Ref Names] | a,b
        !Select [1, !Ref Names] | b
        !Select [2, !Split ["/", !Ref AWS::StackId]] | local
        !If [Production, yes!, no!] | no!
        !If [Development, yes!, no!] | yes!
        !If [Both, yes!, no!] | no!
        !If [Either, yes!, no!] | yes!
        {"Fn::Sub": "${Stage}!"} | dev!
        90 | 90
        true | true
        2012-10-17 | 2012-10-17
        """)
    void a_value_becomes_what_the_local_system_really_uses(String value, String expected) {
        var model = read(ALL_KINDS.formatted(value));

        assertThat(model.functions().getFirst().environment()).containsExactly(Map.entry("VALUE", expected));
    }

    @Test
    void a_property_with_AWS_NoValue_is_left_out() {
        assertThat(read(ALL_KINDS.formatted("!If [Production, a, !Ref AWS::NoValue]"))
                        .functions()
                        .getFirst()
                        .environment())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        !Select [2, !Ref Names] | needs Fn::Select with an index and a list that has it
        !Split ["/", !Ref Names] | needs Fn::Split with a delimiter and a text
        !ImportValue other | the function Fn::ImportValue
        !Ref Nobody | refers to Nobody, which the template does not have
        !Ref Logs | refers to Logs, which the template does not have
        !GetAtt Table.StreamArn | the attribute StreamArn
        !GetAtt Nobody.Arn | refers to Nobody
        !If [Nothing, a, b] | names the condition Nothing
        !Sub "https://${Api}.execute-api.us-east-1.amazonaws.com" | ApiEndpoint
        [a, b] | must be a text
        """)
    void an_unsupported_or_missing_element_is_refused_with_its_place(String value, String reason) {
        assertThatThrownBy(() -> read(ALL_KINDS.formatted(value)))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("template.yaml: Resources.Function.Properties.Environment.Variables.VALUE")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {Mappings: {}} | Mappings is not supported
        {Globals: {Api: {}}} | Globals.Api is not supported
        {Globals: {Function: {Layers: []}}} | Globals.Function.Layers is not supported
        {Resources: {T: {Type: "AWS::Kinesis::Stream"}}} | Resources.T.Type is not supported by the local runtime: AWS::Kinesis::Stream
        {Resources: {Q: {Type: "AWS::SQS::Queue", CreationPolicy: {}}}} | Resources.Q.CreationPolicy is not supported
        {Resources: {Q: {Type: "AWS::SQS::Queue", Properties: {Colour: red}}}} | Resources.Q.Properties.Colour is not supported by the local runtime
        {Resources: {Q: {Type: "AWS::SQS::Queue", Properties: {VisibilityTimeout: 43201}}}} | VisibilityTimeout must be a whole number from 0 to 43200
        {Resources: {Q: {Type: "AWS::SQS::Queue", Properties: {FifoQueue: true, QueueName: q}}}} | must end with .fifo
        {Resources: {T: {Type: "AWS::DynamoDB::Table", Properties: {StreamSpecification: {StreamViewType: KEYS_ONLY}}}}} | StreamSpecification.StreamViewType is not supported by the local runtime: KEYS_ONLY
        {Resources: {B: {Type: "AWS::S3::Bucket", Properties: {NotificationConfiguration: {TopicConfigurations: []}}}}} | NotificationConfiguration.TopicConfigurations is not supported
        {Resources: {F: {Type: "AWS::Serverless::Function", Properties: {Handler: h, Events: {E: {Type: SNS}}}}}} | Events.E.Type is not supported
        {Resources: {F: {Type: "AWS::Serverless::Function", Properties: {Handler: h, Events: {E: {Type: SQS, Properties: {Queue: q}}}}}}} | is no queue of this template
        {Resources: {F: {Type: "AWS::Serverless::Function"}}} | Resources.F.Properties.Handler is missing
        {Resources: {A: {Type: "AWS::Serverless::HttpApi"}, B: {Type: "AWS::Serverless::HttpApi"}}} | a second HTTP API
        {Parameters: {P: {Type: String}}} | Parameters.P has no default and was given no value
        {Parameters: {P: {Type: "AWS::SSM::Parameter"}}} | Parameters.P has no default
        """)
    void a_template_with_anything_else_is_refused_as_a_whole(String template, String reason) {
        assertThatThrownBy(() -> read(template))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("template.yaml: ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({"Stage,test", "Wait,9", "Wait,31", "Wait,x", "Other,1"})
    void a_parameter_outside_its_limits_is_refused(String name, String value) {
        assertThatThrownBy(() -> read(ALL_KINDS.formatted("x"), Map.of(name, value)))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("Parameters." + name);
    }

    @ParameterizedTest
    @CsvSource({"10", "30"})
    void a_parameter_at_its_limit_is_accepted(int wait) {
        assertThat(read(ALL_KINDS.formatted("x"), Map.of("Wait", "" + wait))
                        .queues()
                        .getFirst()
                        .visibility())
                .isEqualTo(Duration.ofSeconds(wait));
    }

    @Test
    void a_function_has_the_values_of_the_globals_unless_it_overrides_them() {
        var model = read("""
            Globals:
              Function: {Timeout: 20, MemorySize: 512, Environment: {Variables: {A: common, B: common}}}
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties: {Handler: h, Timeout: 5, Environment: {Variables: {B: own, C: own}}}
            """);

        var function = model.functions().getFirst();
        assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(function.memoryMegabytes()).isEqualTo(512);
        assertThat(function.environment()).isEqualTo(Map.of("A", "common", "B", "own", "C", "own"));
    }

    @Test
    void a_function_has_its_routes_and_triggers() {
        var model = read("""
            Resources:
              Q: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 60}}
              F:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: h
                  Events:
                    A: {Type: HttpApi, Properties: {Method: get, Path: "/a/{b+}"}}
                    B: {Type: HttpApi}
                    C:
                      Type: SQS
                      Properties:
                        Queue: !GetAtt Q.Arn
                        BatchSize: 50
                        MaximumBatchingWindowInSeconds: 2
                        ScalingConfig: {MaximumConcurrency: 7}
                        FunctionResponseTypes: [ReportBatchItemFailures]
            """);

        var function = model.functions().getFirst();
        assertThat(function.routes())
                .containsExactlyInAnyOrder(new Route("GET", "/a/{b+}"), new Route("$default", "$default"));
        assertThat(function.triggers())
                .containsExactly(new QueueTrigger(
                        "arn:aws:sqs:us-east-1:000000000000:stack-Q", 50, Duration.ofSeconds(2), 7, true, true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        BatchSize: 11 | above 10 needs MaximumBatchingWindowInSeconds
        ScalingConfig: {MaximumConcurrency: 1} | must be a whole number from 2 to 1000
        FilterCriteria: {} | FilterCriteria is not supported
        """)
    void a_trigger_that_lambda_would_not_accept_is_refused(String property, String reason) {
        assertThatThrownBy(() -> read("""
            Resources:
              Q: {Type: AWS::SQS::Queue}
              F:
                Type: AWS::Serverless::Function
                Properties: {Handler: h, Events: {E: {Type: SQS, Properties: {Queue: !GetAtt Q.Arn, %s}}}}
            """.formatted(property))).hasMessageContaining(reason);
    }

    private static final String STREAM = """
        Resources:
          Q: {Type: AWS::SQS::Queue}
          Fifo: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}
          Bare: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: [{AttributeName: pk, KeyType: HASH}]}}
          Table:
            Type: AWS::DynamoDB::Table
            Properties:
              KeySchema: [{AttributeName: pk, KeyType: HASH}]
              StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
          F:
            Type: AWS::Serverless::Function
            Properties:
              Handler: h
              Events:
                Changes:
                  Type: DynamoDB
                  Properties: {%s}
        """;

    private static final String FROM_THE_OLDEST = "Stream: !GetAtt Table.StreamArn, StartingPosition: TRIM_HORIZON";

    @Test
    void a_function_has_its_streams() {
        var model = read(STREAM.formatted(FROM_THE_OLDEST + """
            , BatchSize: 1000, MaximumBatchingWindowInSeconds: 1, TumblingWindowInSeconds: 900
            , ParallelizationFactor: 1, MaximumRetryAttempts: 3, MaximumRecordAgeInSeconds: 60
            , BisectBatchOnFunctionError: true, FunctionResponseTypes: [ReportBatchItemFailures]
            , DestinationConfig: {OnFailure: {Type: SQS, Destination: !GetAtt Q.Arn}}
            , FilterCriteria: {Filters: [{Pattern: '{"eventName": ["INSERT"]}'}]}
            """));

        assertThat(model.tables())
                .extracting(TableModel::logicalId, TableModel::stream)
                .containsExactlyInAnyOrder(tuple("Bare", false), tuple("Table", true));
        assertThat(model.functions().getFirst().streams())
                .containsExactly(new StreamTrigger(
                        "Changes",
                        "stack-Table",
                        "arn:aws:dynamodb:us-east-1:000000000000:table/stack-Table/stream/2024-01-01T00:00:00.000",
                        1000,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(900),
                        new OnFailure(
                                OptionalInt.of(3),
                                Optional.of(Duration.ofSeconds(60)),
                                true,
                                true,
                                Optional.of("arn:aws:sqs:us-east-1:000000000000:stack-Q")),
                        List.of(FilterPattern.parse("{\"eventName\": [\"INSERT\"]}")),
                        true));
    }

    @Test
    void the_defaults_of_a_stream_event_are_those_of_lambda() {
        var trigger = read(STREAM.formatted(
                        FROM_THE_OLDEST + ", MaximumRetryAttempts: -1, MaximumRecordAgeInSeconds: -1"))
                .functions()
                .getFirst()
                .streams()
                .getFirst();

        assertThat(trigger.batchSize()).isEqualTo(100);
        assertThat(trigger.window()).isZero();
        assertThat(trigger.tumblingWindow()).isZero();
        assertThat(trigger.onFailure().maxRetries()).isEmpty();
        assertThat(trigger.onFailure().maxAge()).isEmpty();
        assertThat(trigger.onFailure().bisect()).isFalse();
        assertThat(trigger.onFailure().reportsItemFailures()).isFalse();
        assertThat(trigger.onFailure().queueArn()).isEmpty();
        assertThat(trigger.filters()).isEmpty();
        assertThat(trigger.enabled()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ParallelizationFactor: 2 | ParallelizationFactor is not supported by the local runtime: 2 (only 1 is)
        ParallelizationFactor: 2, TumblingWindowInSeconds: 900 | ParallelizationFactor must be 1 with TumblingWindowInSeconds
        TumblingWindowInSeconds: 901 | TumblingWindowInSeconds must be a whole number from 0 to 900
        BatchSize: 10001 | BatchSize must be a whole number from 1 to 10000
        MaximumRetryAttempts: -2 | MaximumRetryAttempts must be a whole number from -1 to 10000
        MaximumRecordAgeInSeconds: 59 | MaximumRecordAgeInSeconds must be -1 or from 60 to 604800
        StartingPositionTimestamp: 1 | StartingPositionTimestamp is not supported
        KmsKeyArn: key | KmsKeyArn is not supported
        FunctionResponseTypes: [Other] | FunctionResponseTypes is not supported
        DestinationConfig: {OnSuccess: {}} | DestinationConfig.OnSuccess is not supported
        DestinationConfig: {OnFailure: {Type: SNS, Destination: a}} | OnFailure.Type is not supported by the local runtime: SNS
        DestinationConfig: {OnFailure: {Destination: !GetAtt Fifo.Arn}} | is no standard queue of this template
        FilterCriteria: {Filters: [{Pattern: '{"dynamodb":{"Keys":{"sk":{"S":[{"suffix":"#"}]}}}}'}]} | Pattern is not supported by the local runtime: {"suffix":"#"} at dynamodb.Keys.sk.S
        FilterCriteria: {Filters: [{Pattern: '{"eventname":["INSERT"]}'}]} | no record has the field eventname
        """)
    void a_stream_s_event_that_lambda_or_the_local_runtime_would_not_follow_is_refused(String property, String reason) {
        assertThatThrownBy(() -> read(STREAM.formatted(FROM_THE_OLDEST + ", " + property)))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("template.yaml: Resources.F.Properties.Events.Changes.Properties.")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        Stream: !GetAtt Table.StreamArn, StartingPosition: LATEST | StartingPosition is not supported by the local runtime: LATEST
        Stream: !GetAtt Table.StreamArn | StartingPosition is missing
        Stream: !GetAtt Bare.StreamArn, StartingPosition: TRIM_HORIZON | the attribute StreamArn
        Stream: !GetAtt Table.Arn, StartingPosition: TRIM_HORIZON | is no stream of a table of this template
        """)
    void a_missing_stream_or_another_starting_position_is_refused(String properties, String reason) {
        assertThatThrownBy(() -> read(STREAM.formatted(properties)))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void a_function_with_a_timeout_above_the_visibility_timeout_of_its_queue_is_refused() {
        var template = """
            Resources:
              Q: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 9}}
              F:
                Type: AWS::Serverless::Function
                Properties: {Handler: h, Timeout: 10, Events: {E: {Type: SQS, Properties: {Queue: !GetAtt Q.Arn}}}}
            """;

        assertThatThrownBy(() -> read(template)).hasMessageContaining("below the function's Timeout");
    }

    @Test
    void a_notification_applies_to_the_keys_of_its_filter() {
        var model = read("""
            Resources:
              Q: {Type: AWS::SQS::Queue}
              B:
                Type: AWS::S3::Bucket
                Properties:
                  NotificationConfiguration:
                    QueueConfigurations:
                      - Event: s3:ObjectCreated:*
                        Queue: !GetAtt Q.Arn
                        Filter: {S3Key: {Rules: [{Name: prefix, Value: in/}, {Name: suffix, Value: .csv}]}}
            """);

        var notification = model.buckets().getFirst().notifications().getFirst();
        assertThat(List.of("in/a.csv", "in/.csv", "out/a.csv", "in/a.txt").stream()
                        .filter(key -> notification.isAbout("ObjectCreated:Put", key)))
                .containsExactly("in/a.csv", "in/.csv");
        assertThat(notification.isAbout("ObjectRemoved:Delete", "in/a.csv")).isFalse();
    }

    private SystemModel read(String template) {
        return read(template, Map.of());
    }

    private SystemModel read(String template, Map<String, String> parameters) {
        try {
            Path file = Files.writeString(directory.resolve("template.yaml"), template);
            return TemplateReader.read(file, "stack", parameters, new TemplateReader.Addresses() {
                @Override
                public String queueUrl(String queueName) {
                    return "http://sqs/" + queueName;
                }

                @Override
                public String httpApi() {
                    return "http://localhost:8080";
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
