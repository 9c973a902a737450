package io.vuelta.domain.file;

import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.phone.NumberReason;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.phone.SeveralNumbers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All numbers of one cell of a do-not-contact file. In contrast to a contact, whose number is dialled, an extension or a
 * note does not matter: the number before it is meant.
 *
 * @param numbers the numbers that can be read, in their order
 * @param unreadable the parts of the cell that may be numbers and cannot be read
 * @param repair the code of the repair; empty if the cell is one number and nothing else
 */
record NumbersOfCell(Set<PhoneNumber> numbers, List<Unreadable> unreadable, String repair) {
    private static final Pattern NOTE_IN_BRACKETS = Pattern.compile("\\([^)]*\\p{L}[^)]*\\)");
    private static final Pattern LEADING_DIGITS = Pattern.compile("[^0-9+@]*(\\+?[0-9(][0-9 ().+\\-\\u00a0]*)[^@]*");

    /**
     * A part that cannot be read.
     *
     * @param reason a code such as {@code INVALID_PHONE_NUMBER}
     */
    record Unreadable(String text, String reason) {}

    static NumbersOfCell of(String cell, NumberReader reader, String region) {
        List<String> several = SeveralNumbers.in(cell);
        NumbersOfCell all = read(several.isEmpty() ? List.of(cell) : several, reader, region);
        return all.numbers().isEmpty() && !several.isEmpty() ? read(List.of(cell), reader, region) : all;
    }

    private static NumbersOfCell read(List<String> parts, NumberReader reader, String region) {
        Set<PhoneNumber> numbers = new LinkedHashSet<>();
        List<Unreadable> unreadable = new ArrayList<>();
        boolean noted = false;
        for (String part : parts) {
            switch (reader.read(part, region)) {
                case NumberReader.Reading.Plain plain -> numbers.add(plain.number());
                case NumberReader.Reading.Repaired repaired -> numbers.add(repaired.number());
                case NumberReader.Reading.Unreadable refused -> {
                    Optional<PhoneNumber> before = beforeNote(part, refused, reader, region);
                    noted |= before.isPresent();
                    before.ifPresentOrElse(numbers::add, () -> unreadable.add(new Unreadable(part, refused.reason())));
                }
            }
        }
        String repair = parts.size() > 1 ? NumberReason.SEVERAL_NUMBERS.name() : noted ? NumberReason.NOTE.name() : "";
        return new NumbersOfCell(numbers, unreadable, repair);
    }

    private static Optional<PhoneNumber> beforeNote(
            String text, NumberReader.Reading.Unreadable refused, NumberReader reader, String region) {
        boolean mayHaveNote = refused.reason().equals(NumberReason.INVALID_PHONE_NUMBER.name())
                || refused.reason().equals(NumberReason.EXTENSION.name());
        Matcher leading = LEADING_DIGITS.matcher(NOTE_IN_BRACKETS.matcher(text).replaceAll(" "));
        return mayHaveNote && leading.matches()
                ? reader.read(leading.group(1).strip(), region).canonical()
                : Optional.empty();
    }
}
