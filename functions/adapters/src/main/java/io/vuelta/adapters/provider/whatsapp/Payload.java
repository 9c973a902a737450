package io.vuelta.adapters.provider.whatsapp;

import io.vuelta.domain.attempt.AttemptId;
import java.util.Optional;

/** The payload of a quick-reply button: {@code accept:<attempt>}. */
record Payload(Kind kind, AttemptId attempt) {
    /** The meaning of the pressed button. */
    enum Kind {
        ACCEPT("accept"),
        REJECT("reject"),
        /** The third button and later ones: a reply that is not a refusal. */
        OTHER("reply");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }
    }

    /** The payload of the {@code nth} quick-reply button, from 0. */
    static Payload of(int nth, AttemptId attempt) {
        Kind kind = switch (nth) {
            case 0 -> Kind.ACCEPT;
            case 1 -> Kind.REJECT;
            default -> Kind.OTHER;
        };
        return new Payload(kind, attempt);
    }

    /** Parses a payload; empty if it is not from Vuelta. */
    static Optional<Payload> parse(String text) {
        int colon = text.indexOf(':');
        for (Kind kind : Kind.values()) {
            if (colon > 0 && kind.wire.equals(text.substring(0, colon))) {
                return AttemptId.parse(text.substring(colon + 1)).map(attempt -> new Payload(kind, attempt));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return kind.wire + ":" + attempt;
    }
}
