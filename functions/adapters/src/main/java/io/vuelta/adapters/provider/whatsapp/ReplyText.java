package io.vuelta.adapters.provider.whatsapp;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The meaning of a person's text, in Spanish, Portuguese and English: no more messages, no, yes, or something else.
 * Texts are compared without case, accents, punctuation, invisible characters, typographic variants, and polite words.
 * The whole text must have the meaning: "no puedo parar de reír" is something else.
 */
final class ReplyText {
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{M}\\p{Cf}]+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** Maximum length of a text that is interpreted: longer texts have more than one meaning. */
    private static final int MAX_TEXT = 120;

    /** Words that do not change the meaning, in any position. */
    private static final Pattern COURTESY = Pattern.compile(
            "\\b(?:por favor|por fa|porfa|porfavor|favor|muchas gracias|mil gracias|gracias|hola|ola|buen dia"
                    + "|buenos dias|buenas tardes|buenas noches|buenas|bom dia|boa tarde|boa noite|please|pls|plz"
                    + "|thank you|thanks|hi|hello|muito obrigad[oa]|obrigad[oa]|disculpen?|senor|senora|senorita)\\b");

    /** Stop words. The English ones are those of carriers, and of the buttons that Meta offers. */
    private static final Set<String> STOP_WORDS = Set.of(
            "stop",
            "stopall",
            "unsubscribe",
            "cancel",
            "end",
            "quit",
            "optout",
            "opt out",
            "remove",
            "alto",
            "basta",
            "baja",
            "detener",
            "parar",
            "para",
            "para ya",
            "pare",
            "paren",
            "parem",
            "cancelar",
            "cancelar suscripcion",
            "salir",
            "salirme",
            "no molestar",
            "sair",
            "descadastrar",
            "cancelar inscricao",
            "interromper",
            "interromper promocoes",
            "remover",
            "nao perturbe");

    /** Words that on a button belong to the business: "Cancelar" cancels an appointment. */
    private static final Set<String> OF_THE_BUSINESS = Set.of(
            "cancel",
            "end",
            "quit",
            "remove",
            "cancelar",
            "salir",
            "sair",
            "detener",
            "parar",
            "para",
            "pare",
            "alto",
            "basta",
            "interromper",
            "remover");

    private static final Set<String> NO = Set.of(
            "no",
            "no no",
            "nop",
            "nope",
            "nel",
            "nao",
            "nunca",
            "jamas",
            "negativo",
            "para nada",
            "rechazo",
            "no acepto",
            "no me interesa",
            "no nos interesa",
            "ya no me interesa",
            "no me interesa nada",
            "no me interesa por ahora",
            "no me interesa por el momento",
            "no estoy interesado",
            "no estoy interesada",
            "no tengo interes",
            "no es de mi interes",
            "ya no",
            "no quiero",
            "no quiero nada",
            "no lo quiero",
            "no necesito",
            "no lo necesito",
            "no necesito nada",
            "no puedo",
            "por ahora no",
            "no por ahora",
            "ahora no",
            "ahorita no",
            "por el momento no",
            "no por el momento",
            "de momento no",
            "mejor no",
            "creo que no",
            "no creo",
            "prefiero que no",
            "nao quero",
            "nao me interessa",
            "nao tenho interesse",
            "sem interesse",
            "agora nao",
            "nao aceito",
            "not interested",
            "im not interested",
            "i m not interested",
            "i am not interested",
            "no way",
            "not now",
            "no need",
            "never");

    private static final Set<String> YES = Set.of(
            "si",
            "si si",
            "sii",
            "siii",
            "sip",
            "claro",
            "claro que si",
            "por supuesto",
            "desde luego",
            "ok",
            "okey",
            "okay",
            "oki",
            "vale",
            "va",
            "sale",
            "dale",
            "listo",
            "acepto",
            "si acepto",
            "de acuerdo",
            "estoy de acuerdo",
            "me interesa",
            "si me interesa",
            "estoy interesado",
            "estoy interesada",
            "quiero",
            "si quiero",
            "lo quiero",
            "si lo quiero",
            "perfecto",
            "adelante",
            "con gusto",
            "confirmo",
            "si confirmo",
            "confirmado",
            "confirmada",
            "correcto",
            "afirmativo",
            "yes",
            "yes yes",
            "yep",
            "yeah",
            "sure",
            "of course",
            "i accept",
            "im interested",
            "i m interested",
            "i am interested",
            "sim",
            "quero",
            "sim quero",
            "claro que sim",
            "aceito",
            "tenho interesse",
            "com certeza",
            "combinado",
            "pode ser");

    /** Names of things of which a person may not want more. */
    private static final String MESSAGES =
            "(?:mensajes?|mensajitos|mensage(?:m|ns)|msjs?|llamadas?|ligacoes|whatsapps?|wasaps?|publicidad"
                    + "|propagandas?|promo(?:s|ciones|coes|tions)?|ofertas|correos|notifica(?:ciones|coes)|anuncios|spam"
                    + "|messages?|texts?|calls?|marketing)";

    /** Words that may follow an opt-out and do not change it. */
    private static final String TAIL =
            "(?: (?:mas|mais|nada|nunca|otra|vez|de|da|do|del|la|el|los|las|a|esta|este|estos|estas|sus|tus|su"
                    + "|mi|minha|meu|me|lista|list|numero|telefono|celular|number|ya|por|aqui|whatsapp|nuevo|again|anymore"
                    + "|any|more|ever|to|from|the|this|my|your|servicio|inmediato|ahora|now|all|it|" + MESSAGES + "))*";

    private static final String QUANTITY =
            "(?: (?:recibir|receber|ver|receive|get|any|more|mas|mais|ningun|ninguna|nenhuma|sus|tus|suas|seus"
                    + "|estos|estas|otros|otras|tantos|tantas|de|your|these))*";

    /** Imperatives after "no me". */
    private static final String LEAVE_ME =
            "(?:escriba[ns]?|escrevam?|llame[ns]?|moleste[ns]?|contacte[ns]?|mande[mns]?|envie[mns]?"
                    + "|marque[ns]?|hable[ns]?|busque[ns]?|ligue[m]?|chame[m]?|perturbe[m]?|incomode[m]?)";

    /** Infinitives after "dejen de". */
    private static final String PESTERING =
            "(?:escribir|escrever|llamar|molestar|mandar|enviar|insistir|marcar|ligar|perturbar|incomodar)"
                    + "(?:me|nos)?";

    /** An opt-out in many forms, with the name that the do-not-contact list shows. */
    private record Family(String name, Pattern wish, Pattern denied) {
        static Family of(String name, String wish, String denied) {
            return new Family(name, Pattern.compile(wish), Pattern.compile(denied));
        }

        static Family of(String name, String wish) {
            return of(name, wish, "(?!)");
        }

        boolean has(String text) {
            return wish.matcher(text).matches() && !denied.matcher(text).find();
        }
    }

    private static final List<Family> FAMILIES = List.of(
            // "Dame de baja", "denme de baja ya", "quiero darme de baja de la lista"; not "no me den de baja".
            Family.of(
                    "BAJA",
                    "(?:\\w+ ){0,5}d(?:oy|[aeo]\\w{0,6}) de (?:la )?baja(?: \\w+){0,5}",
                    "\\b(?:no|nunca|nao) (?:me|nos|quiero|deseo|quiero que me|quiero que nos) d\\w{1,6} de (?:la"
                            + " )?baja"),
            Family.of("BAJA", "(?:(?:quiero|quisiera|solicito|pido|deseo|necesito|mi|la|una) ){0,3}baja" + TAIL),
            // "Desuscribirme", "unsubscribe me"; not "no me desuscriban".
            Family.of(
                    "UNSUBSCRIBE",
                    "(?:\\w+ ){0,4}(?:des+us?[bs]?s?cri\\w+|desinscr\\w+|un ?su[bs]+?scri\\w+|descadastr\\w+)(?:"
                            + " \\w+){0,5}",
                    "\\b(?:no|nunca|nao|dont|don t|do not) (?:me |quiero |want to )?(?:des|un)"),
            Family.of(
                    "UNSUBSCRIBE",
                    "(?:(?:quiero|quero|want to) )?(?:cancelar|cancel|anular)(?: (?:la|mi|my|a|minha))?"
                            + " (?:su[bs]+?cri\\w+|inscri\\w+)" + TAIL),
            // "No quiero más mensajes", "I don't want any more calls", "no más publicidad".
            Family.of(
                    "NO MORE MESSAGES",
                    "(?:ya )?(?:no|nao|i dont|i don t|i do not|dont|don t)"
                            + "(?: (?:quiero|quisiera|deseo|necesito|quero|desejo|want|me interesa))?" + QUANTITY + " "
                            + MESSAGES + TAIL),
            // "No me escriban más", "ya no me llamen".
            Family.of(
                    "NO MORE MESSAGES",
                    "(?:ya )?(?:no|nao) (?:(?:me|nos) )?(?:(?:vuelvan?|vuelvas) a )?(?:" + LEAVE_ME + "|" + PESTERING
                            + ")" + TAIL),
            // "Dejen de molestar", "pare de enviar mensagens", "stop texting me".
            Family.of(
                    "NO MORE MESSAGES",
                    "(?:ya )?(?:deje[ns]?|deja|dejame|dejenme|dejar|pare[mns]?|para|parar) de " + PESTERING + TAIL),
            Family.of(
                    "NO MORE MESSAGES",
                    "(?:stop|quit) (?:texting|messaging|calling|sending|writing|contacting|bothering|spamming)" + TAIL),
            Family.of(
                    "NO MORE MESSAGES", "(?:dont|don t|do not) (?:text|message|call|contact|write|bother|send)" + TAIL),
            // "Stop promociones", "parar mensajes", "send stop".
            Family.of(
                    "STOP",
                    "(?:(?:send|enviar|i want to|want to|ya) )?(?:stop|parar|detener|interromper) ?"
                            + "(?:(?:the|los|las|as|all|it|now|this|that|ya|ahora) ?)*" + "(?:" + MESSAGES + ")?"
                            + TAIL),
            // "Remove me", "take me off your list", "bórrenme de su lista".
            Family.of("REMOVE ME", "(?:\\w+ )?(?:remove|delete|erase) (?:me|my (?:number|phone))" + TAIL),
            Family.of("REMOVE ME", "(?:\\w+ )?take (?:me|my number) off" + TAIL),
            Family.of("REMOVE ME", "(?:(?:i|want|to) )*opt(?: me)? ?out" + TAIL),
            Family.of(
                    "REMOVE ME",
                    "(?:quit|borr|elimin|saqu|sac|remuev|retir)(?:ame|eme|enme|anme|uenme|ueme|arme)" + TAIL),
            Family.of("REMOVE ME", "(?:que )?me (?:quiten|borren|eliminen|saquen|retirem|tirem?|removam?|tira)" + TAIL),
            Family.of(
                    "REMOVE ME",
                    "(?:quiero|quisiera|quero)? ?(?:salir|salirme|sair|borrarme|eliminarme) d(?:e|el|a|o)"
                            + "(?: (?:la|el|su|esta|este))? (?:lista|grupo|chat|servicio)" + TAIL));

    private ReplyText() {}

    /** The meaning of a text. */
    sealed interface Meaning {
        /**
         * The person wants no more messages.
         *
         * @param word the word for the do-not-contact list, in capitals
         */
        record Stop(String word) implements Meaning {}

        /** The person rejected the offer. */
        record No() implements Meaning {}

        /** The person accepted, without further text. */
        record Yes() implements Meaning {}

        /** The text has another meaning. */
        record Other() implements Meaning {}
    }

    /** The meaning of a written text. */
    static Meaning of(String text) {
        String said = said(text);
        Optional<String> stop = stop(said);
        if (stop.isPresent()) {
            return new Meaning.Stop(stop.get());
        }
        if (NO.contains(said) || text.strip().startsWith("👎")) {
            return new Meaning.No();
        }
        return YES.contains(said) || text.strip().startsWith("👍") ? new Meaning.Yes() : new Meaning.Other();
    }

    /** The meaning of the text on a pressed button. */
    static Meaning ofButton(String text) {
        return OF_THE_BUSINESS.contains(said(text)) ? new Meaning.Other() : of(text);
    }

    private static Optional<String> stop(String said) {
        if (STOP_WORDS.contains(said)) {
            return Optional.of(said.toUpperCase(Locale.ROOT));
        }
        return said.length() > MAX_TEXT
                ? Optional.empty()
                : FAMILIES.stream()
                        .filter(family -> family.has(said))
                        .map(Family::name)
                        .findFirst();
    }

    /** The normalised words of the text. */
    private static String said(String text) {
        // To capitals, then to small letters: so "ß" becomes "ss", and Turkish and Greek variants of a letter become
        // equal.
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        String plain =
                BETWEEN_WORDS.matcher(INVISIBLE.matcher(folded).replaceAll("")).replaceAll(" ");
        return COURTESY.matcher(plain).replaceAll(" ").replaceAll(" +", " ").strip();
    }
}
