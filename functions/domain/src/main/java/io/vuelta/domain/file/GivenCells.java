package io.vuelta.domain.file;

import io.vuelta.domain.phone.IdentityKey;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.text.StorableText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One contact of an API request, as names and cells. It tolerates the output of automation tools: a field without a
 * value counts as absent, and a variable is ignored if a field has the same meaning or the same value.
 */
record GivenCells(List<String> names, List<String> values) {
    private static final List<String> NUMBER = List.of("contact", "phone_number");
    private static final List<Set<String>> TWINS = List.of(Set.copyOf(NUMBER), Set.of("name", "contact_name"));

    static GivenCells of(AddContacts.Given given) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        Set<String> meanings = new HashSet<>();
        given.fields().forEach((name, value) -> {
            boolean twin = isKnown(name) && !isEmpty(value) && !meanings.add(meaning(name)) && values.contains(value);
            if (!isEmpty(value) && !twin) {
                names.add(name);
                values.add(value);
            }
        });
        given.variables().forEach((name, value) -> {
            boolean yields = isKnown(name) && meanings.contains(meaning(name));
            if (!isEmpty(value) && !yields && !isThere(names, values, name, value)) {
                names.add(name);
                values.add(value);
            }
        });
        return new GivenCells(names, values);
    }

    private static boolean isEmpty(String value) {
        return ColumnNames.trimmed(value).isEmpty();
    }

    /** The meaning of a name: the same text for both names of a field. */
    private static String meaning(String name) {
        String lowerCase = ColumnNames.of(name).toLowerCase(Locale.ROOT);
        return TWINS.stream()
                .filter(names -> names.contains(lowerCase))
                .findFirst()
                .map(Set::toString)
                .orElse(lowerCase);
    }

    private static boolean isKnown(String name) {
        String lowerCase = ColumnNames.of(name).toLowerCase(Locale.ROOT);
        return ContactFileColumns.isKnown(lowerCase) || NUMBER.contains(lowerCase);
    }

    private static boolean isThere(List<String> names, List<String> values, String name, String value) {
        for (int at = 0; at < names.size(); at++) {
            if (names.get(at).equalsIgnoreCase(name) && values.get(at).equals(value)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The cells without the second of two fields for the number, if both have the same number in different spellings.
     */
    GivenCells oneNumber(NumberReader reader, String region) {
        List<Integer> numbers = IntStream.range(0, names.size())
                .filter(at -> NUMBER.contains(ColumnNames.of(names.get(at)).toLowerCase(Locale.ROOT)))
                .boxed()
                .toList();
        if (numbers.size() != 2
                || person(numbers.getFirst(), reader, region).isEmpty()
                || !person(numbers.getFirst(), reader, region).equals(person(numbers.getLast(), reader, region))) {
            return this;
        }
        List<String> otherNames = new ArrayList<>(names);
        List<String> otherValues = new ArrayList<>(values);
        otherNames.remove((int) numbers.getLast());
        otherValues.remove((int) numbers.getLast());
        return new GivenCells(otherNames, otherValues);
    }

    private Optional<IdentityKey> person(int at, NumberReader reader, String region) {
        return switch (reader.read(values.get(at), region)) {
            case NumberReader.Reading.Plain plain -> Optional.of(IdentityKey.of(plain.number()));
            case NumberReader.Reading.Repaired repaired -> Optional.of(IdentityKey.of(repaired.number()));
            case NumberReader.Reading.Unreadable _ -> Optional.empty();
        };
    }

    /** The text of the number, which may be invalid; empty if there is none. */
    String number(NumberReader reader, String region) {
        String shown = "";
        for (int at = 0; at < names.size(); at++) {
            String name = ColumnNames.of(names.get(at));
            boolean named = NUMBER.contains(name.toLowerCase(Locale.ROOT));
            String value = StorableText.storable(ColumnNames.trimmed(values.get(at)));
            if (named && (shown.isEmpty() || PhoneColumns.isNumber(value, reader, region))) {
                shown = value;
            }
        }
        return shown;
    }

    /** Whether a field with a value has no name, so that it could not be stored. */
    boolean hasNameless() {
        return names.stream().anyMatch(name -> ColumnNames.of(name).isEmpty());
    }

    /** The name of a field in which a letter was lost before it was sent. */
    Optional<String> damaged() {
        for (int at = 0; at < names.size(); at++) {
            if (names.get(at).indexOf('\ufffd') >= 0 || values.get(at).indexOf('\ufffd') >= 0) {
                return Optional.of(names.get(at));
            }
        }
        return Optional.empty();
    }

    /** The name of a field that has a character which cannot be stored, in its name or its value. */
    Optional<String> unstorable() {
        for (int at = 0; at < names.size(); at++) {
            if (!StorableText.isStorable(names.get(at)) || !StorableText.isStorable(values.get(at))) {
                return Optional.of(StorableText.storable(names.get(at)));
            }
        }
        return Optional.empty();
    }
}
