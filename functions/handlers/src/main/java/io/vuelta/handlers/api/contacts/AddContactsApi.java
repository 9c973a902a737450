package io.vuelta.handlers.api.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.file.AddContacts;
import io.vuelta.domain.file.AddContacts.Outcome;
import io.vuelta.domain.text.StorableText;
import io.vuelta.domain.upload.ColumnMapping;
import io.vuelta.domain.upload.IfDuplicate;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.DomainFields;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Ids;
import io.vuelta.handlers.api.http.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Contacts as JSON: one, or a list of them. */
final class AddContactsApi {
    private static final String LIST = "contacts";
    private static final String IF_DUPLICATE = "if_duplicate";
    private static final String VARIABLES = "variables";
    private static final String UNKNOWN_TAGS = "unknown_tags";

    private static final String CREATED = "created";
    private static final String UPDATED = "updated";
    private static final String REQUEUED = "requeued";
    private static final String SKIPPED = "skipped_duplicate";
    private static final String FAILED = "failed";

    /**
     * Maximum length of a shown name. A response may have a thousand names, and must fit into the item that stores it
     * for repeated requests.
     */
    private static final int MAX_NAME_SHOWN = 40;

    private static final int MAX_FIELDS_SHOWN = 2;
    private static final int MAX_TAGS_SHOWN = 3;

    /** Statuses that the summary always has; others appear only if they occur. */
    private static final List<String> STATUSES = List.of(CREATED, UPDATED, SKIPPED, FAILED);

    private final AddContacts contacts;
    private final Ids ids;

    AddContactsApi(AddContacts contacts, Ids ids) {
        this.contacts = contacts;
        this.ids = ids;
    }

    ApiResponse add(Request request) {
        Fields fields = request.fields();
        IfDuplicate ifDuplicate = DomainFields.ifDuplicate(fields);
        List<AddContacts.Given> given;
        if (fields.has(LIST)) {
            fields.allowOnly(Set.of(LIST, IF_DUPLICATE));
            given = fields.items(LIST, AddContacts.MAX_CONTACTS).stream()
                    .map(AddContactsApi::given)
                    .toList();
        } else {
            Map<String, JsonNode> values = fields.values();
            values.remove(IF_DUPLICATE);
            given = List.of(given(values));
        }
        AddContacts.Try tried = new AddContacts.Try(ids.began(), Ids.isRepeated());
        return switch (contacts.add(request.campaign(), given, ifDuplicate, tried)) {
            case AddContacts.Result.Added added -> answer(added, given, fields.has(LIST));
            case AddContacts.Result.Over over ->
                throw ApiError.over(request.campaign().value(), over.status().wire());
            case AddContacts.Result.Archived archived ->
                throw ApiError.archived(request.campaign().value());
            case AddContacts.Result.NoSuchCampaign _ ->
                throw ApiError.notFound("campaign", request.campaign().value());
        };
    }

    /** Reads one contact. A value that is not an object has no fields, and is refused because it has no number. */
    private static AddContacts.Given given(JsonNode contact) {
        return contact instanceof ObjectNode object
                ? given(Fields.of(object).values())
                : new AddContacts.Given(Map.of(), Map.of());
    }

    private static AddContacts.Given given(Map<String, JsonNode> contact) {
        Map<String, String> fields = new LinkedHashMap<>();
        Map<String, String> variables = new LinkedHashMap<>();
        contact.forEach((name, value) -> {
            // A contact may be sent in the form in which it is shown: with its variables in an object of their own.
            if (name.equals(VARIABLES) && value instanceof ObjectNode object) {
                object.properties().forEach(variable -> variables.put(variable.getKey(), text(variable.getValue())));
            } else {
                fields.put(name, name.equalsIgnoreCase(ColumnMapping.TAGS) ? tags(value) : text(value));
            }
        });
        return new AddContacts.Given(fields, variables);
    }

    /** The tags as one text, as in a file. */
    private static String tags(JsonNode value) {
        return value.isArray()
                ? value.valueStream().map(AddContactsApi::text).collect(Collectors.joining(";"))
                : text(value);
    }

    /** The value as text; an object or a list is stored as its JSON. */
    private static String text(JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        return value.isContainerNode() ? ApiJson.write(value) : value.asText();
    }

    private static ApiResponse answer(AddContacts.Result.Added added, List<AddContacts.Given> given, boolean listed) {
        List<Outcome> outcomes = added.outcomes();
        Map<String, Integer> counts = new LinkedHashMap<>();
        STATUSES.forEach(status -> counts.put(status, 0));
        ArrayNode results = ApiJson.list();
        for (int index = 0; index < outcomes.size(); index++) {
            ObjectNode result = results.addObject().put("index", index);
            Outcome outcome = outcomes.get(index);
            counts.merge(put(result, outcome), 1, Integer::sum);
            if (outcome instanceof Outcome.Failed failed) {
                putField(result, failed, given.get(index), listed ? LIST + "[" + index + "]" : "");
            }
            List<String> unknown = added.unknownTags().getOrDefault(index, List.of());
            if (!unknown.isEmpty() && !(outcome instanceof Outcome.Skipped) && !(outcome instanceof Outcome.Failed)) {
                result.set(UNKNOWN_TAGS, ApiJson.texts(shown(unknown)));
            }
        }
        ObjectNode body = ApiResponse.success();
        counts.forEach(body.putObject("summary")::put);
        body.set("results", results);
        return ApiResponse.of(outcomes.stream().anyMatch(Outcome.Created.class::isInstance) ? 201 : 200, body);
    }

    private static List<String> shown(List<String> tags) {
        return tags.stream()
                .limit(MAX_TAGS_SHOWN)
                .map(tag -> StorableText.cut(tag, MAX_NAME_SHOWN))
                .toList();
    }

    /** Shows the result for one contact; returns the status that is counted. */
    private static String put(ObjectNode result, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Created contact -> {
                put(result, contact.id(), contact.number().e164(), CREATED, null);
                if (contact.suppressed()) {
                    result.put("suppressed", true);
                }
                if (!contact.repair().isEmpty()) {
                    result.put("repaired", contact.repair());
                }
                yield CREATED;
            }
            case Outcome.Updated contact -> {
                put(result, contact.id(), contact.number().e164(), UPDATED, null);
                yield UPDATED;
            }
            case Outcome.Requeued contact -> {
                put(result, contact.id(), contact.number().e164(), REQUEUED, null);
                yield REQUEUED;
            }
            case Outcome.Skipped contact -> {
                put(result, contact.id(), contact.number().e164(), SKIPPED, contact.reason());
                yield SKIPPED;
            }
            case Outcome.Failed contact -> {
                put(result, null, ApiJson.shown(contact.number()), FAILED, contact.reason());
                yield FAILED;
            }
        };
    }

    /**
     * Adds the path of the invalid field, if the failure is in a field.
     *
     * @param contact path of the contact; empty if it is the body itself
     */
    private static void putField(ObjectNode result, Outcome.Failed failed, AddContacts.Given given, String contact) {
        List<String> names = failed.fields();
        int most = names.size() == 1 ? MAX_NAME_SHOWN : MAX_NAME_SHOWN / MAX_FIELDS_SHOWN;
        String field = names.isEmpty()
                ? contact
                : names.stream()
                        .limit(MAX_FIELDS_SHOWN)
                        .map(name -> path(contact, given, name, most))
                        .collect(Collectors.joining(", "));
        if (!field.isEmpty()) {
            result.put("field", field);
        }
    }

    private static String path(String contact, AddContacts.Given given, String name, int most) {
        boolean apart = !isIn(given.fields(), name) && isIn(given.variables(), name);
        String inContact = (apart ? VARIABLES + "." : "") + StorableText.storable(StorableText.cut(name, most));
        return contact.isEmpty() ? inContact : contact + "." + inContact;
    }

    private static boolean isIn(Map<String, String> fields, String name) {
        return fields.keySet().stream()
                .anyMatch(given -> StorableText.storable(given).equals(name));
    }

    private static void put(
            ObjectNode result, @Nullable ContactId id, String contact, String status, @Nullable String error) {
        result.put("id", id == null ? null : id.hash())
                .put("contact", contact)
                .put("status", status)
                .put("error", error);
    }
}
