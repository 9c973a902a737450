package io.vuelta.domain.dispatch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vuelta.domain.line.Line;
import java.util.Optional;

/**
 * Images for the headers of templates. A line's provider stores them, and messages refer to them by the provider's id.
 */
public interface MessageImages {
    /** Uploads an image to the provider. Does not throw for errors of the provider or the network. */
    Kept keep(Line line, Format format, byte[] image);

    /** The result of sending an image. */
    sealed interface Kept {
        /**
         * The image is stored, as long as the provider keeps it.
         *
         * @param id the provider's id of the image
         */
        record Taken(String id) implements Kept {}

        /**
         * The provider refused the image.
         *
         * @param reason the provider's code
         */
        record Refused(String reason) implements Kept {}

        /**
         * The provider could not be reached; the request can be repeated later.
         *
         * @param reason the reason as a code, e.g. {@code PROVIDER_UNREACHABLE}
         */
        record Unavailable(String reason) implements Kept {}
    }

    /** The formats of an image; {@link #mime} is the media type. */
    enum Format {
        JPEG("image/jpeg", "jpg", "\u00FF\u00D8\u00FF"),
        PNG("image/png", "png", "\u0089PNG");

        private final String mime;
        private final String suffix;
        /** The first bytes of the format, one character for each byte. */
        private final String begins;

        Format(String mime, String suffix, String begins) {
            this.mime = mime;
            this.suffix = suffix;
            this.begins = begins;
        }

        public String mime() {
            return mime;
        }

        /** The extension of a file's name, without the dot. */
        public String suffix() {
            return suffix;
        }

        /** Finds the format by the first bytes, not by a name or content type. */
        public static Optional<Format> of(byte[] image) {
            for (Format format : values()) {
                if (format.begins(image)) {
                    return Optional.of(format);
                }
            }
            return Optional.empty();
        }

        private boolean begins(byte[] image) {
            int length = begins.length();
            return image.length > length && new String(image, 0, length, ISO_8859_1).equals(begins);
        }
    }
}
