package io.vuelta.domain.file;

import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.upload.ColumnMapping;
import io.vuelta.domain.upload.RowReason;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads one contact of a file or an API request, by the rules that need only the contact itself. Pure. */
public final class ReadContact {
    /** Maximum size of the names and values of one contact's variables, in UTF-8 bytes. */
    public static final int MAX_VARIABLE_BYTES = 8 * 1024;

    private static final Pattern BETWEEN_TAGS = Pattern.compile("[;,|]");

    /** Maximum number of characters: the item that stores them also contains its keys, and its size is limited. */
    private static final int MAX_CHARACTERS = 16_000;

    /** The field of {@link Result.Refused} for an invalid number. */
    static final String NUMBER = "contact";

    private final NumberReader numbers;
    private final ReadingRules rules;

    /** Reads contacts of one campaign. */
    public ReadContact(NumberReader numbers, ReadingRules rules) {
        this.numbers = numbers;
        this.rules = rules;
    }

    /** The result of reading a contact. */
    public sealed interface Result {
        /**
         * The contact is valid.
         *
         * @param repair the code of the repair of its number; empty if it was not repaired
         * @param tags the tags of the agent that it has
         * @param unknownTags the tags that the agent does not have, and the contact does not get
         */
        record Valid(PhoneNumber number, ContactData data, String repair, List<String> tags, List<String> unknownTags)
                implements Result {
            public Valid {
                tags = List.copyOf(tags);
                unknownTags = List.copyOf(unknownTags);
            }

            boolean isRepaired() {
                return !repair.isEmpty();
            }

            /** The same contact, dialled at this form of its number. */
            Valid dialledAt(PhoneNumber form) {
                return new Valid(form, data, repair, tags, unknownTags);
            }
        }

        /**
         * The contact is refused.
         *
         * @param field the invalid field
         * @param value the value in the file or the request
         * @param reason a code, such as {@code INVALID_PHONE_NUMBER}
         */
        record Refused(String field, String value, String reason) implements Result {}
    }

    /**
     * Reads one contact.
     *
     * @param number the text of the number, trimmed; empty if there is none
     * @param tags the text with its tags, such as {@code vip;late}; empty if it has none
     */
    public Result read(String number, ContactData data, String tags) {
        if (number.isEmpty()) {
            return new Result.Refused(NUMBER, number, RowReason.MISSING_CONTACT.name());
        }
        return switch (numbers.read(number, rules.region())) {
            case NumberReader.Reading.Plain plain -> numbered(plain.number(), data, "", tags);
            case NumberReader.Reading.Repaired repaired -> numbered(repaired.number(), data, repaired.repair(), tags);
            case NumberReader.Reading.Unreadable unreadable -> new Result.Refused(NUMBER, number, unreadable.reason());
        };
    }

    private Result numbered(PhoneNumber number, ContactData given, String repair, String tags) {
        ContactData data =
                rules.channel() == Channel.WHATSAPP ? given.withVoiceAsVariable(ColumnMapping.AGENT_VOICE) : given;
        if (!data.agentVoice().isEmpty() && !rules.agent().voices().contains(data.agentVoice())) {
            return new Result.Refused(ColumnMapping.AGENT_VOICE, data.agentVoice(), RowReason.UNKNOWN_VOICE.name());
        }
        if (variableBytes(data) > MAX_VARIABLE_BYTES) {
            Map.Entry<String, String> longest = longestVariable(data);
            return new Result.Refused(longest.getKey(), longest.getValue(), RowReason.VARIABLES_TOO_LONG.name());
        }
        if (characters(data) > MAX_CHARACTERS) {
            return new Result.Refused("context", data.context(), RowReason.ROW_TOO_LONG.name());
        }
        TreeSet<String> known = new TreeSet<>();
        TreeSet<String> unknown = new TreeSet<>();
        for (String tag : tags(tags)) {
            tagOfAgent(tag).ifPresentOrElse(known::add, () -> unknown.add(tag));
        }
        return new Result.Valid(number, data, repair, List.copyOf(known), List.copyOf(unknown));
    }

    /** The names in the text. A text that is the name of one tag of the agent is not divided. */
    private List<String> tags(String text) {
        return tagOfAgent(text).isPresent()
                ? List.of(text)
                : BETWEEN_TAGS
                        .splitAsStream(text)
                        .map(ColumnNames::trimmed)
                        .filter(tag -> !tag.isEmpty())
                        .toList();
    }

    /** The agent's tag with this name, or otherwise with this name in other capitals. */
    private Optional<String> tagOfAgent(String name) {
        List<String> own = rules.agent().tags();
        return own.contains(name)
                ? Optional.of(name)
                : own.stream().filter(name::equalsIgnoreCase).findFirst();
    }

    private static int variableBytes(ContactData data) {
        int bytes = 0;
        for (Map.Entry<String, String> variable : data.variables().entrySet()) {
            bytes += bytes(variable);
        }
        return bytes;
    }

    private static int bytes(Map.Entry<String, String> variable) {
        return utf8(variable.getKey()) + utf8(variable.getValue());
    }

    /**
     * The longest variable. If several have the same length, it is the first by name, so that the report is always the
     * same.
     */
    private static Map.Entry<String, String> longestVariable(ContactData data) {
        return data.variables().entrySet().stream()
                .min(Comparator.<Map.Entry<String, String>>comparingInt(variable -> -bytes(variable))
                        .thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow();
    }

    /** The length in UTF-8 bytes; each half of a surrogate pair counts as two bytes. */
    private static int utf8(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    static int characters(ContactData data) {
        int length = data.externalId().length()
                + data.name().length()
                + data.context().length()
                + data.agentName().length()
                + data.agentVoice().length();
        for (Map.Entry<String, String> variable : data.variables().entrySet()) {
            length += variable.getKey().length() + variable.getValue().length();
        }
        return length;
    }
}
