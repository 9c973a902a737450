package io.vuelta.domain.contact;

import java.util.HashMap;
import java.util.Map;

/**
 * A person's data from the customer's file. Absent values are empty.
 *
 * @param externalId the customer's own identifier
 * @param context information for the agent: text or JSON
 * @param agentName the name with which the agent introduces itself to this contact
 * @param agentVoice the voice that the agent uses for this contact
 * @param variables the values of all other columns, by the column's name in the file
 * @param elsewhere true if the data is long and was not read with the contact: all other values are empty then
 */
public record ContactData(
        String externalId,
        String name,
        String context,
        String agentName,
        String agentVoice,
        Map<String, String> variables,
        boolean elsewhere) {
    /** Data that was not read; {@link Contacts#withData} reads it. */
    public static final ContactData ELSEWHERE = new ContactData("", "", "", "", "", Map.of(), true);

    public ContactData {
        variables = Map.copyOf(variables);
    }

    /** Data that was read with the contact. */
    public ContactData(
            String externalId,
            String name,
            String context,
            String agentName,
            String agentVoice,
            Map<String, String> variables) {
        this(externalId, name, context, agentName, agentVoice, variables, false);
    }

    /** The data with the voice as a variable of this name, because the voice has no meaning in a WhatsApp campaign. */
    public ContactData withVoiceAsVariable(String name) {
        if (agentVoice.isEmpty()) {
            return this;
        }
        Map<String, String> more = new HashMap<>(variables);
        more.put(name, agentVoice);
        return new ContactData(externalId, this.name, context, agentName, "", more, elsewhere);
    }
}
