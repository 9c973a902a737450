package io.vuelta.handlers.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.file.AddContacts;
import io.vuelta.domain.file.AddContacts.Outcome;
import io.vuelta.domain.text.StorableText;
import io.vuelta.domain.upload.IfDuplicate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Contacts as JSON: one, or a list of them. */
final class AddContactsApi {
    private static final String LIST = "contacts";
    private static final String IF_DUPLICATE = "if_duplicate";
    private static final String VARIABLES = "variables";

    /** Characters of a number as it was given: an answer may have a thousand, and must fit where it is kept for repeats. */
    private static final int MAX_SHOWN = 40;

    private final AddContacts contacts;

    AddContactsApi(AddContacts contacts) {
        this.contacts = contacts;
    }

    ApiResponse add(Request request) {
        Fields fields = request.fields();
        IfDuplicate ifDuplicate = ContactsApi.ifDuplicate(fields);
        List<AddContacts.Given> given;
        if (fields.has(LIST)) {
            fields.allowOnly(Set.of(LIST, IF_DUPLICATE));
            given = fields.items(LIST, AddContacts.MOST).stream()
                    .map(AddContactsApi::given)
                    .toList();
        } else {
            Map<String, JsonNode> values = fields.values();
            values.remove(IF_DUPLICATE);
            given = List.of(given(values));
        }
        return switch (contacts.add(request.campaign(), given, ifDuplicate)) {
            case AddContacts.Result.Added added -> answer(added.outcomes());
            case AddContacts.Result.Over over ->
                throw ApiError.over(request.campaign().value(), over.status().wire());
            case AddContacts.Result.Archived archived ->
                throw ApiError.archived(request.campaign().value());
            case AddContacts.Result.NoSuchCampaign none ->
                throw ApiError.notFound("campaign", request.campaign().value());
        };
    }

    /** What is no object has no fields, and so no number. */
    private static AddContacts.Given given(JsonNode contact) {
        return contact instanceof ObjectNode object
                ? given(new Fields("", object).values())
                : new AddContacts.Given(Map.of(), Map.of());
    }

    private static AddContacts.Given given(Map<String, JsonNode> contact) {
        Map<String, String> fields = new LinkedHashMap<>();
        Map<String, String> variables = new LinkedHashMap<>();
        contact.forEach((name, value) -> {
            // As a contact is shown: its variables in an object of their own.
            if (name.equals(VARIABLES) && value instanceof ObjectNode object) {
                object.properties().forEach(variable -> variables.put(variable.getKey(), text(variable.getValue())));
            } else {
                fields.put(name, text(value));
            }
        });
        return new AddContacts.Given(fields, variables);
    }

    /** An object or a list is kept as its JSON. */
    private static String text(JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        return value.isContainerNode() ? ApiJson.write(value) : value.asText();
    }

    private static ApiResponse answer(List<Outcome> outcomes) {
        int created = 0;
        int updated = 0;
        int requeued = 0;
        int skipped = 0;
        int failed = 0;
        ArrayNode results = ApiJson.list();
        for (int index = 0; index < outcomes.size(); index++) {
            ObjectNode result = results.addObject().put("index", index);
            switch (outcomes.get(index)) {
                case Outcome.Created contact -> {
                    created++;
                    put(result, contact.id(), contact.number().e164(), "created", null);
                    if (contact.suppressed()) {
                        result.put("suppressed", true);
                    }
                    if (!contact.repair().isEmpty()) {
                        result.put("repaired", contact.repair());
                    }
                }
                case Outcome.Updated contact -> {
                    updated++;
                    put(result, contact.id(), contact.number().e164(), "updated", null);
                }
                case Outcome.Requeued contact -> {
                    requeued++;
                    put(result, contact.id(), contact.number().e164(), "requeued", null);
                }
                case Outcome.Skipped contact -> {
                    skipped++;
                    put(result, contact.id(), contact.number().e164(), "skipped_duplicate", contact.reason());
                }
                case Outcome.Failed contact -> {
                    failed++;
                    put(result, null, shown(contact.number()), "failed", contact.reason());
                    if (!contact.field().isEmpty()) {
                        result.put("field", shown(contact.field()));
                    }
                }
            }
        }
        ObjectNode body = ApiResponse.success();
        ObjectNode summary = body.putObject("summary")
                .put("created", created)
                .put("updated", updated)
                .put("skipped_duplicate", skipped)
                .put("failed", failed);
        if (requeued > 0) {
            summary.put("requeued", requeued);
        }
        body.set("results", results);
        return ApiResponse.of(created > 0 ? 201 : 200, body);
    }

    private static void put(
            ObjectNode result, @Nullable ContactId id, String contact, String status, @Nullable String error) {
        result.put("id", id == null ? null : id.hash())
                .put("contact", contact)
                .put("status", status)
                .put("error", error);
    }

    private static String shown(String given) {
        return StorableText.storable(StorableText.cut(given, MAX_SHOWN));
    }
}
