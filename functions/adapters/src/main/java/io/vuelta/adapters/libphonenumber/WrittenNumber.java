package io.vuelta.adapters.libphonenumber;

import io.vuelta.domain.phone.NumberReason;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number that a person wrote, without the changes by spreadsheets, web pages and keyboards.
 *
 * @param text the text, with ASCII digits and plain spaces only
 * @param repair the code of the change that was undone; empty if there was none
 */
record WrittenNumber(String text, String repair) {
    /** Spaces. No-break, narrow and ideographic ones are equal to a plain space, and are not reported as a repair. */
    private static final Pattern SPACE = Pattern.compile("[\\p{Z}\\s\\x85]");

    /**
     * Joiners, bidirectional marks, the byte order mark, control characters, and combining marks that turn a digit into
     * an emoji.
     */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Cc}\\p{Mn}\\p{Me}]");

    private static final Pattern FULL_WIDTH = Pattern.compile("[\\uff10-\\uff19\\uff0b]");

    /**
     * ="…", with which people prevent a spreadsheet from reading a number as numeric; or a formula that is only a
     * number.
     */
    private static final Pattern FORMULA = Pattern.compile("= ?(?:\"(.*)\"|([+0-9].*))");

    private static final Pattern GROUPED_BY_COMMAS = Pattern.compile("\\+?[0-9]{1,3}(?:,[0-9]{3}){2,}(?:\\.0+)?");
    private static final Pattern GROUPED_BY_POINTS = Pattern.compile("\\+?[0-9]{1,3}(?:\\.[0-9]{3}){2,},0+");
    private static final Pattern DECIMAL = Pattern.compile("(\\+?[0-9]+)[.,]0+");

    /** 4.479E+11: the digits before and after the point, and the exponent. */
    private static final Pattern SCIENTIFIC = Pattern.compile("[+-]?([0-9]+)(?:[.,]([0-9]+))? ?[eE] ?[+]?0*(-?[0-9]+)");

    /** The separator of Google Contacts between the numbers of one person. */
    private static final Pattern LIST = Pattern.compile(" *::: *");

    /**
     * A WhatsApp address of a person: the number with its country code. Groups, and ids of people without a number,
     * have other domains.
     */
    private static final Pattern AT_WHATSAPP = Pattern.compile("([0-9]+)@(?:c\\.us|s\\.whatsapp\\.net)");

    /**
     * A word after the digits, separate from them and without a digit in it. One letter, or a word without a space
     * before it, may be a mistyped digit.
     */
    private static final Pattern NOTED =
            Pattern.compile("([^0-9@]*[0-9](?:[0-9 ().+/-]*[0-9])?)[^\\p{L}\\p{N}@]+\\p{L}\\p{L}[^\\p{N}@]*");

    /** Such a word with digits after it: (oficina 5), desp 6pm. */
    private static final Pattern NOTED_WITH_DIGITS =
            Pattern.compile("([^0-9@]*[0-9](?:[0-9 ().+/-]*[0-9])?)[^\\p{L}\\p{N}@]+(\\p{L}\\p{L}[^@]*)");

    /** The number of digits in a note; more of them may be another number. */
    private static final int MAX_DIGITS_OF_NOTE = 6;

    /** A note that is an extension: the digits before it do not reach the person. */
    private static final Pattern EXTENSION = Pattern.compile(
            "(?:ext|int|interno|ramal|anexo|extn|extensi[oó]n|extens[aã]o)\\b.*", Pattern.CASE_INSENSITIVE);

    private static final String NOTE = NumberReason.NOTE.name();

    static WrittenNumber of(String raw) {
        String spaced = SPACE.matcher(raw).replaceAll(" ").strip();
        String visible = INVISIBLE.matcher(spaced).replaceAll("").strip();
        String ascii = withDigitsOfAscii(visible);
        String bare = withoutMarks(ascii);
        if (!bare.equals(ascii) || !visible.equals(spaced)) {
            return new WrittenNumber(bare, NumberReason.SPREADSHEET_MARKS.name());
        }
        if (FULL_WIDTH.matcher(visible).find()) {
            return new WrittenNumber(bare, NumberReason.FULL_WIDTH_DIGITS.name());
        }
        return new WrittenNumber(bare, ascii.equals(visible) ? "" : NumberReason.FOREIGN_DIGITS.name());
    }

    /**
     * The possible readings of a text that is not a number as a whole: the most likely first, each with its own repair.
     */
    List<WrittenNumber> parts() {
        if (text.chars().noneMatch(c -> c == ':' || Character.isLetter(c))) {
            return List.of();
        }
        String[] list = LIST.split(text);
        if (list.length > 1) {
            return Arrays.stream(list)
                    .map(each -> new WrittenNumber(each, NumberReason.SEVERAL_NUMBERS.name()))
                    .toList();
        }
        Matcher atWhatsApp = AT_WHATSAPP.matcher(text);
        if (atWhatsApp.matches()) {
            return List.of(new WrittenNumber("+" + atWhatsApp.group(1), NOTE));
        }
        Matcher noted = NOTED.matcher(text);
        return noted.matches() ? List.of(new WrittenNumber(noted.group(1), NOTE)) : beforeNoteWithDigits();
    }

    private List<WrittenNumber> beforeNoteWithDigits() {
        Matcher noted = NOTED_WITH_DIGITS.matcher(text);
        boolean isNote = noted.matches()
                && noted.group(2).chars().filter(Character::isDigit).count() <= MAX_DIGITS_OF_NOTE
                && !EXTENSION.matcher(noted.group(2)).matches();
        return isNote ? List.of(new WrittenNumber(noted.group(1), NOTE)) : List.of();
    }

    /** Whether a spreadsheet has stored only the leading digits. */
    boolean hasLostDigits() {
        return SCIENTIFIC.matcher(text).matches();
    }

    private static String withDigitsOfAscii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        text.codePoints().forEach(each -> {
            if (each >= '\uff01' && each <= '\uff5e') {
                ascii.append((char) (each - '\uff01' + '!'));
            } else if (Character.isDigit(each)) {
                ascii.append(Character.digit(each, 10));
            } else {
                ascii.appendCodePoint(each);
            }
        });
        return ascii.toString();
    }

    private static String withoutMarks(String text) {
        Matcher formula = FORMULA.matcher(text);
        String value = !formula.matches() ? text : formula.group(1) != null ? formula.group(1) : formula.group(2);
        String unquoted =
                value.strip().startsWith("'") ? value.strip().substring(1).strip() : value.strip();
        String whole = writtenOut(unquoted);
        String ungrouped = GROUPED_BY_COMMAS.matcher(whole).matches()
                ? whole.replace(",", "")
                : GROUPED_BY_POINTS.matcher(whole).matches() ? whole.replace(".", "") : whole;
        Matcher decimal = DECIMAL.matcher(ungrouped);
        return decimal.matches() ? decimal.group(1) : ungrouped;
    }

    /**
     * Writes out a number such as 5.215555551234E+12, which has all its digits. If any digit may be missing, the text
     * does not change.
     */
    private static String writtenOut(String text) {
        Matcher scientific = SCIENTIFIC.matcher(text);
        if (!scientific.matches() || scientific.group(2) == null) {
            return text;
        }
        String fraction = scientific.group(2);
        boolean whole = scientific.group(3).equals(String.valueOf(fraction.length()));
        return whole ? scientific.group(1) + fraction : text;
    }
}
