package vuelta.domain.contact;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a contact's conversations have brought.
 *
 * @param tags of the agent's, in alphabetical order
 * @param extracted values of the agent's extractable fields, by field
 * @param converted whether one of them did what the campaign is for
 */
public record Results(List<String> tags, Map<String, String> extracted, boolean converted) {
    public static final Results NONE = new Results(List.of(), Map.of(), false);

    public Results {
        tags = List.copyOf(tags);
        extracted = Map.copyOf(extracted);
    }

    /** With one more conversation's, besides. */
    public Results with(Result result) {
        TreeSet<String> all = new TreeSet<>(tags);
        all.addAll(result.tags());
        Map<String, String> values = new TreeMap<>(extracted);
        values.putAll(result.extracted());
        return new Results(List.copyOf(all), values, converted || result.converted());
    }
}
