package io.vuelta.adapters.csv;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Distinguishes encodings by how plausible the letters are that the bytes beyond ASCII become: in Spanish and
 * Portuguese names and sentences {@code José} is likely, {@code Jos‚} and {@code JosŽ} are not. Text in windows-1252,
 * of any language, is read as windows-1252; only a clear difference leads to another encoding.
 */
final class LetterStatistics {
    /**
     * The difference of the logarithms of the likelihoods from which another encoding is possible; from {@link
     * #CERTAIN} it is certain.
     */
    private static final double POSSIBLE = 1.2;

    private static final double CERTAIN = 5.5;
    private static final double SETTLED = 50;

    /** The difference from which another old encoding is excluded. */
    private static final double NOT_ANOTHER = 2.5;

    private static final double FOREIGN_LETTER = 0.002;
    private static final double SYMBOL = 0.000_05;
    private static final double OUT_OF_PLACE = 0.02;
    private static final double IMPOSSIBLE = 0.000_002;

    private static final char NO_BREAK_SPACE = '\u00a0';
    private static final Set<Character> CURRENCIES_AND_MARKS =
            Set.of('€', '£', '®', '©', '™', '´', '·', '§', '±', '½', '•');

    /** The frequency of each letter among all letters beyond ASCII, in lower case. */
    private static final Map<Character, Double> LETTERS = letters();

    private static Map<Character, Double> letters() {
        Map<Character, Double> letters = new HashMap<>();
        letters.put('á', 0.17);
        letters.put('é', 0.14);
        letters.put('í', 0.15);
        letters.put('ó', 0.14);
        letters.put('ú', 0.04);
        letters.put('ñ', 0.08);
        letters.put('ü', 0.01);
        letters.put('ç', 0.04);
        letters.put('ã', 0.05);
        letters.put('õ', 0.01);
        letters.put('â', 0.01);
        letters.put('ê', 0.01);
        letters.put('ô', 0.01);
        letters.put('à', 0.005);
        return letters;
    }

    /** The logarithm of the likelihood of all letters, by encoding. */
    private final Map<SingleByte, Double> likelihoods = new EnumMap<>(SingleByte.class);

    private LetterStatistics() {}

    /**
     * The encoding that the letters indicate.
     *
     * @param encoding empty if it cannot be determined
     * @param settled whether the difference is so large that later bytes cannot change the result
     */
    record Verdict(Optional<SingleByte> encoding, boolean settled) {}

    /**
     * Finds the encoding of the bytes.
     *
     * @param bytes the bytes
     * @param counts the positions of the bytes to judge: without bytes that are part of a UTF-8 character
     * @param before the character before the bytes
     * @param otherwise the result unless another encoding is clearly more likely
     */
    static Verdict encoding(byte[] bytes, BitSet counts, char before, SingleByte otherwise) {
        LetterStatistics statistics = new LetterStatistics();
        for (SingleByte encoding : SingleByte.values()) {
            statistics.add(encoding, bytes, counts, before);
        }
        SingleByte best = otherwise;
        double second = Double.NEGATIVE_INFINITY;
        for (SingleByte encoding : SingleByte.values()) {
            best = statistics.of(encoding) > statistics.of(best) ? encoding : best;
        }
        for (SingleByte encoding : SingleByte.values()) {
            second = encoding == best ? second : Math.max(second, statistics.of(encoding));
        }
        double difference = statistics.of(best) - statistics.of(otherwise);
        boolean settled = statistics.of(best) - second > SETTLED;
        if (difference < POSSIBLE) {
            return new Verdict(Optional.of(otherwise), settled);
        }
        return difference < CERTAIN || statistics.of(best) - second < NOT_ANOTHER
                ? new Verdict(Optional.empty(), false)
                : new Verdict(Optional.of(best), settled);
    }

    private double of(SingleByte encoding) {
        return likelihoods.getOrDefault(encoding, 0.0);
    }

    private void add(SingleByte encoding, byte[] bytes, BitSet counts, char before) {
        double sum = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (counts.get(at) && bytes[at] < 0) {
                char[] around = new char[5];
                for (int i = -2; i <= 2; i++) {
                    int there = at + i;
                    around[i + 2] = there < 0
                            ? (there == -1 ? before : ' ')
                            : there < bytes.length ? encoding.decode(bytes[there]) : ' ';
                }
                sum += Math.log(likelihood(around));
            }
        }
        likelihoods.put(encoding, sum);
    }

    /** The likelihood of the character in the middle, given the characters around it. */
    private static double likelihood(char[] around) {
        char c = around[2];
        char previous = around[1];
        char next = around[3];
        double common = LETTERS.getOrDefault(Character.toLowerCase(c), 0.0);
        if (common > 0 || isForeignLetter(c)) {
            return letter(around, common > 0 ? common : FOREIGN_LETTER);
        }
        boolean within = Character.isLetter(previous) && Character.isLetter(next);
        boolean touches = Character.isLetter(previous) || Character.isLetter(next);
        return switch (c) {
            case NO_BREAK_SPACE -> noBreakSpace(around, within);
            case '¿', '¡' -> Character.isLetterOrDigit(previous) ? IMPOSSIBLE : 0.01;
            case 'º', 'ª', '°' -> within ? IMPOSSIBLE : Character.isLetterOrDigit(previous) ? 0.02 : 0.002;
            case '’' -> within ? 0.002_5 : 0.005;
            case '“', '‘', '«', '‹', '„', '‚' ->
                Character.isLetterOrDigit(previous) ? IMPOSSIBLE : c == '“' || c == '‘' || c == '«' ? 0.01 : SYMBOL;
            case '”', '»', '›' -> Character.isLetter(next) ? IMPOSSIBLE : c == '›' ? SYMBOL : 0.01;
            case '…' -> within ? SYMBOL : 0.01;
            // Between two letters it joins words, which is rare.
            case '–', '—' -> within ? 0.000_5 : touches ? 0.002 : 0.02;
            default ->
                CURRENCIES_AND_MARKS.contains(c)
                        ? (within ? IMPOSSIBLE : 0.002)
                        : within ? IMPOSSIBLE : touches ? SYMBOL / 10 : SYMBOL;
        };
    }

    /** Whether this is a letter of another European language that windows-1252 contains. */
    private static boolean isForeignLetter(char c) {
        return "äëïöåæøœßšžýÿìòùèîû".indexOf(Character.toLowerCase(c)) >= 0;
    }

    /**
     * The likelihood of a letter: lower-case letters occur in words of lower-case letters, capitals at the beginning or
     * among capitals.
     */
    private static double letter(char[] around, double common) {
        char c = around[2];
        char previous = around[1];
        char next = around[3];
        boolean capital = Character.isUpperCase(c);
        double often = capital ? common * 0.3 : common;
        boolean wrongPlace = capital
                ? Character.isLowerCase(previous) || (Character.isLetter(previous) && Character.isLowerCase(next))
                : (Character.isUpperCase(previous) && (Character.isUpperCase(around[0]) || Character.isUpperCase(next)))
                        || (!Character.isUpperCase(previous) && Character.isUpperCase(next));
        boolean alone = !Character.isLetter(previous) && !Character.isLetter(next);
        double factor = wrongPlace ? OUT_OF_PLACE : alone ? OUT_OF_PLACE * 5 : 1;
        return often * factor * (isLikelyBetween(c, previous, next) ? 1 : OUT_OF_PLACE);
    }

    /**
     * Whether the letter is likely between these neighbours in Spanish and Portuguese; letters of other languages are
     * not rated.
     */
    private static boolean isLikelyBetween(char c, char previous, char next) {
        return switch (Character.toLowerCase(c)) {
            case 'ñ' ->
                (isVowel(next) || !Character.isLetter(next))
                        && (isVowel(previous)
                                || !Character.isLetter(previous)
                                || Character.toLowerCase(previous) == 'n');
            case 'ç' -> "aouãõâáóúàô".indexOf(Character.toLowerCase(next)) >= 0 || !Character.isLetter(next);
            // An O with a diaeresis occurs in German and Scandinavian words, before consonants.
            case 'ö' -> !isVowel(next);
            case 'ã', 'õ' ->
                !Character.isLetter(next) || "oesc".indexOf(Character.toLowerCase(next)) >= 0 || !isVowel(next);
            case 'á' -> Character.toLowerCase(next) != 'a' && Character.toLowerCase(previous) != 'a';
            // José and René are many, Perú is one.
            case 'ú' -> Character.isLetter(next) && Character.toLowerCase(next) != 'u';
            case 'í', 'ó', 'é' -> "íóé".indexOf(Character.toLowerCase(next)) < 0;
            default -> true;
        };
    }

    private static boolean isVowel(char c) {
        return "aeiouáéíóúüãõâêôà".indexOf(Character.toLowerCase(c)) >= 0;
    }

    /**
     * The likelihood of a no-break space. Between words it occurs like a space: the following text can begin a word,
     * and the preceding text can end one.
     */
    private static double noBreakSpace(char[] around, boolean within) {
        if (!within) {
            return 0.05;
        }
        char next = around[3];
        char afterNext = around[4];
        boolean twoConsonantsBegin = "lrhy".indexOf(Character.toLowerCase(afterNext)) >= 0
                && Character.isLetter(next)
                && "lrn".indexOf(next) < 0;
        boolean isOneWord = next == 'y' && !Character.isLetter(afterNext);
        boolean begins =
                Character.isUpperCase(next) || isVowel(next) || isVowel(afterNext) || twoConsonantsBegin || isOneWord;
        boolean isOneConsonant = !Character.isLetter(around[0]) && !isVowel(around[1]) && around[1] != 'y';
        boolean ends = !isOneConsonant || Character.isUpperCase(next);
        // It is as probable as the letter that this byte is in MS-DOS, so it does not affect the result.
        return begins && ends ? 0.17 : 0.000_02;
    }
}
