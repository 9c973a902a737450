package io.vuelta.handlers.api.agents;

import io.vuelta.domain.dispatch.MessageImages;
import io.vuelta.domain.dispatch.MessageImages.Format;
import io.vuelta.domain.dispatch.MessageImages.Kept;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Line;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiErrorCode;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.Request;

/**
 * Images for template headers. A client sends an image here, the line's provider stores it, and the client puts its id
 * into {@code template_image}.
 */
final class ImagesApi {
    /** Lambda accepts requests of up to 6 MB, and Base64 makes an image a third larger. */
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final LinesApi lines;
    private final MessageImages images;

    ImagesApi(LinesApi lines, MessageImages images) {
        this.lines = lines;
        this.images = images;
    }

    ApiResponse keep(Request request) {
        Line line = lines.line(request);
        if (line.channel() != Channel.WHATSAPP) {
            throw ApiError.of(
                    409,
                    ApiErrorCode.NO_IMAGES_HERE,
                    "integration " + line.id() + " is for calls: only whatsapp integrations have images");
        }
        byte[] image = request.body();
        if (image.length > MAX_BYTES) {
            throw ApiError.ofField(
                    413, ApiErrorCode.IMAGE_TOO_LARGE, "body", "the image has more than 4 MiB: send a smaller one");
        }
        Format format = Format.of(image)
                .orElseThrow(() -> ApiError.ofField(
                        400,
                        ApiErrorCode.INVALID_REQUEST,
                        "body",
                        "the body must be the bytes of a JPEG or PNG image, with its Content-Type"));
        return switch (images.keep(line, format, image)) {
            case Kept.Taken taken ->
                ApiResponse.of(
                        201, "image", ApiJson.object().put("id", taken.id()).put("type", format.mime()));
            case Kept.Refused refused -> throw ApiError.refusedByProvider(refused.reason());
            case Kept.Unavailable unavailable -> throw ApiError.provider(unavailable.reason());
        };
    }
}
