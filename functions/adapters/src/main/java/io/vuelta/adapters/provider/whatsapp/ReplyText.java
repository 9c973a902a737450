package io.vuelta.adapters.provider.whatsapp;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The meaning of a person's text, in Spanish, Portuguese and English: no more messages, no, yes, or something else.
 * Texts are compared without case, accents, punctuation, invisible characters, typographic variants, repeated letters,
 * and polite words. The whole text must have the meaning: "no puedo parar de reír" is something else. A text of several
 * parts opts out if one part does and all others say no: "No, gracias. BAJA".
 */
final class ReplyText {
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{M}\\p{Cf}]+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern BETWEEN_PARTS = Pattern.compile("[.,;:!?¡¿\\n\\u2026\\u2013\\u2014]+");

    /** Letters that a person has repeated: "STOOOP". */
    private static final Pattern REPEATED = Pattern.compile("(\\p{L})\\1{2,}");

    /** A text of single letters: "S.T.O.P". */
    private static final Pattern SPELLED = Pattern.compile("\\p{L}(?: \\p{L}){2,}");

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
            "ya basta",
            "basta ya",
            "baja",
            "bloquear",
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
            "bloquear",
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
            "(?:mensajes?|mensajitos|mensage(?:m|ns)|msjs?|sms|emails?|llamadas?|ligacoes|whatsapps?|wasaps?|publicidad"
                    + "|propagandas?|promo(?:s|ciones|coes|tions)?|ofertas|correos|notifica(?:ciones|coes)|anuncios|spam"
                    + "|messages?|texts?|calls?|marketing)";

    /** Words that may follow an opt-out and do not change it. */
    private static final String TAIL =
            "(?: (?:mas|mais|nada|nunca|jamas|otra|vez|de|da|do|del|la|el|los|las|a|esta|este|estos|estas|esos|esas|sus"
                    + "|tus|su|tu|sua|suas|essas|esses|dessa|desta|mi|minha|meu|me|listas?|list|bases?|datos|dados"
                    + "|database|sistema|registros?|numero|telefono|telefone|celular|contacto|contato|number|ya|por|aqui"
                    + "|ahi|whatsapp|nuevo|again|anymore|any|more|ever|to|from|the|this|these|those|my|your|servicio"
                    + "|inmediato|ahora|now|all|it|" + MESSAGES + "))*";

    /** A wish only for the present, if nothing says "no more": "no me llame ahora". */
    private static final String ONLY_NOW =
            "^(?!.*\\b(?:mas|mais|nunca|jamas|again|anymore|ever|any)\\b)" + ".*\\b(?:ahora|now)\\b";

    private static final String QUANTITY =
            "(?: (?:recibir|receber|ver|receive|get|any|more|mas|mais|ningun|ninguna|nenhuma|sus|tus|suas|seus"
                    + "|estos|estas|otros|otras|tantos|tantas|de|your|these))*";

    /** Imperatives after "no me". */
    private static final String LEAVE_ME =
            "(?:escriba[ns]?|escrevam?|llame[ns]?|moleste[ns]?|contacte[ns]?|contate[m]?|mande[mns]?|envie[mns]?"
                    + "|marque[ns]?|hable[ns]?|busque[ns]?|ligue[m]?|chame[m]?|perturbe[m]?|incomode[m]?)";

    /** Infinitives after "dejen de". */
    private static final String PESTERING =
            "(?:(?:me|nos) )?(?:estar )?(?:escribir|escrever|llamar|molestar|mandar|enviar|insistir|marcar|ligar"
                    + "|perturbar|incomodar|contactar|contatar|hostigar|acosar|escribiendo|llamando|molestando|mandando"
                    + "|enviando|insistiendo|marcando|ligando|incomodando)(?:me|nos)?";

    /** What a list may have of a person. */
    private static final String MY_ENTRY =
            "(?:(?:a )?(?:mi|meu|este|esse|my|o meu|a mi) (?:numero|telefono|telefone|celular"
                    + "|cel|contacto|contato|nombre|nome|registro)|mis datos|meus dados)";

    /** Stems of verbs that remove. */
    private static final String REMOVE = "(?:quit|borr|elimin|saqu|sac|remuev|remov|retir|exclu|apagu?|suprim|bloque)";

    /** A complete sentence that says no, before or after an opt-out without punctuation. */
    private static final String NO_INTEREST = "(?:(?:ya )?no (?:me|nos) interesa(?: nada)?|no estoy interesad[oa]"
            + "|no tengo interes|nao tenho interesse|nao me interessa|(?:im |i m |i am )?not interested)";

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
            Family.of("BAJA", "(?:(?:quiero|quisiera|solicito|pido|deseo|necesito|mi|la|una|de) ){0,3}baja" + TAIL),
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
                            + MESSAGES + TAIL,
                    ONLY_NOW),
            // "No quiero recibir información"; not "no necesito más información", which may be a satisfied answer.
            Family.of(
                    "NO MORE MESSAGES",
                    "(?:ya )?(?:no|nao) (?:quiero|quisiera|deseo|quero|desejo) (?:recibir|receber)" + QUANTITY
                            + " (?:informacion(?:es)?|informacao|informacoes|info|nada)" + TAIL),
            // "No me escriban más", "ya no me llamen", "no quiero que me manden mensajes"; not "no me llame ahora".
            Family.of(
                    "NO MORE MESSAGES",
                    "(?:de )?(?:ya )?(?:no|nao|nunca|nunca mas|nunca mais)(?: (?:quiero|quisiera|deseo|quero|desejo) que)?"
                            + " (?:(?:me|nos) )?(?:(?:vuelvan?|vuelvas|volver|voltem?) a )?(?:" + LEAVE_ME + "|"
                            + PESTERING + ")" + TAIL,
                    ONLY_NOW),
            Family.of(
                    "NO MORE MESSAGES",
                    "(?:(?:yo|te|le|les|ya|prefiero|quiero|pido|pedi|solicito|dije|exijo|peco|prefiro) ){0,3}que"
                            + " (?:ya )?(?:no|nao) (?:me|nos) (?:(?:vuelvan?|vuelvas|voltem?) a )?(?:" + LEAVE_ME + "|"
                            + PESTERING + ")" + TAIL,
                    ONLY_NOW),
            // "Dejen de molestar", "pare de me mandar mensagens", "dejar de recibir mensajes", "stop texting me".
            Family.of(
                    "NO MORE MESSAGES",
                    "(?:(?:ya|quiero que|que) )?(?:deje[ns]?|deja|dejame|dejenme|dejar|deixem?|deixa|deixar|pare[mns]?|para"
                            + "|parar)(?: ya)? de " + PESTERING + TAIL),
            Family.of(
                    "NO MORE MESSAGES",
                    "(?:(?:quiero|quisiera|deseo|quero) )?(?:dejar|deixar|parar) de (?:recibir|receber)" + QUANTITY
                            + " " + MESSAGES + TAIL),
            Family.of(
                    "NO MORE MESSAGES",
                    "(?:stop|quit) (?:texting|messaging|calling|sending|writing|contacting|bothering|spamming)" + TAIL),
            Family.of(
                    "NO MORE MESSAGES",
                    "(?:dont|don t|do not|never)(?: ever)? (?:text|message|call|contact|write|bother|send)" + TAIL,
                    ONLY_NOW),
            // "Déjenme en paz", "leave me alone".
            Family.of(
                    "NO MORE MESSAGES",
                    "(?:ya )?(?:deja(?:me|nos)|dejen?(?:me|nos)|me deja[mn]?|me deje[ns]?|me deixem?|me deixa|deixem? me"
                            + "|deixa me) (?:en|em) paz" + TAIL),
            Family.of("NO MORE MESSAGES", "(?:just )?leave (?:me|us) alone" + TAIL),
            // "Stop promociones", "parar mensajes", "send stop".
            Family.of(
                    "STOP",
                    "(?:(?:send|enviar|responder|reply|text|i want to|want to|ya) )?(?:stop|parar|detener|interromper) ?"
                            + "(?:(?:the|los|las|as|all|it|now|this|that|ya|ahora) ?)*" + "(?:" + MESSAGES + ")?"
                            + TAIL),
            Family.of("BAJA", "(?:responder|respondo|enviar|envio|escribir|escribo|mandar|mando) baja"),
            // "Remove me", "take me off your list", "bórrenme de su lista".
            Family.of("REMOVE ME", "(?:\\w+ )?(?:remove|delete|erase) (?:me|my (?:number|phone))" + TAIL),
            Family.of("REMOVE ME", "(?:\\w+ )?take (?:me|my number) off" + TAIL),
            Family.of("REMOVE ME", "(?:(?:i|want|to) )*opt(?: me)? ?out" + TAIL),
            Family.of(
                    "REMOVE ME",
                    "(?:(?:quiero|pueden?|podrian?|puedes) )?" + REMOVE
                            + "(?:ame|eme|enme|anme|uenme|ueme|arme|an me|am me" + "|a me|e me|em me)" + TAIL),
            Family.of(
                    "REMOVE ME",
                    "(?:que )?me (?:quiten?|borren?|eliminen?|saquen?|remuevan?|retirem?|tirem?|removam?|excluam?|tira)"
                            + TAIL),
            // "Elimina mi número de su base de datos", "remover meu número", "me pueden quitar de la lista".
            Family.of(
                    "REMOVE ME",
                    "(?:(?:de|que|quiero|quero|pueden?|puedes|podrian?|podem?|ya) ){0,2}" + REMOVE + "\\w{0,4} "
                            + MY_ENTRY + TAIL),
            Family.of(
                    "REMOVE ME",
                    "me (?:pueden?|puedes|podrian?|podem?) " + REMOVE
                            + "\\w{0,4} d(?:e|el|a|o)(?: (?:la|el|su|tu|sua))?" + " (?:lista|base|grupo|sistema)"
                            + TAIL),
            Family.of(
                    "REMOVE ME",
                    "(?:quiero|quisiera|quero)? ?(?:salir|salirme|sair|borrarme|eliminarme) d(?:e|el|a|o)"
                            + "(?: (?:la|el|su|esta|este))? (?:lista|grupo|chat|servicio)" + TAIL));

    /** Stop words without punctuation between them, or with a complete refusal: "stop stop", "STOP no me interesa". */
    private static final Pattern SEVERAL = several();

    private static final Pattern AFTER_A_NO = Pattern.compile("(?:no )?" + NO_INTEREST + " (.+)");

    private ReplyText() {}

    private static Pattern several() {
        String words = STOP_WORDS.stream().sorted().collect(Collectors.joining("|", "(?:", ")"));
        return Pattern.compile("(" + words + ")(?: (?:" + words + "|" + NO_INTEREST + "))+");
    }

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
        List<String> parts = said.length() > MAX_TEXT ? List.of(said) : parts(text);
        Optional<String> stop = stop(said).or(() -> stop(parts));
        if (stop.isPresent()) {
            return new Meaning.Stop(stop.get());
        }
        boolean no = NO.contains(said) || (!parts.isEmpty() && NO.containsAll(parts));
        if (no || text.strip().startsWith("👎")) {
            return new Meaning.No();
        }
        return YES.contains(said) || text.strip().startsWith("👍") ? new Meaning.Yes() : new Meaning.Other();
    }

    /** The meaning of the text on a pressed button. */
    static Meaning ofButton(String text) {
        return OF_THE_BUSINESS.contains(said(text)) ? new Meaning.Other() : of(text);
    }

    /** The first opt-out among the parts of a text, if all other parts say no. */
    private static Optional<String> stop(List<String> parts) {
        Optional<String> found = Optional.empty();
        for (String part : parts) {
            Optional<String> stop = stop(part);
            if (stop.isEmpty() && !NO.contains(part)) {
                return Optional.empty();
            }
            found = found.or(() -> stop);
        }
        return found;
    }

    private static Optional<String> stop(String said) {
        if (STOP_WORDS.contains(said)) {
            return Optional.of(said.toUpperCase(Locale.ROOT));
        }
        if (said.length() > MAX_TEXT) {
            return Optional.empty();
        }
        Matcher several = SEVERAL.matcher(said);
        if (several.matches()) {
            return Optional.of(several.group(1).toUpperCase(Locale.ROOT));
        }
        Matcher after = AFTER_A_NO.matcher(said);
        return FAMILIES.stream()
                .filter(family -> family.has(said))
                .map(Family::name)
                .findFirst()
                .or(() -> after.matches() ? stop(after.group(1)) : Optional.empty());
    }

    /** The normalised words of the text. */
    private static String said(String text) {
        String said = words(COURTESY.matcher(words(plain(text))).replaceAll(" "));
        return SPELLED.matcher(said).matches() ? said.replace(" ", "") : said;
    }

    /** The normalised words of each part of the text: punctuation and polite words are between the parts. */
    private static List<String> parts(String text) {
        return BETWEEN_PARTS
                .splitAsStream(plain(text))
                .flatMap(part -> COURTESY.splitAsStream(words(part)))
                .map(ReplyText::words)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** The text in small letters, without accents, invisible characters and repeated letters. */
    private static String plain(String text) {
        // To capitals, then to small letters: so "ß" becomes "ss", and Turkish and Greek variants of a letter become
        // equal.
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return REPEATED.matcher(INVISIBLE.matcher(folded).replaceAll("")).replaceAll("$1");
    }

    private static String words(String text) {
        return BETWEEN_WORDS.matcher(text).replaceAll(" ").strip();
    }
}
