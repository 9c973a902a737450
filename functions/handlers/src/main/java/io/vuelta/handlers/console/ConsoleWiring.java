package io.vuelta.handlers.console;

import io.vuelta.adapters.s3.S3UploadUrls;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.WallClock;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * The dependencies of the console.
 *
 * @param bucketOrigin origin of the bucket's signed addresses, to which the console may send requests in addition to
 *     its own origin
 */
public record ConsoleWiring(ConsoleFiles files, String bucketOrigin) {
    static ConsoleWiring of(Settings settings) {
        return new ConsoleWiring(ConsoleFiles.read(), origin(settings.text("BUCKET")));
    }

    /**
     * Derives the bucket's origin from a URL that is signed as in the API, but with invented credentials: this function
     * has no permissions.
     */
    private static String origin(String bucket) {
        StaticCredentialsProvider anonymous =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("nobody", "nothing"));
        URI address = new S3UploadUrls(Aws.presigner(), anonymous, Aws.region(), bucket, new WallClock())
                .get("-")
                .url();
        return address.getScheme() + "://" + address.getAuthority();
    }
}
