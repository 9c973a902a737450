package vuelta.adapters.whatsapp;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The words that mean no more messages, in Spanish, English and Portuguese. Only a reply that says nothing else counts: "no
 * puedo parar de reír" is an answer. The English ones are those that carriers heed; the longer ones are of the buttons that
 * Meta offers.
 */
final class StopWords {
    private static final Set<String> WORDS = Set.of(
            "STOP",
            "STOP ALL",
            "STOPALL",
            "STOP PROMOTIONS",
            "UNSUBSCRIBE",
            "CANCEL",
            "END",
            "QUIT",
            "OPT OUT",
            "OPTOUT",
            "REMOVE ME",
            "ALTO",
            "BAJA",
            "DAR DE BAJA",
            "DARME DE BAJA",
            "DARSE DE BAJA",
            "QUIERO DARME DE BAJA",
            "DETENER",
            "DETENER PROMOCIONES",
            "PARAR",
            "PARA",
            "CANCELAR",
            "CANCELAR SUSCRIPCION",
            "SALIR",
            "NO MOLESTAR",
            "NO ME MOLESTEN",
            "NO ME ESCRIBAN",
            "NO ME ESCRIBAN MAS",
            "PARE",
            "SAIR",
            "DESCADASTRAR",
            "INTERROMPER PROMOCOES",
            "CANCELAR INSCRICAO",
            "NAO PERTURBE");

    /** On a button these are of the business: "Cancelar" cancels an appointment. */
    private static final Set<String> OF_THE_BUSINESS =
            Set.of("CANCEL", "END", "QUIT", "CANCELAR", "SALIR", "SAIR", "DETENER", "PARAR", "PARA", "PARE", "ALTO");

    private StopWords() {}

    /** Of what stands on a button that was pressed. */
    static Optional<String> ofButton(String text) {
        return of(text).filter(word -> !OF_THE_BUSINESS.contains(word));
    }

    /** The word as it stands in the list; empty if the text is another. Case, accents and punctuation do not matter. */
    static Optional<String> of(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip()
                .toUpperCase(Locale.ROOT);
        return WORDS.contains(plain) ? Optional.of(plain) : Optional.empty();
    }
}
