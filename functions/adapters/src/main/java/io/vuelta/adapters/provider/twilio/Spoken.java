package io.vuelta.adapters.provider.twilio;

import io.vuelta.domain.line.Line;
import io.vuelta.domain.phone.PhoneNumber;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The language and the voice with which Twilio reads a text out.
 *
 * @param language a BCP 47 tag, e.g. {@code es-MX}
 * @param voice a voice of Twilio for this language, e.g. {@code Polly.Mia-Neural}; null: Twilio chooses it
 */
record Spoken(String language, @Nullable String voice) {
    private static final Spoken LATIN_AMERICAN = new Spoken("es-US", "Polly.Lupe-Neural");
    private static final Spoken MEXICAN = new Spoken("es-MX", "Polly.Mia-Neural");
    private static final Spoken BRAZILIAN = new Spoken("pt-BR", "Polly.Camila-Neural");

    /** Languages and voices by calling code; other codes are Spanish-speaking countries, or use English. */
    private static final Map<String, Spoken> BY_CALLING_CODE = Map.ofEntries(
            Map.entry("+52", MEXICAN),
            Map.entry("+55", BRAZILIAN),
            Map.entry("+34", new Spoken("es-ES", "Polly.Lucia-Neural")),
            Map.entry("+351", new Spoken("pt-PT", "Polly.Ines-Neural")),
            Map.entry("+54", LATIN_AMERICAN),
            Map.entry("+56", LATIN_AMERICAN),
            Map.entry("+57", LATIN_AMERICAN),
            Map.entry("+58", LATIN_AMERICAN),
            Map.entry("+51", LATIN_AMERICAN),
            Map.entry("+53", LATIN_AMERICAN),
            Map.entry("+502", LATIN_AMERICAN),
            Map.entry("+503", LATIN_AMERICAN),
            Map.entry("+504", LATIN_AMERICAN),
            Map.entry("+505", LATIN_AMERICAN),
            Map.entry("+506", LATIN_AMERICAN),
            Map.entry("+507", LATIN_AMERICAN),
            Map.entry("+591", LATIN_AMERICAN),
            Map.entry("+593", LATIN_AMERICAN),
            Map.entry("+595", LATIN_AMERICAN),
            Map.entry("+598", LATIN_AMERICAN),
            Map.entry("+1787", LATIN_AMERICAN),
            Map.entry("+1939", LATIN_AMERICAN),
            Map.entry("+1809", LATIN_AMERICAN),
            Map.entry("+1829", LATIN_AMERICAN),
            Map.entry("+1849", LATIN_AMERICAN));

    private static final Spoken ENGLISH = new Spoken("en-US", "Polly.Joanna-Neural");
    private static final int MAX_CODE = "+1787".length();

    /** The language and voice of the line; if it has none, those of the number's country. */
    static Spoken on(Line line, PhoneNumber number) {
        String language = line.details().language();
        String voice = line.details().voice();
        Spoken there = where(number);
        if (language == null || language.equals(there.language())) {
            return new Spoken(there.language(), voice == null ? there.voice() : voice);
        }
        // A voice of another language would read it with a foreign accent.
        return new Spoken(language, voice);
    }

    /** The language and voice of the country of this number. */
    static Spoken where(PhoneNumber number) {
        String e164 = number.e164();
        for (int length = MAX_CODE; length > 1; length--) {
            Spoken spoken = BY_CALLING_CODE.get(e164.substring(0, length));
            if (spoken != null) {
                return spoken;
            }
        }
        return ENGLISH;
    }
}
