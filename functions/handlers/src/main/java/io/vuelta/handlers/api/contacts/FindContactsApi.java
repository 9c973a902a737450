package io.vuelta.handlers.api.contacts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.ContactView;
import io.vuelta.handlers.api.http.DomainFields;
import io.vuelta.handlers.api.http.Query;
import io.vuelta.handlers.api.http.Request;
import io.vuelta.handlers.api.http.SuppressionView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds a person in all campaigns, by a number or by the customer's own identifier, without scanning contacts. */
final class FindContactsApi {
    static final String NUMBER = "number";
    static final String EXTERNAL_ID = "external_id";
    static final String COUNTRY = "country";
    private static final Set<String> PARAMETERS = Set.of(NUMBER, EXTERNAL_ID, COUNTRY, "limit", "pageSize");
    private static final int MAX_FOUND = 50;
    /** Maximum number of campaigns whose countries are tried for a number without country code. */
    private static final int COUNTRIES_OF = 20;
    /** The country of numbers without country code while there are no campaigns. */
    private static final String DEFAULT_COUNTRY = "MX";

    private final Campaigns campaigns;
    private final Contacts contacts;
    private final DoNotContact doNotContact;
    private final NumberReader numbers;
    private final ContactView view;
    private final InstantSource clock;

    FindContactsApi(
            Campaigns campaigns,
            Contacts contacts,
            DoNotContact doNotContact,
            NumberReader numbers,
            ContactView view,
            InstantSource clock) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.doNotContact = doNotContact;
        this.numbers = numbers;
        this.view = view;
        this.clock = clock;
    }

    ApiResponse find(Request request) {
        Query query = request.query();
        query.allowOnly(PARAMETERS);
        Optional<String> number = query.text(NUMBER);
        Optional<String> externalId = query.text(EXTERNAL_ID);
        if (number.isPresent() == externalId.isPresent()) {
            throw ApiError.invalid(NUMBER, "or " + EXTERNAL_ID + " must be given, and only one of them");
        }
        query.text(COUNTRY).ifPresent(text -> DomainFields.region(COUNTRY, text));
        int limit = query.limit(MAX_FOUND);
        return number.isPresent()
                ? byNumber(number.get(), query, limit)
                : byExternalId(externalId.orElseThrow(), limit);
    }

    private ApiResponse byNumber(String text, Query query, int limit) {
        Set<PhoneNumber> forms = new LinkedHashSet<>();
        List<String> countries = countries(query);
        countries.forEach(country -> numbers.read(text, country).canonical().ifPresent(forms::add));
        if (forms.isEmpty()) {
            throw unreadable(text, countries);
        }
        // One contact more than is shown is read, to find out whether there are more.
        List<ContactId> found = forms.stream()
                .flatMap(form -> contacts.withNumber(form, limit + 1).stream())
                .distinct()
                .toList();
        return answer(found, limit, forms, _ -> true);
    }

    private ApiResponse byExternalId(String externalId, int limit) {
        List<ContactId> found = contacts.withExternalId(externalId, Optional.empty(), limit + 1);
        return answer(
                found, limit, Set.of(), contact -> contact.data().externalId().equals(externalId));
    }

    /**
     * The countries in which a number without country code is read: the given one, or those of the newest campaigns.
     */
    private List<String> countries(Query query) {
        Optional<String> given = query.text(COUNTRY).map(text -> DomainFields.region(COUNTRY, text));
        if (given.isPresent()) {
            return List.of(given.get());
        }
        List<String> known = campaigns.list(Optional.empty(), COUNTRIES_OF).stream()
                .map(campaign -> campaign.settings().defaultRegion())
                .distinct()
                .toList();
        return known.isEmpty() ? List.of(DEFAULT_COUNTRY) : known;
    }

    static ApiError unreadable(String text, List<String> countries) {
        return ApiError.invalid(
                NUMBER,
                "must be a phone number: \"" + ApiJson.shown(text) + "\" is not valid in "
                        + String.join(", ", countries) + "; write it with its country code, or give " + COUNTRY);
    }

    private ApiResponse answer(
            List<ContactId> found, int limit, Set<PhoneNumber> requested, Function<Contact, Boolean> isMeant) {
        List<ContactId> shown = found.subList(0, Math.min(limit, found.size()));
        Map<ContactId, Contact> read =
                contacts.findAll(shown).stream().collect(Collectors.toMap(Contact::id, Function.identity()));
        Map<CampaignId, Optional<Campaign>> known = new HashMap<>();
        Map<Contact, Campaign> people = new LinkedHashMap<>();
        for (ContactId id : shown) {
            Contact contact = read.get(id);
            Optional<Campaign> campaign = known.computeIfAbsent(id.campaign(), campaigns::find);
            if (contact != null && !contact.isRemoved() && campaign.isPresent()) {
                Contact whole = contacts.withData(contact).in(campaign.get().cycle());
                if (isMeant.apply(whole)) {
                    people.put(whole, campaign.get());
                }
            }
        }
        ObjectNode body = ApiResponse.success();
        ArrayNode list = body.putArray("contacts");
        people.forEach((contact, campaign) -> list.add(json(contact, campaign)));
        body.put("more", found.size() > limit).set("do_not_contact", entries(requested, people.keySet()));
        return ApiResponse.of(200, body);
    }

    private ObjectNode json(Contact contact, Campaign campaign) {
        ObjectNode json = view.of(contact);
        json.putObject("campaign")
                .put("id", campaign.id().value())
                .put("name", campaign.settings().name())
                .put("integration_type", campaign.settings().channel().wire())
                .put("status", campaign.status().wire())
                .put("archived", campaign.archived());
        return json;
    }

    /** The entries of the requested numbers, and of the numbers of the found people; each entry once. */
    private ArrayNode entries(Set<PhoneNumber> requested, Set<Contact> people) {
        Instant now = clock.instant();
        Map<Suppression.Key, Suppression> entries = new LinkedHashMap<>();
        Set<PhoneNumber> all = Stream.concat(requested.stream(), people.stream().map(Contact::number))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (PhoneNumber number : all) {
            doNotContact.ofNumber(number).forEach(entry -> entries.put(entry.key(), entry));
        }
        ArrayNode list = ApiJson.list();
        new ArrayList<>(entries.values()).forEach(entry -> list.add(SuppressionView.json(entry, now)));
        return list;
    }
}
