package io.vuelta.adapters.provider.twilio;

import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.dispatch.CallRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The data of a call for the agent, by name.
 *
 * @param ids always sent: the attempt, and the URLs for further data and for the result
 * @param fields the contact's data by name, the most important first; none is empty
 */
record CallData(Map<String, String> ids, Map<String, String> fields) {
    /** The parameter that states that some fields did not fit; all fields are available at {@code context_url}. */
    static final String MORE = "more";

    static CallData of(CallRequest request, Hooks hooks) {
        ContactData data = request.contact().data();
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("attempt", request.attempt().toString());
        ids.put("campaign_id", request.attempt().campaign().value());
        ids.put("agent_id", request.agent().value());
        ids.put("contact_id", request.contact().id().hash());
        ids.put("result_url", hooks.resultUrl());
        ids.put("context_url", hooks.contextUrl());
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", data.name());
        fields.put("agent_name", data.agentName());
        fields.put("agent_voice_id", data.agentVoice());
        fields.put("first_message", request.firstMessage() == null ? "" : request.firstMessage());
        fields.put("context", data.context());
        new TreeMap<>(data.variables()).forEach((name, value) -> fields.put("var_" + name, value));
        fields.values().removeIf(String::isEmpty);
        return new CallData(ids, fields);
    }
}
