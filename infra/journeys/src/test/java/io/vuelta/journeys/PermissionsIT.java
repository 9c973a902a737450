package io.vuelta.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.vuelta.cloud.access.AwsCall;
import io.vuelta.cloud.access.CallRecorder;
import io.vuelta.cloud.access.PermissionProof;
import io.vuelta.cloud.template.PolicyStatement;
import io.vuelta.cloud.template.TemplateReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The template gives the functions exactly the permissions that their requests to AWS in all other end-to-end tests of
 * this build need. It runs after these tests, and reads the file that their local runtimes have written.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("permissions")
class PermissionsIT {
    /**
     * An address that is only signed to learn the bucket's location, for forms and for the console. It is never
     * requested.
     */
    private static final Pattern NOT_SENT =
            Pattern.compile("(?:Api|Console)Function s3:GetObject on arn:aws:s3:::[^/]+/-");

    private static final Path CALLS = Path.of("target/aws-calls.tsv");
    private static final Path TEMPLATE = Path.of("../../template.yaml");

    /** The table permissions of the function that reports events. */
    private static final String EVENTS_TABLE_ACTIONS = "Action: [dynamodb:Query, dynamodb:GetItem]";

    /** Permissions that no journey uses. */
    private static final List<Pattern> NOT_IN_A_JOURNEY = List.of(
            // Addresses and forms that the function signs: their users send the request with the function's
            // permissions.
            Pattern.compile("ApiFunction s3:(?:PutObject|GetObject) on .*"),
            // Only a failed upload is cleaned up.
            Pattern.compile("\\w+ s3:AbortMultipartUpload on .*"),
            // Files that an earlier run of an export has left.
            Pattern.compile("ExportFunction s3:(?:DeleteObject|ListBucket|ListBucketMultipartUploads) on .*"),
            // A file that one run does not finish, and a file whose last batch was loaded before the end was recorded.
            Pattern.compile("IngestFunction sqs:SendMessage on .*UploadsQueue"),
            Pattern.compile("IngestFunction (?:dynamodb:Query|s3:PutObject) on .*"),
            // A reply that arrives before the record of its message, and a reply to an earlier message.
            Pattern.compile("SettleFunction dynamodb:(?:Query|BatchGetItem) on .*"),
            Pattern.compile("WebhooksFunction dynamodb:Query on .*Table"),
            // A person who withdraws "stop" in WhatsApp's menu.
            Pattern.compile("WebhooksFunction dynamodb:DeleteItem on .*"),
            // EventBridge Scheduler uses it in the name of the function that creates a schedule.
            Pattern.compile("PaceFunction iam:PassRole on .*"),
            // Counts are repaired only if they are wrong.
            Pattern.compile("DoctorFunction dynamodb:PutItem on .*"),
            Pattern.compile("PaceFunction sqs:SendMessage on .*DoctorQueue"),
            // A failed message is delivered again after 1, 2, 4 ... seconds.
            Pattern.compile("\\w+ sqs:ChangeMessageVisibility on .*"));

    private static Map<String, List<PolicyStatement>> policies() {
        return policies(TEMPLATE);
    }

    private static Map<String, List<PolicyStatement>> policies(Path template) {
        return TemplateReader.policies(
                template, "vuelta", Map.of("SecretPrefix", "local"), new TemplateReader.Addresses() {
                    @Override
                    public String queueUrl(String queueName) {
                        return "http://sqs/" + queueName;
                    }

                    @Override
                    public String httpApi() {
                        return "http://localhost";
                    }
                });
    }

    private static List<String> unused(Map<String, List<PolicyStatement>> policies, Collection<AwsCall> calls) {
        return new PermissionProof(policies, calls)
                .unused().stream()
                        .filter(unused -> NOT_IN_A_JOURNEY.stream()
                                .noneMatch(known -> known.matcher(unused).matches()))
                        .toList();
    }

    /** A build without end-to-end tests cannot prove anything here. */
    @BeforeEach
    void somethingWasAsked() {
        assumeThat(CALLS).exists();
    }

    @Test
    void every_call_is_allowed() throws IOException {
        assertThat(new PermissionProof(policies(), CallRecorder.kept(CALLS)).refused())
                .filteredOn(refused -> !NOT_SENT.matcher(refused).matches())
                .isEmpty();
    }

    /** The short tests use all permissions: those that only long tests used are used by {@link RareCallsIT}, too. */
    @Test
    void every_permission_is_needed() throws IOException {
        assertThat(unused(policies(), CallRecorder.kept(CALLS))).isEmpty();
    }

    @Test
    void an_added_permission_is_reported_as_unused_and_a_removed_one_as_missing(@TempDir Path directory)
            throws IOException {
        Set<AwsCall> calls = CallRecorder.kept(CALLS);
        Path changed = directory.resolve("template.yaml");
        String template = Files.readString(TEMPLATE);
        assertThat(template).containsOnlyOnce(EVENTS_TABLE_ACTIONS);

        Files.writeString(
                changed,
                template.replace(EVENTS_TABLE_ACTIONS, "Action: [dynamodb:Query, dynamodb:GetItem, dynamodb:Scan]"));
        List<String> before = unused(policies(), calls);
        assertThat(unused(policies(changed), calls))
                .filteredOn(unused -> !before.contains(unused))
                .singleElement()
                .asString()
                .startsWith("PublishFunction dynamodb:Scan on ");

        Files.writeString(changed, template.replace(EVENTS_TABLE_ACTIONS, "Action: [dynamodb:GetItem]"));
        assertThat(new PermissionProof(policies(changed), calls).refused())
                .anyMatch(refused -> refused.startsWith("PublishFunction dynamodb:Query on "));
    }

    @Test
    void a_function_without_permissions_is_refused_every_call() throws IOException {
        Set<AwsCall> calls = CallRecorder.kept(CALLS);

        assertThat(new PermissionProof(Map.of(), calls).refused()).hasSameSizeAs(calls);
        assertThat(unused(policies(), Set.of())).isNotEmpty();
    }
}
