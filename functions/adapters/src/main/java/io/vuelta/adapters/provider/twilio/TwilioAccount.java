package io.vuelta.adapters.provider.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.adapters.provider.http.LineSecret;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Secrets;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Base64;

/**
 * The account of the calls, and the credentials of its requests. {@code toString} does not contain the credentials.
 *
 * @param baseUrl the origin of the API, or of a server that implements its contract
 * @param authorization the value of the Authorization header
 * @param patience the maximum time for a response
 */
record TwilioAccount(String baseUrl, String sid, String authorization, Duration patience) {
    private static final String TWILIO = "https://api.twilio.com";

    /**
     * Reads the secret's {@code account_sid} and {@code auth_token}. The token signs every callback; during a
     * replacement of the token, {@code auth_token_2} is also accepted. With {@code api_key_sid} and {@code
     * api_key_secret}, requests use this API key.
     */
    static TwilioAccount of(Line line, Secrets secrets, Duration patience) {
        LineSecret secret = LineSecret.of(line, secrets);
        String sid = secret.text("account_sid");
        String token = secret.text("auth_token");
        String key = secret.text("api_key_sid");
        String keySecret = secret.text("api_key_secret");
        if (sid.isEmpty() || token.isEmpty()) {
            throw secret.unavailable("must have account_sid and auth_token");
        }
        if (key.isEmpty() != keySecret.isEmpty()) {
            throw secret.unavailable("must have both of api_key_sid and api_key_secret, or neither");
        }
        String credentials = key.isEmpty() ? sid + ":" + token : key + ":" + keySecret;
        return new TwilioAccount(
                secret.baseUrl(TWILIO),
                sid,
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)),
                patience);
    }

    /** The URL of a resource of the account. */
    String url(String path) {
        return baseUrl + "/2010-04-01/Accounts/" + sid + path;
    }

    HttpRequest get(String path) {
        return request(path).GET().build();
    }

    HttpRequest post(String path, TwilioForm form) {
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.encoded()))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url(path)))
                .timeout(patience)
                .header("Authorization", authorization)
                .header("Accept", "application/json");
    }

    @Override
    public String toString() {
        return "account " + sid;
    }
}
