package io.vuelta.adapters.provider.platform;

import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.dispatch.CallRequest;
import java.util.Map;
import java.util.TreeMap;

/** The person's data for a platform's agent, for its prompt and its first message. */
public final class PlatformVariables {
    private PlatformVariables() {}

    /** The contact's own variables, and those of Vuelta, which take precedence if names are equal. */
    public static Map<String, String> of(CallRequest request) {
        ContactData data = request.contact().data();
        Map<String, String> variables = new TreeMap<>(data.variables());
        variables.put("attempt", request.attempt().toString());
        variables.put("contact_id", request.contact().id().hash());
        variables.put("external_id", data.externalId());
        variables.put("name", data.name());
        variables.put("context", data.context());
        variables.put("agent_name", data.agentName());
        variables.put("agent_voice", data.agentVoice());
        variables.put("first_message", request.firstMessage() == null ? "" : request.firstMessage());
        String machineMessage = request.limits().machineMessage();
        variables.put("machine_message", machineMessage == null ? "" : machineMessage);
        return variables;
    }
}
