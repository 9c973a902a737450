package io.vuelta.cloud;

import io.vuelta.cloud.template.LocalAccount;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Directs every AWS SDK client of this process to the local servers by system properties that the SDK reads; the code
 * under test needs no setting.
 */
final class SdkSettings implements AutoCloseable {
    private final Map<String, Optional<String>> before = new HashMap<>();

    private SdkSettings() {}

    /** Sets the properties; a service without an endpoint keeps its own. */
    static SdkSettings apply(URI dynamoDb, URI queues, URI objects, URI secrets, URI schedules) {
        var properties = new LinkedHashMap<String, String>();
        properties.put("aws.region", LocalAccount.REGION);
        properties.put("aws.accessKeyId", LocalAccount.ACCESS_KEY_ID);
        properties.put("aws.secretAccessKey", LocalAccount.SECRET_ACCESS_KEY);
        properties.put("aws.ignoreConfiguredEndpointUrls", "false");
        properties.put("aws.endpointUrlDynamoDb", dynamoDb.toString());
        properties.put("aws.endpointUrlSqs", queues.toString());
        properties.put("aws.endpointUrlS3", objects.toString());
        properties.put("aws.endpointUrlSecretsManager", secrets.toString());
        properties.put("aws.endpointUrlScheduler", schedules.toString());
        // The class path here has two HTTP clients; the deployed functions have only this one.
        properties.put(
                "software.amazon.awssdk.http.service.impl",
                "software.amazon.awssdk.http.urlconnection.UrlConnectionSdkHttpService");
        var settings = new SdkSettings();
        properties.forEach(
                (name, value) -> settings.before.put(name, Optional.ofNullable(System.setProperty(name, value))));
        return settings;
    }

    @Override
    public void close() {
        before.forEach((name, value) ->
                value.ifPresentOrElse(old -> System.setProperty(name, old), () -> System.clearProperty(name)));
    }
}
