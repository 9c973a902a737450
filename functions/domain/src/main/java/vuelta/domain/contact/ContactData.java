package vuelta.domain.contact;

import java.util.Map;

/**
 * What the customer's file says of a person. Absent values are empty.
 *
 * @param externalId the customer's own identifier
 * @param context what the agent should know: text or JSON
 * @param agentName the name under which the agent speaks to this contact
 * @param agentVoice the voice in which it speaks to them
 * @param variables every other column, by its name as given
 */
public record ContactData(
        String externalId,
        String name,
        String context,
        String agentName,
        String agentVoice,
        Map<String, String> variables) {
    public ContactData {
        variables = Map.copyOf(variables);
    }
}
