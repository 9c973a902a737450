package io.vuelta.adapters.libphonenumber;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Some regular expressions over digits as one deterministic automaton: one pass over a number's digits determines which
 * of them match. Immutable.
 *
 * <p>A pattern may contain the syntax that libphonenumber's metadata uses: digits, {@code \d}, classes, groups,
 * alternatives, {@code ?}, <code>{n}</code> and <code>{m,n}</code>. So patterns match finitely many texts; any other
 * syntax is refused.
 */
final class DigitPatterns {
    private static final int DIGITS = 10;
    private static final int DEAD = 0;

    private final int start;

    /** The state that follows state s at digit d, at {@code s * 10 + d}. */
    private final int[] next;

    /** For each state: a bit for each pattern that matches the digits that lead to it. */
    private final int[] matches;

    private DigitPatterns(int start, int[] next, int[] matches) {
        this.start = start;
        this.next = next;
        this.matches = matches;
    }

    /**
     * The automaton of some patterns.
     *
     * @param patterns at most 32
     * @throws IllegalArgumentException if a pattern has an unsupported syntax
     */
    static DigitPatterns of(List<String> patterns) {
        States states = new States();
        int start = DEAD;
        for (int i = 0; i < patterns.size(); i++) {
            int end = states.state(new int[DIGITS], 1 << i);
            start = states.either(start, states.before(new DigitSyntax(patterns.get(i)).parsed(), end));
        }
        return states.from(start);
    }

    /** The patterns that match the digits from an index to the end: bit i for the i-th pattern. */
    int matching(String digits, int from) {
        int state = start;
        for (int i = from; i < digits.length(); i++) {
            state = next[state * DIGITS + digits.charAt(i) - '0'];
        }
        return matches[state];
    }

    /** The lengths of all beginnings, including the empty one, that match any of the patterns: bit n for n digits. */
    long beginnings(String digits, int from) {
        long lengths = matches[start] == 0 ? 0 : 1;
        int state = start;
        for (int i = from; i < digits.length() && state != DEAD; i++) {
            state = next[state * DIGITS + digits.charAt(i) - '0'];
            if (matches[state] != 0) {
                lengths |= 1L << (i + 1 - from);
            }
        }
        return lengths;
    }

    /**
     * The states of the automaton during its construction, from the ends of the patterns to their beginnings: before
     * each part of a pattern there is a state that leads through the part to the state after it. Equal states are
     * merged, so the automaton is minimal.
     */
    private static final class States {
        /** For each state, its successors and its matches in one array. */
        private final List<int[]> states = new ArrayList<>();

        private final Map<Integer, List<Integer>> byHash = new HashMap<>();
        private final Map<Long, Integer> eithers = new HashMap<>();

        States() {
            state(new int[DIGITS], 0);
        }

        int state(int[] next, int matching) {
            int[] state = Arrays.copyOf(next, DIGITS + 1);
            state[DIGITS] = matching;
            List<Integer> alike = byHash.computeIfAbsent(Arrays.hashCode(state), _ -> new ArrayList<>(1));
            for (int known : alike) {
                if (Arrays.equals(states.get(known), state)) {
                    return known;
                }
            }
            alike.add(states.size());
            states.add(state);
            return states.size() - 1;
        }

        /** The state with the transitions and matches of both states. */
        int either(int one, int other) {
            if (one == other || other == DEAD) {
                return one;
            }
            if (one == DEAD) {
                return other;
            }
            long both = (long) Math.min(one, other) << Integer.SIZE | Math.max(one, other);
            Integer known = eithers.get(both);
            if (known != null) {
                return known;
            }
            int[] next = new int[DIGITS];
            for (int digit = 0; digit < DIGITS; digit++) {
                next[digit] = either(states.get(one)[digit], states.get(other)[digit]);
            }
            int either = state(next, states.get(one)[DIGITS] | states.get(other)[DIGITS]);
            eithers.put(both, either);
            return either;
        }

        int before(DigitSyntax.Part part, int after) {
            return switch (part) {
                case DigitSyntax.OneOf one -> {
                    int[] next = new int[DIGITS];
                    for (int digit = 0; digit < DIGITS; digit++) {
                        next[digit] = (one.digits() >> digit & 1) == 0 ? DEAD : after;
                    }
                    yield state(next, 0);
                }
                case DigitSyntax.Sequence sequence -> {
                    int at = after;
                    for (DigitSyntax.Part each : sequence.parts().reversed()) {
                        at = before(each, at);
                    }
                    yield at;
                }
                case DigitSyntax.Choice choice -> {
                    int any = DEAD;
                    for (DigitSyntax.Part each : choice.parts()) {
                        any = either(any, before(each, after));
                    }
                    yield any;
                }
                case DigitSyntax.Repeated repeated -> {
                    int at = after;
                    for (int i = 0; i < repeated.most(); i++) {
                        int once = before(repeated.part(), at);
                        at = i < repeated.most() - repeated.least() ? either(once, after) : once;
                    }
                    yield at;
                }
            };
        }

        DigitPatterns from(int start) {
            int[] next = new int[states.size() * DIGITS];
            int[] matches = new int[states.size()];
            for (int state = 0; state < matches.length; state++) {
                System.arraycopy(states.get(state), 0, next, state * DIGITS, DIGITS);
                matches[state] = states.get(state)[DIGITS];
            }
            return new DigitPatterns(start, next, matches);
        }
    }
}
