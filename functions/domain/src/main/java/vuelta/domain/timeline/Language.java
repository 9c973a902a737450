package vuelta.domain.timeline;

import java.util.Locale;

/** A language of the timeline's sentences. */
public enum Language {
    ENGLISH("en", new English()),
    SPANISH("es", new Spanish());

    private final String tag;
    private final Wording wording;

    Language(String tag, Wording wording) {
        this.tag = tag;
        this.wording = wording;
    }

    /** The language of a locale such as {@code es-MX}; English for one that has no sentences. */
    public static Language of(Locale locale) {
        return locale.getLanguage().equals(SPANISH.tag) ? SPANISH : ENGLISH;
    }

    /** The tag of RFC 5646. */
    public String tag() {
        return tag;
    }

    Wording wording() {
        return wording;
    }
}
