package io.vuelta.domain.timeline;

import java.util.Locale;

/** A language of the timeline's sentences. */
public enum Language {
    ENGLISH("en"),
    SPANISH("es");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** The language of a locale such as {@code es-MX}; English for a language without sentences. */
    public static Language of(Locale locale) {
        return locale.getLanguage().equals(SPANISH.tag) ? SPANISH : ENGLISH;
    }

    /** The language tag of RFC 5646. */
    public String tag() {
        return tag;
    }

    Wording wording() {
        return switch (this) {
            case ENGLISH -> new English();
            case SPANISH -> new Spanish();
        };
    }
}
