package io.vuelta.adapters.provider.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.adapters.provider.http.BoundedExchange;
import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.domain.dispatch.MessageImages;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.reason.TimelineCode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Images that a WhatsApp number stores ({@code POST /<phone-number-id>/media}, multipart). */
public final class WhatsAppImages implements MessageImages {
    private final HttpClient http;
    private final Secrets secrets;

    public WhatsAppImages(HttpClient http, Secrets secrets) {
        this.http = http;
        this.secrets = secrets;
    }

    @Override
    public Kept keep(Line line, Format format, byte[] image) {
        HttpRequest post;
        try {
            Account account = Account.of(line, secrets);
            // The boundary must not occur in a part: it is random, so no image contains it.
            String boundary = "vuelta-" + UUID.randomUUID();
            post = account.request(account.phoneNumberId() + "/media")
                    .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                    .POST(BodyPublishers.ofByteArrays(parts(boundary, format, image)))
                    .build();
        } catch (Secrets.SecretUnavailable | IllegalArgumentException _) {
            return new Kept.Unavailable(TimelineCode.LINE_SECRET.name());
        }
        try {
            return kept(BoundedExchange.send(http, post));
        } catch (IOException _) {
            // If Meta stored the image although the answer was lost, no message uses it, and Meta deletes it after some
            // time.
            return new Kept.Unavailable(TimelineCode.PROVIDER_UNREACHABLE.name());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Kept.Unavailable(TimelineCode.INTERRUPTED.name());
        }
    }

    private static List<byte[]> parts(String boundary, Format format, byte[] image) {
        String fields = "--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp"
                + "\r\n--" + boundary + "\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\n" + format.mime()
                + "\r\n--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"header."
                + format.suffix() + "\"\r\nContent-Type: " + format.mime() + "\r\n\r\n";
        return List.of(fields.getBytes(UTF_8), image, ("\r\n--" + boundary + "--\r\n").getBytes(UTF_8));
    }

    private static Kept kept(HttpResponse<String> answer) {
        int status = answer.statusCode();
        JsonNode body = JsonBody.answer(answer.body());
        Optional<String> id = JsonBody.text(body, "/id");
        if (status / 100 == 2 && id.isPresent()) {
            return new Kept.Taken(id.get());
        }
        JsonNode code = body.at("/error/code");
        String reason =
                code.canConvertToInt() ? MetaErrors.reason(code.intValue()) : TimelineCode.HTTP.withDetail(status);
        return status / 100 == 4 && status != 429 ? new Kept.Refused(reason) : new Kept.Unavailable(reason);
    }
}
