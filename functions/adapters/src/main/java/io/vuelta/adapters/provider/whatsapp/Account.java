package io.vuelta.adapters.provider.whatsapp;

import io.vuelta.adapters.provider.http.LineSecret;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Secrets;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;

/**
 * The account of the messages, from a line's secret. {@code toString} does not contain the token.
 *
 * @param version the version of the Graph API, e.g. {@code v23.0}
 * @param phoneNumberId the number's id at Meta, which is not the number
 * @param wabaId the WhatsApp Business account that has the templates
 */
record Account(URI api, String version, String accessToken, String phoneNumberId, String wabaId) {
    private static final String META = "https://graph.facebook.com";

    /** The version of the contract that this package implements. Meta supports it until October 2027. */
    private static final String VERSION = "v23.0";

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);

    /** Reads the secret. Throws if it cannot be read or lacks a field. */
    static Account of(Line line, Secrets secrets) {
        LineSecret secret = LineSecret.of(line, secrets);
        String version = secret.fields().getOrDefault("api_version", VERSION);
        if (!version.matches("v[0-9]{1,3}\\.[0-9]{1,2}")) {
            throw new Secrets.SecretUnavailable("api_version of secret " + line.secret() + " is none, e.g. " + VERSION);
        }
        try {
            return new Account(
                    URI.create(secret.baseUrl(META)),
                    version,
                    secret.required("access_token"),
                    secret.required("phone_number_id"),
                    secret.required("waba_id"));
        } catch (IllegalArgumentException _) {
            throw new Secrets.SecretUnavailable("base_url of secret " + line.secret() + " is not an address");
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api + "/" + version + "/" + path))
                .timeout(REQUEST_TIMEOUT)
                .header("Authorization", "Bearer " + accessToken)
                .header("Accept", "application/json");
    }

    @Override
    public String toString() {
        return "phone number " + phoneNumberId;
    }
}
