package io.vuelta.domain.file;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.export.FormulaEscaping;
import io.vuelta.domain.export.OwnColumns;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.text.StorableText;
import io.vuelta.domain.upload.ColumnMapping;
import io.vuelta.domain.upload.DroppedColumnReason;
import io.vuelta.domain.upload.FoundColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The meaning of each column. Both vocabularies are understood ({@code contact, name, context, id, …} and {@code
 * phone_number, contact_name}), and other programs' names for a number and a name. Every other column is a variable for
 * the agent. The columns that our exports add are dropped only if the file is one of our exports.
 */
final class ContactFileColumns {
    static final int MAX_VARIABLES = 50;

    /** Maximum number of columns, including known columns and columns without a name. */
    static final int MAX_COLUMNS = 1_000;

    /** Maximum number of columns of our own exports, which contain all variables of all contacts. */
    private static final int MAX_COLUMNS_EXPORTED = 2_000;

    private static final int MAX_SHOWN_CHARACTERS = 200;
    private static final int MAX_DROPPED_SHOWN = 100;
    private static final List<String> NUMBER = List.of("contact", "phone_number");

    private final List<String> names;
    private final boolean exported;
    private final List<Integer> numbers;
    private final Map<Field, List<Integer>> fields = new EnumMap<>(Field.class);
    private final Set<Field> joined = new HashSet<>();
    private final BitSet ofName = new BitSet();
    private final Map<String, List<Integer>> variables = new LinkedHashMap<>();
    private final List<FoundColumns.Dropped> dropped = new ArrayList<>();

    /** A known column, except that of the number. */
    enum Field {
        NAME(ColumnMapping.CONTACT_NAME, "name", "contact_name"),
        CONTEXT(ColumnMapping.CONTEXT, "context"),
        EXTERNAL_ID(ColumnMapping.ID, "id"),
        AGENT_NAME(ColumnMapping.AGENT_NAME, ColumnMapping.AGENT_NAME),
        AGENT_VOICE(ColumnMapping.AGENT_VOICE, ColumnMapping.AGENT_VOICE),
        TAGS(ColumnMapping.TAGS, ColumnMapping.TAGS);

        private final String wire;

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of
        private final List<String> names;

        Field(String wire, String... names) {
            this.wire = wire;
            this.names = List.of(names);
        }
    }

    /**
     * A file whose columns are known.
     *
     * @param above the rows above the header
     * @param rows the rows below the header, each once
     */
    record Headed(ContactFileColumns columns, List<Table.Cells> above, Iterator<Table.Cells> rows) {}

    /**
     * Finds the header in the first rows.
     *
     * @throws UnusableFile if the columns cannot be used
     */
    static Headed find(Table table, NumberReader reader, ReadingRules rules) {
        FirstRows rows = new FirstRows(table);
        int weak = -1;
        for (int at = 0; at < rows.headers(); at++) {
            if (rows.isBroken(at)) {
                continue;
            }
            List<String> names = rows.names(at);
            Optional<List<Integer>> numbers = numbers(names, rows.sample(at), reader, rules);
            if (numbers.isPresent()) {
                return headed(rows, at, numbers.get(), rules);
            }
            PhoneColumns phones = phones(names, rows.sample(at), reader, rules);
            if (weak < 0
                    && rules.columns().of(ColumnMapping.PHONE_NUMBER).isEmpty()
                    && (phones.named().isPresent()
                            || (phones.isAnyNamed() && rows.sample(at).isEmpty()))) {
                weak = at;
            }
        }
        if (weak >= 0) {
            // No row below has a number: each row is refused, or there are no rows.
            PhoneColumns phones = phones(rows.names(weak), rows.sample(weak), reader, rules);
            return headed(rows, weak, phones.named().stream().toList(), rules);
        }
        throw rows.broken().orElseGet(() -> none(rows, reader, rules));
    }

    private static Headed headed(FirstRows rows, int header, List<Integer> numbers, ReadingRules rules) {
        return new Headed(
                new ContactFileColumns(rows.names(header), numbers, rules, true),
                rows.above(header),
                rows.below(header));
    }

    private static UnusableFile none(FirstRows rows, NumberReader reader, ReadingRules rules) {
        int likeliest = rows.likeliest();
        List<String> names = rows.names(likeliest);
        List<String> wanted = rules.columns().of(ColumnMapping.PHONE_NUMBER);
        return wanted.isEmpty()
                ? PhoneColumns.none(
                        names,
                        NUMBER,
                        rows.sample(likeliest),
                        reader,
                        rules.region(),
                        ", or create the upload with \"columns\": {\"phone_number\": %s}")
                : unknown(wanted, names);
    }

    private static UnusableFile unknown(List<String> wanted, List<String> names) {
        return new UnusableFile(
                FileFault.UNKNOWN_COLUMN,
                "The file has no column " + ColumnNames.shown(wanted)
                        + ", which is given in \"columns\" of the upload; correct \"columns\". The file's columns are: "
                        + ColumnNames.shown(names));
    }

    /**
     * The columns of a contact that was sent through the API, as names and values.
     *
     * @throws UnusableFile if the columns cannot be used
     */
    static ContactFileColumns of(List<String> header, List<String> values, NumberReader reader, ReadingRules rules) {
        List<String> names = header.stream().map(ColumnNames::of).toList();
        List<Table.Cells> sample = List.of(new Table.Cells(1, values));
        List<Integer> numbers = numbers(names, sample, reader, rules)
                .or(() -> phones(names, sample, reader, rules).named().map(List::of))
                .orElse(List.of());
        return new ContactFileColumns(names, numbers, rules, false);
    }

    /** The columns that contain the number; empty if the row is not a header, or no column contains numbers. */
    private static Optional<List<Integer>> numbers(
            List<String> names, List<Table.Cells> sample, NumberReader reader, ReadingRules rules) {
        List<String> wanted = rules.columns().of(ColumnMapping.PHONE_NUMBER);
        if (!wanted.isEmpty()) {
            List<Integer> found = wanted.stream()
                    .flatMap(name -> position(names, name).stream())
                    .distinct()
                    .toList();
            return found.isEmpty() ? Optional.empty() : Optional.of(found);
        }
        if (OwnColumns.isExport(names)) {
            return Optional.of(List.of(lowerCase(names).indexOf(OwnColumns.CONTACT)));
        }
        return phones(names, sample, reader, rules).one().map(List::of);
    }

    private static PhoneColumns phones(
            List<String> names, List<Table.Cells> sample, NumberReader reader, ReadingRules rules) {
        return PhoneColumns.of(names, Set.copyOf(NUMBER), sample, reader, rules.region());
    }

    /** The position of the column with this exact name, or otherwise with this normalised name. */
    private static Optional<Integer> position(List<String> names, String wanted) {
        String name = ColumnNames.of(wanted);
        for (int at = 0; at < names.size(); at++) {
            if (names.get(at).equalsIgnoreCase(name)) {
                return Optional.of(at);
            }
        }
        String normalised = ColumnNames.normalised(name);
        for (int at = 0; at < names.size() && !normalised.isEmpty(); at++) {
            if (ColumnNames.normalised(names.get(at)).equals(normalised)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static List<String> lowerCase(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /**
     * Sorts the columns.
     *
     * @param mayBeExport whether the file may be one of our own exports
     */
    private ContactFileColumns(List<String> given, List<Integer> numbers, ReadingRules rules, boolean mayBeExport) {
        this.exported = mayBeExport && OwnColumns.isExport(given);
        int most = exported ? MAX_COLUMNS_EXPORTED : MAX_COLUMNS;
        if (given.size() > most) {
            throw new UnusableFile(
                    FileFault.TOO_MANY_COLUMNS,
                    "The file has " + given.size() + " columns; at most " + most + " can be read. Remove the others");
        }
        this.names = given.stream().map(name -> restored(name, exported)).toList();
        this.numbers = numbers;
        Set<Integer> taken = new HashSet<>(numbers);
        map(rules.columns(), taken);
        if (exported) {
            sortExported(rules.agent(), taken);
        } else {
            sort(taken);
            findAliases();
        }
        fields.getOrDefault(Field.NAME, List.of()).forEach(ofName::set);
    }

    /** Assigns the columns that the client named. */
    private void map(ColumnMapping mapping, Set<Integer> taken) {
        List<String> unknown = new ArrayList<>(mapping.of(ColumnMapping.PHONE_NUMBER).stream()
                .filter(name -> position(names, name).isEmpty())
                .toList());
        for (Field field : Field.values()) {
            List<Integer> positions = new ArrayList<>();
            for (String name : mapping.of(field.wire)) {
                position(names, name).ifPresentOrElse(positions::add, () -> unknown.add(name));
            }
            if (!positions.isEmpty()) {
                fields.put(field, List.copyOf(positions));
                joined.add(field);
                taken.addAll(positions);
            }
        }
        if (!unknown.isEmpty()) {
            throw unknown(unknown, names);
        }
    }

    /**
     * Assigns a meaning to each column. A name that occurs twice is allowed if one of the columns is empty: see {@link
     * Use#check}.
     */
    private void sort(Set<Integer> taken) {
        Map<String, String> spelling = new HashMap<>();
        for (int at = 0; at < names.size(); at++) {
            String name = names.get(at);
            Optional<Field> field = exactly(name);
            if (taken.contains(at) || name.isEmpty()) {
                continue;
            }
            if (field.isPresent() && !joined.contains(field.get())) {
                add(fields, field.get(), at);
            } else {
                add(variables, spelling.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> name), at);
            }
        }
    }

    /** Whether a field other than the number has this name, in small letters. */
    static boolean isKnown(String lowerCase) {
        return exactly(lowerCase).isPresent();
    }

    private static Optional<Field> exactly(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return Stream.of(Field.values())
                .filter(field -> field.names.contains(lowerCase))
                .findFirst();
    }

    /**
     * Assigns a meaning to each column of an export. Our own columns come first, each name once; then one for each tag
     * and field of the agent (the export may belong to another agent, which the names show only in part); then the data
     * that was sent with the contacts.
     */
    private void sortExported(Agent agent, Set<Integer> taken) {
        List<String> agents = new ArrayList<>(Stream.concat(agent.tags().stream(), agent.extractableFields().stream())
                .map(name -> ColumnNames.of(name).toLowerCase(Locale.ROOT))
                .toList());
        Set<String> ofAgent = OwnColumns.ofAgent(names);
        Set<String> seen = new HashSet<>();
        numbers.forEach(at -> seen.add(names.get(at).toLowerCase(Locale.ROOT)));
        for (int at = 0; at < names.size(); at++) {
            String name = names.get(at);
            String lowerCase = name.toLowerCase(Locale.ROOT);
            if (taken.contains(at) || name.isEmpty()) {
                continue;
            }
            boolean own = OwnColumns.CONTACTS.contains(lowerCase);
            Optional<Field> field = exactly(name);
            if (own && seen.add(lowerCase)) {
                if (field.isEmpty()) {
                    drop(name, DroppedColumnReason.COLUMN_OF_OUR_EXPORT.name());
                } else if (!joined.contains(field.get())) {
                    add(fields, field.get(), at);
                }
            } else if (own) {
                drop(name, DroppedColumnReason.COLUMN_OF_OUR_EXPORT.name());
            } else if (field.isPresent() && !joined.contains(field.get())) {
                add(fields, field.get(), at);
            } else if (agents.remove(lowerCase) || ofAgent.contains(lowerCase)) {
                drop(name, DroppedColumnReason.TAG_OR_FIELD_OF_THE_AGENT.name());
            } else {
                add(variables, OwnColumns.variable(name), at);
            }
        }
    }

    private static <K> void add(Map<K, List<Integer>> to, K key, int position) {
        to.computeIfAbsent(key, _ -> new ArrayList<>()).add(position);
    }

    private void drop(String name, String reason) {
        if (dropped.size() < MAX_DROPPED_SHOWN) {
            dropped.add(new FoundColumns.Dropped(StorableText.cut(name, MAX_SHOWN_CHARACTERS), reason));
        }
    }

    /** Finds columns with other programs' names, only for fields without a column of their own name. */
    private void findAliases() {
        for (Field field : Field.values()) {
            Set<String> ours = field.names.stream().map(ColumnNames::normalised).collect(Collectors.toSet());
            if (!fields.containsKey(field)) {
                // A known name in another spelling.
                named(ours).ifPresent(variable -> fields.put(field, variables.remove(variable)));
            }
        }
        if (!fields.containsKey(Field.NAME)) {
            List<String> parts = named(ColumnNames.FULL_NAME).map(List::of).orElseGet(this::nameInParts);
            if (!parts.isEmpty()) {
                // They also stay variables, because a text may have placeholders with their names.
                fields.put(
                        Field.NAME,
                        parts.stream().map(variables::get).map(List::getFirst).toList());
                joined.add(Field.NAME);
            }
        }
    }

    /** The columns of the first and the last name; empty if there is no first name. */
    private List<String> nameInParts() {
        return named(ColumnNames.FIRST_NAME)
                .map(first -> Stream.of(
                                Optional.of(first), named(ColumnNames.LAST_NAME), named(ColumnNames.SECOND_LAST_NAME))
                        .flatMap(Optional::stream)
                        .toList())
                .orElse(List.of());
    }

    /** The first variable that has one of these names. */
    private Optional<String> named(Collection<String> normalised) {
        return variables.keySet().stream()
                .filter(name -> ColumnNames.isAnyOf(name, Set.copyOf(normalised)))
                .findFirst();
    }

    /** Whether there is a column for the number. */
    boolean hasNumber() {
        return !numbers.isEmpty();
    }

    /** Whether the file is one of our exports. */
    boolean areExported() {
        return exported;
    }

    boolean isOfNumber(int position) {
        return numbers.contains(position);
    }

    /** Whether the column is the name, or a part of it. */
    boolean isOfName(int position) {
        return ofName.get(position);
    }

    /**
     * The position of the row's number.
     *
     * @return among several columns, the first with a valid number, otherwise the first with a value, otherwise the
     *     first; -1 if there is no column for the number
     */
    int numberAt(Table.Cells row, NumberReader reader, String region) {
        if (numbers.size() <= 1) {
            return numbers.isEmpty() ? -1 : numbers.getFirst();
        }
        for (int at : numbers) {
            if (PhoneColumns.isNumber(cell(row, at), reader, region)) {
                return at;
            }
        }
        return numbers.stream()
                .filter(at -> !cell(row, at).isEmpty())
                .findFirst()
                .orElse(numbers.getFirst());
    }

    /** The row's data about a person, without the number. */
    ContactData data(Table.Cells row) {
        return new ContactData(
                value(row, Field.EXTERNAL_ID),
                value(row, Field.NAME),
                value(row, Field.CONTEXT),
                value(row, Field.AGENT_NAME),
                value(row, Field.AGENT_VOICE),
                variables(row));
    }

    /** The text with the row's tags; empty if it has none. */
    String tags(Table.Cells row) {
        return value(row, Field.TAGS);
    }

    /** The cell, trimmed; empty if the row is too short or has no such column. */
    private String value(Table.Cells row, Field field) {
        List<Integer> positions = fields.get(field);
        if (positions == null) {
            return "";
        }
        return positions.size() > 1 && joined.contains(field)
                ? positions.stream()
                        .map(at -> cell(row, at))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(field == Field.TAGS ? ";" : " "))
                : first(row, positions);
    }

    private Map<String, String> variables(Table.Cells row) {
        Map<String, String> values = new LinkedHashMap<>();
        variables.forEach((name, positions) -> {
            String value = first(row, positions);
            if (!value.isEmpty()) {
                values.put(name, value);
            }
        });
        return values;
    }

    /** The first value; empty if there is none. */
    private String first(Table.Cells row, List<Integer> positions) {
        for (int at : positions) {
            String value = cell(row, at);
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    /** The cell, trimmed; empty if the row is too short. */
    String cell(Table.Cells row, int at) {
        return at >= 0 && at < row.values().size()
                ? restored(ColumnNames.trimmed(row.values().get(at)), exported)
                : "";
    }

    private static String restored(String text, boolean exported) {
        return exported ? FormulaEscaping.undone(text) : text;
    }

    /** A column's name in the file; its number, counted from 1, if it has none. */
    String name(int at) {
        return at < names.size() && !names.get(at).isEmpty() ? names.get(at) : "column " + (at + 1);
    }

    /** The file's own name of the column with this meaning; the standard name if the file has none. */
    String inFile(String known) {
        for (Map.Entry<Field, List<Integer>> field : fields.entrySet()) {
            if (field.getKey().wire.equals(known)) {
                return name(field.getValue().getFirst());
            }
        }
        return known.equals(OwnColumns.CONTACT) && hasNumber() ? name(numbers.getFirst()) : known;
    }

    /** The position of the first value that belongs to no column; -1 if there is none. */
    int beyond(Table.Cells row) {
        for (int at = names.size(); at < row.values().size(); at++) {
            if (!row.values().get(at).isBlank()) {
                return at;
            }
        }
        return -1;
    }

    /** Records which columns have a value in any row: columns without a value do not count. */
    final class Use {
        private final boolean[] used = new boolean[names.size()];
        private int[] unused = IntStream.range(0, names.size()).toArray();

        void see(Table.Cells row) {
            int kept = 0;
            List<String> values = row.values();
            for (int at : unused) {
                if (at < values.size() && !values.get(at).isBlank()) {
                    used[at] = true;
                } else {
                    unused[kept++] = at;
                }
            }
            if (kept < unused.length) {
                unused = Arrays.copyOf(unused, kept);
            }
        }

        /**
         * Checks what depends on which columns have values.
         *
         * @throws UnusableFile if a name occurs twice, or there are too many variables
         */
        void check() {
            List<String> twice = Stream.concat(
                            fields.entrySet().stream()
                                    .filter(field -> !joined.contains(field.getKey()))
                                    .map(Map.Entry::getValue),
                            variables.values().stream())
                    .map(this::used)
                    .filter(positions -> positions.size() > 1)
                    .map(positions -> name(positions.getLast()))
                    .toList();
            if (!twice.isEmpty()) {
                throw new UnusableFile(
                        FileFault.DOUBLED_COLUMN,
                        "The file has these columns twice, or has another column with the same meaning: "
                                + ColumnNames.shown(twice) + "; keep one of each. The file's columns are: "
                                + ColumnNames.shown(names),
                        twice);
            }
            List<String> kept = variables();
            // The contacts of our own export were loaded separately, and each had at most the allowed number of
            // variables.
            if (kept.size() > MAX_VARIABLES && !exported) {
                throw new UnusableFile(
                        FileFault.TOO_MANY_COLUMNS,
                        "The file has " + kept.size() + " columns of its own with values; at most " + MAX_VARIABLES
                                + " can be kept as variables. Remove the others: " + ColumnNames.shown(kept));
            }
        }

        private List<Integer> used(List<Integer> positions) {
            return positions.stream().filter(at -> used[at]).toList();
        }

        private List<String> variables() {
            return variables.entrySet().stream()
                    .filter(variable -> !used(variable.getValue()).isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
        }

        /** The mapping in the form that the upload shows. */
        FoundColumns found() {
            Map<String, List<String>> mapping = new HashMap<>();
            if (hasNumber()) {
                mapping.put(ColumnMapping.PHONE_NUMBER, shown(numbers));
            }
            fields.forEach((field, positions) -> mapping.put(field.wire, shown(positions)));
            return new FoundColumns(
                    new ColumnMapping(mapping),
                    variables().stream()
                            .limit(MAX_VARIABLES)
                            .map(name -> StorableText.cut(name, MAX_SHOWN_CHARACTERS))
                            .toList(),
                    Stream.concat(dropped.stream(), nameless()).toList());
        }

        /** Columns that have values but no name. */
        private Stream<FoundColumns.Dropped> nameless() {
            return IntStream.range(0, names.size())
                    .filter(at -> used[at] && names.get(at).isEmpty())
                    .limit(MAX_DROPPED_SHOWN - (long) dropped.size())
                    .mapToObj(at -> new FoundColumns.Dropped(name(at), DroppedColumnReason.COLUMN_WITHOUT_NAME.name()));
        }

        private List<String> shown(List<Integer> positions) {
            return positions.stream()
                    .map(at -> StorableText.cut(name(at), MAX_SHOWN_CHARACTERS))
                    .toList();
        }
    }
}
