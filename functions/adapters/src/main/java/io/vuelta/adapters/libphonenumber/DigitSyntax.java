package io.vuelta.adapters.libphonenumber;

import java.util.ArrayList;
import java.util.List;

/** A parser of one regular expression over digits. It can be used once. */
final class DigitSyntax {
    private static final int ANY = 0b11_1111_1111;

    /** A part of a pattern. */
    sealed interface Part {}

    /**
     * One digit.
     *
     * @param digits a bit for each allowed digit
     */
    record OneOf(int digits) implements Part {}

    record Sequence(List<Part> parts) implements Part {}

    record Choice(List<Part> parts) implements Part {}

    record Repeated(Part part, int least, int most) implements Part {}

    private final String pattern;
    private int at;

    DigitSyntax(String pattern) {
        this.pattern = pattern;
    }

    /**
     * The whole pattern.
     *
     * @throws IllegalArgumentException if a part of it is not supported here
     */
    Part parsed() {
        Part whole = choice();
        if (at < pattern.length()) {
            throw unknown();
        }
        return whole;
    }

    private Part choice() {
        List<Part> parts = new ArrayList<>(List.of(sequence()));
        while (accepted("|")) {
            parts.add(sequence());
        }
        return parts.size() == 1 ? parts.getFirst() : new Choice(parts);
    }

    private Part sequence() {
        List<Part> parts = new ArrayList<>();
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            parts.add(repeated(one()));
        }
        return new Sequence(parts);
    }

    private Part one() {
        if (accepted("(?:") || accepted("(")) {
            Part inner = choice();
            expect(")");
            return inner;
        }
        if (accepted("\\d")) {
            return new OneOf(ANY);
        }
        return accepted("[") ? oneOfClass() : new OneOf(1 << digit());
    }

    private Part oneOfClass() {
        int digits = 0;
        do {
            if (accepted("\\d")) {
                digits |= ANY;
            } else {
                int first = digit();
                int last = accepted("-") ? digit() : first;
                for (int each = first; each <= last; each++) {
                    digits |= 1 << each;
                }
            }
        } while (!accepted("]"));
        return new OneOf(digits);
    }

    private Part repeated(Part part) {
        if (accepted("?")) {
            return new Repeated(part, 0, 1);
        }
        if (!accepted("{")) {
            return part;
        }
        int least = count();
        int most = accepted(",") ? count() : least;
        expect("}");
        return new Repeated(part, least, most);
    }

    private int count() {
        int count = digit();
        while (at < pattern.length() && Character.isDigit(pattern.charAt(at))) {
            count = count * 10 + digit();
        }
        return count;
    }

    private int digit() {
        if (at == pattern.length() || pattern.charAt(at) < '0' || pattern.charAt(at) > '9') {
            throw unknown();
        }
        return pattern.charAt(at++) - '0';
    }

    private boolean accepted(String token) {
        boolean here = pattern.startsWith(token, at);
        at += here ? token.length() : 0;
        return here;
    }

    private void expect(String token) {
        if (!accepted(token)) {
            throw unknown();
        }
    }

    private IllegalArgumentException unknown() {
        return new IllegalArgumentException("unknown syntax at " + at + " in " + pattern);
    }
}
