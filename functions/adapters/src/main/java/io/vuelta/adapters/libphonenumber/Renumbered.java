package io.vuelta.adapters.libphonenumber;

import io.vuelta.domain.phone.NumberReason;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts numbers that are written in the form before their country changed its numbering. Each rule names the change
 * and its announcement. Panama (2005) and Venezuela (2001) have no rule: their announcements could not be found, and a
 * wrong rule would call another person.
 */
final class Renumbered {
    /** The code of the repair of such a number. */
    static final String REPAIR = NumberReason.RETIRED_PREFIX.name();

    /**
     * The mobile prefix 1, and 044, 045 and 01 within the country: retired on 3 August 2019, by the numbering plan of the
     * Instituto Federal de Telecomunicaciones.
     */
    private static final List<Rule> MEXICO = List.of(rule("(?:1|44|45|01|044|045)([2-9][0-9]{9})", "$1"));

    /**
     * Mobile numbers have had a ninth digit, a leading 9, since 2012 in São Paulo and since 2016 everywhere: Anatel,
     * Resolution 553 of 2010. It did not apply to trunked radio, which has numbers that begin with 7: the metadata has
     * those unchanged.
     */
    private static final List<Rule> BRAZIL =
            List.of(rule("(?<area>[1-9][0-9])(?<local>[689][0-9]{7})", "${area}9${local}"));

    /**
     * Landlines have had ten digits since 1 September 2021: 60 before the digit of the area. Comisión de Regulación de
     * Comunicaciones, Resolution 5826 of 2019.
     */
    private static final List<Rule> COLOMBIA = List.of(rule("([124-8][1-9][0-9]{6})", "60$1"));

    /** Chile's areas of two digits. */
    private static final String CHILEAN_AREA = "(?<area>3[2-5]|4[1-35]|5[1-357-8]|6[13-57]|7[1-35])";

    /**
     * A 2 was put before the landlines' local numbers, in Santiago on 24 November 2012 and in the other areas until
     * July 2013; the last, rural ones, followed on 15 February 2014: Subtel, in ITU's communications of 12.II.2014 and
     * 2.VII.2014. The 0 before numbers that were dialled from mobile phones (09, 02) was removed when every call got
     * nine digits in 2016. Eight digits of another area than Santiago's without a prefix are not changed: they may be a
     * mobile number without its 9.
     */
    private static final List<Rule> CHILE = List.of(
            rule("0([2-9][0-9]{8})", "$1"),
            rule("0?2([1-9][0-9]{6})", "22$1"),
            rule("0" + CHILEAN_AREA + "(?<local>[0-9]{6})", "${area}2${local}"),
            prefixedRule(CHILEAN_AREA + "(?<local>[0-9]{6})", "${area}2${local}"));

    /** Mobile numbers have had a 9 before their eight digits since 30 September 2012 (Conatel). */
    private static final List<Rule> ECUADOR = List.of(rule("0?([89][0-9]{7})", "9$1"));

    /**
     * Eight digits instead of seven since 20 March 2008: landlines, which began with 2 and 4 to 7, have a 2 before them, and
     * mobile numbers, which began with 3, 8 and 9, an 8. Instituto Costarricense de Electricidad.
     */
    private static final List<Rule> COSTA_RICA =
            List.of(rule("([24-7][0-9]{6})", "2$1"), rule("([389][0-9]{6})", "8$1"));

    /**
     * Eight digits instead of seven since 18 September 2004 (announced by Telgua): mobile numbers, which began with 5 or had 0, 1
     * or 9 as their second digit, have a 5 before them; of the others those of the capital, which began with 2 to 4, have a 2, its
     * surroundings (6) a 6, and the rest of the country a 7.
     */
    private static final List<Rule> GUATEMALA = List.of(
            rule("(5[0-9]{6}|[2-9][019][0-9]{5})", "5$1"),
            rule("([2-4][2-8][0-9]{5})", "2$1"),
            rule("(6[2-8][0-9]{5})", "6$1"),
            rule("([7-9][2-8][0-9]{5})", "7$1"));

    /**
     * Eight digits instead of seven: mobile numbers since 25 February 2007 (3 became 33, 9 became 99: Conatel,
     * Resolution NR014/06), and landlines, with a 2 before them, since 14 November 2010. Seven digits that begin with 8
     * were first a mobile number and later a landline, and are not changed.
     */
    private static final List<Rule> HONDURAS =
            List.of(rule("([24-7][0-9]{6})", "2$1"), rule("(3[0-9]{6})", "3$1"), rule("(9[0-9]{6})", "9$1"));

    /** Landlines have had a 2 before their seven digits since 2005: the numbering plan of Siget. */
    private static final List<Rule> EL_SALVADOR = List.of(rule("([2-6][0-9]{6})", "2$1"));

    /**
     * Outside of Montevideo and Maldonado (2 and 42, whose numbers read the same before and after) a 4 was put before
     * area and local number on 29 August 2010: Ursec, by Resolution 120/008. Seven digits without a prefix are not
     * changed: they may be a local number of Montevideo.
     */
    private static final List<Rule> URUGUAY =
            List.of(rule("0([3-7][0-9]{6})", "4$1"), prefixedRule("([3-7][0-9]{6})", "4$1"));

    /**
     * Mobile numbers have had nine digits since 5 April 2008, and no area since 2010 (Ministerio de Transportes y Comunicaciones,
     * Osiptel). In Lima (1) a 9 was put before the eight digits. In the other areas the seven digits began with 9: Arequipa (54),
     * La Libertad (44), Lambayeque (74) and Piura (73) put 95, 94, 97 and 96 before them, and the others their area behind the 9.
     */
    private static final List<Rule> PERU = List.of(
            rule("0?1?(9[0-9]{7})", "9$1"),
            rule("0?54(9[0-9]{6})", "95$1"),
            rule("0?44(9[0-9]{6})", "94$1"),
            rule("0?74(9[0-9]{6})", "97$1"),
            rule("0?73(9[0-9]{6})", "96$1"),
            rule("0?(4[1-3]|5[1-36]|6[1-7]|7[26]|8[2-4])9([0-9]{6})", "9$1$2"));

    private Renumbered() {}

    /**
     * The national number in its present form; empty if it has no old form. Call it only for a number that is not
     * valid, and use the result only if it is valid.
     *
     * @param national the national number, with its leading zeros
     * @param alone whether nothing was written before it: neither the country code nor a prefix for calls to other
     *     areas
     */
    static Optional<String> today(int callingCode, String national, boolean alone) {
        for (Rule rule : rules(callingCode)) {
            Matcher matcher = rule.old().matcher(national);
            if ((!alone || !rule.prefixed()) && matcher.matches()) {
                return Optional.of(matcher.replaceFirst(rule.today()));
            }
        }
        return Optional.empty();
    }

    private static List<Rule> rules(int callingCode) {
        return switch (callingCode) {
            case 51 -> PERU;
            case 52 -> MEXICO;
            case 55 -> BRAZIL;
            case 56 -> CHILE;
            case 57 -> COLOMBIA;
            case 502 -> GUATEMALA;
            case 503 -> EL_SALVADOR;
            case 504 -> HONDURAS;
            case 506 -> COSTA_RICA;
            case 593 -> ECUADOR;
            case 598 -> URUGUAY;
            default -> List.of();
        };
    }

    /**
     * One change.
     *
     * @param prefixed whether the rule applies only if something was written before the national number
     */
    private record Rule(Pattern old, String today, boolean prefixed) {}

    private static Rule rule(String old, String today) {
        return new Rule(Pattern.compile(old), today, false);
    }

    private static Rule prefixedRule(String old, String today) {
        return new Rule(Pattern.compile(old), today, true);
    }
}
