package io.vuelta.domain.file;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.phone.IdentityKey;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.store.Parallel;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.upload.ColumnMapping;
import io.vuelta.domain.upload.IfDuplicate;
import io.vuelta.domain.upload.RowReason;
import io.vuelta.domain.wake.Wakes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Adds contacts that a client sends through the API, by the same rules as contacts of a file. They are written in
 * groups, so an interrupted request may be repeated: the result is the same.
 */
public final class AddContacts {
    /** Maximum number of contacts in one request. */
    public static final int MAX_CONTACTS = 1_000;

    /** The number of tries for a group whose contacts or campaign keep changing. */
    private static final int TRIES = 10;

    private final Campaigns campaigns;
    private final Agents agents;
    private final Contacts contacts;
    private final NumberReader numbers;
    private final LoadContacts loadContacts;
    private final Wakes wakes;
    private final InstantSource clock;

    public AddContacts(
            Campaigns campaigns,
            Agents agents,
            Contacts contacts,
            DoNotContact doNotContact,
            NumberReader numbers,
            Wakes wakes,
            Parallel parallel,
            InstantSource clock) {
        this.campaigns = campaigns;
        this.agents = agents;
        this.numbers = numbers;
        this.contacts = contacts;
        this.loadContacts = new LoadContacts(campaigns, contacts, doNotContact, parallel, clock);
        this.wakes = wakes;
        this.clock = clock;
    }

    /**
     * A contact in the form in which the client sent it.
     *
     * @param fields the values by name, in either vocabulary of contact files; unknown names are variables
     * @param variables the variables in their own object; a field with the same name takes precedence
     */
    public record Given(Map<String, String> fields, Map<String, String> variables) {
        public Given {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
            variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        }
    }

    /** The result of a request. */
    public sealed interface Result {
        /**
         * The request was processed.
         *
         * @param outcomes the result for each contact, in the order of the request
         * @param unknownTags the tags that the agent does not have, by the contact's index in the request
         */
        record Added(List<Outcome> outcomes, Map<Integer, List<String>> unknownTags) implements Result {
            public Added {
                outcomes = List.copyOf(outcomes);
                unknownTags = Map.copyOf(unknownTags);
            }
        }

        /** The campaign has ended and accepts no contacts. */
        record Over(CampaignStatus status) implements Result {}

        /** The campaign accepts no contacts until it is unarchived. */
        record Archived() implements Result {}

        record NoSuchCampaign() implements Result {}
    }

    /** The result for one contact. */
    public sealed interface Outcome {
        /**
         * The contact is new in the campaign.
         *
         * @param suppressed whether it is on the do-not-contact list, and is never tried
         * @param repair the code of the repair of its number; empty if it was not repaired
         */
        record Created(ContactId id, PhoneNumber number, boolean suppressed, String repair) implements Outcome {}

        /** The contact existed already, and has this data now. */
        record Updated(ContactId id, PhoneNumber number) implements Outcome {}

        /** The contact existed already, has this data now, and is tried again. */
        record Requeued(ContactId id, PhoneNumber number) implements Outcome {}

        /** The contact existed already, or is repeated in the request: see {@code reason}. */
        record Skipped(ContactId id, PhoneNumber number, String reason) implements Outcome {}

        /**
         * The contact was not loaded.
         *
         * @param number the number in the request; empty if there is none
         * @param fields the invalid fields, by their names in the request; empty if the reason is not in a field
         */
        record Failed(String number, String reason, List<String> fields) implements Outcome {
            public Failed {
                fields = List.copyOf(fields);
            }

            private static Failed in(String field, String number, String reason) {
                return new Failed(number, reason, field.isEmpty() ? List.of() : List.of(field));
            }
        }
    }

    /**
     * One try of a request.
     *
     * @param began when the first try of the same request began
     * @param repeated whether an earlier try may have been interrupted: contacts that it added count as added by this
     *     one
     */
    public record Try(Instant began, boolean repeated) {}

    /** Adds contacts of a request that is tried once. */
    public Result add(CampaignId id, List<Given> given, IfDuplicate ifDuplicate) {
        return add(id, given, ifDuplicate, new Try(clock.instant(), false));
    }

    /**
     * Adds up to 1,000 contacts. Throws {@code StoreBusy} if that is not possible at the moment; some may have been
     * added.
     */
    public Result add(CampaignId id, List<Given> given, IfDuplicate ifDuplicate, Try tried) {
        Optional<Campaign> campaign = campaigns.find(id);
        if (campaign.isEmpty()) {
            return new Result.NoSuchCampaign();
        }
        if (campaign.get().archived()) {
            return new Result.Archived();
        }
        if (!campaign.get().takesContacts()) {
            return new Result.Over(campaign.get().status());
        }
        Request request = new Request(campaign.get(), given, tried);
        Optional<Campaign> closed = load(id, request, ifDuplicate);
        if (closed.isPresent() && request.hasSettledNone()) {
            return closed.get().archived()
                    ? new Result.Archived()
                    : new Result.Over(closed.get().status());
        }
        if (!request.hasSettledNone()) {
            // Also for contacts that an interrupted request has added.
            loadContacts.ready(id);
        }
        campaigns.find(id).filter(Campaign::isPaced).ifPresent(working -> wakes.wake(working.line()));
        return new Result.Added(request.outcomes(), request.unknownTags());
    }

    /**
     * Loads the contacts. Returns the campaign if it ended or was archived in the meantime: no contact is loaded
     * after that.
     */
    private Optional<Campaign> load(CampaignId id, Request request, IfDuplicate ifDuplicate) {
        for (List<Row> piece : request.pieces()) {
            Optional<Campaign> closed = load(id, request, piece, ifDuplicate);
            if (closed.isPresent()) {
                return closed;
            }
        }
        return Optional.empty();
    }

    private Optional<Campaign> load(CampaignId id, Request request, List<Row> piece, IfDuplicate ifDuplicate) {
        for (int i = 0; i < TRIES; i++) {
            Campaign campaign = campaigns.find(id).orElseThrow();
            if (!campaign.takesContacts()) {
                return Optional.of(campaign);
            }
            Instant now = clock.instant();
            // In a campaign that has been active, the scan may have passed them already.
            Optional<Instant> due = campaign.state().workingSince() == null ? Optional.empty() : Optional.of(now);
            List<LoadContacts.Wanted> wanted =
                    piece.stream().map(row -> row.wanted(request.tried.began())).toList();
            LoadContacts.Decided decided =
                    loadContacts.decide(campaign, wanted, ifDuplicate, due, request.tried.repeated());
            if (campaign.status() == CampaignStatus.FINISHED && decided.brings()) {
                var _ = loadContacts.repeated(id);
                continue;
            }
            if (decided.changes().isEmpty()
                    || contacts.edit(campaign, decided.changes(), decided.added(), decided.edits())) {
                for (int row = 0; row < piece.size(); row++) {
                    request.settle(piece.get(row), decided.became().get(row));
                }
                return Optional.empty();
            }
        }
        throw StoreBusy.conflict("contacts of campaign " + id);
    }

    /**
     * A contact that can be loaded.
     *
     * @param index the index in the request, from 0
     */
    private record Row(int index, ReadContact.Result.Valid good) {
        LoadContacts.Wanted wanted(Instant began) {
            return new LoadContacts.Wanted(good.number(), good.data(), good.tags(), LoadSource.ofRequest(began, index));
        }

        /**
         * The row after a later contact of the request turned out to be the same person, with another form of the
         * number.
         */
        Row writtenToo(PhoneNumber form) {
            PhoneNumber dialled = IdentityKey.dialledAfter(good.number(), form);
            return new Row(index, good.dialledAt(dialled));
        }
    }

    /** The processing of one request. */
    private final class Request {
        private final CampaignId id;
        private final ReadingRules rules;
        private final Try tried;
        private final List<Row> rows = new ArrayList<>();
        private final Map<Integer, Outcome> outcomes = new TreeMap<>();
        private boolean settledAny;

        Request(Campaign campaign, List<Given> given, Try tried) {
            this.id = campaign.id();
            this.tried = tried;
            Agent agent = agents.find(campaign.agent()).orElseThrow();
            this.rules = new ReadingRules(
                    agent, campaign.settings().channel(), campaign.settings().defaultRegion(), ColumnMapping.NONE);
            ReadContact readContact = new ReadContact(numbers, rules);
            Map<IdentityKey, Integer> seen = new HashMap<>();
            for (int i = 0; i < given.size(); i++) {
                read(i, GivenCells.of(given.get(i)), readContact, seen);
            }
        }

        /**
         * Reads one contact. An internal error that a contact causes affects only this contact: the others are added.
         */
        private void read(int index, GivenCells given, ReadContact readContact, Map<IdentityKey, Integer> seen) {
            String number = given.number(numbers, rules.region());
            try {
                check(given)
                        .map(refused -> Outcome.Failed.in(refused.field(), number, refused.reason()))
                        .ifPresentOrElse(
                                failed -> outcomes.put(index, failed),
                                () -> readChecked(index, given.oneNumber(numbers, rules.region()), readContact, seen));
            } catch (UnusableFile e) {
                outcomes.put(index, new Outcome.Failed(number, e.code(), e.columns()));
            } catch (RuntimeException _) {
                outcomes.put(index, new Outcome.Failed(number, RowReason.UNREADABLE_CONTACT.name(), List.of()));
            }
        }

        private static Optional<ReadContact.Result.Refused> check(GivenCells given) {
            return given.unstorable()
                    .map(field -> new ReadContact.Result.Refused(field, "", RowReason.FORBIDDEN_CHARACTER.name()))
                    .or(() -> given.damaged()
                            .map(field ->
                                    new ReadContact.Result.Refused(field, "", RowReason.DAMAGED_CHARACTER.name())))
                    .or(() -> given.hasNameless()
                            ? Optional.of(new ReadContact.Result.Refused("", "", RowReason.FIELD_WITHOUT_NAME.name()))
                            : Optional.empty());
        }

        private void readChecked(int index, GivenCells given, ReadContact readContact, Map<IdentityKey, Integer> seen) {
            ContactFileColumns columns = ContactFileColumns.of(given.names(), given.values(), numbers, rules);
            Table.Cells cells = new Table.Cells(index, given.values());
            ContactFileColumns.Use use = columns.new Use();
            use.see(cells);
            use.check();
            String read = columns.cell(cells, columns.numberAt(cells, numbers, rules.region()));
            switch (readContact.read(read, columns.data(cells), columns.tags(cells))) {
                case ReadContact.Result.Valid good -> {
                    Integer earlier = seen.putIfAbsent(IdentityKey.of(good.number()), rows.size());
                    if (earlier == null) {
                        rows.add(new Row(index, good));
                    } else {
                        rows.set(earlier, rows.get(earlier).writtenToo(good.number()));
                        ContactId contact = ContactId.of(id, good.number());
                        outcomes.put(
                                index,
                                new Outcome.Skipped(contact, good.number(), RowReason.DUPLICATE_IN_REQUEST.name()));
                    }
                }
                case ReadContact.Result.Refused refused ->
                    outcomes.put(
                            index,
                            Outcome.Failed.in(
                                    columns.inFile(refused.field()),
                                    read.isEmpty() ? given.number(numbers, rules.region()) : read,
                                    refused.reason()));
            }
        }

        /** Divides the contacts into groups of the maximum size of one transaction. */
        List<List<Row>> pieces() {
            List<List<Row>> pieces = new ArrayList<>();
            List<Row> piece = new ArrayList<>();
            int characters = 0;
            for (Row row : rows) {
                int more = ReadContact.characters(row.good().data());
                if (piece.size() == Contacts.MAX_TOGETHER
                        || (!piece.isEmpty() && characters + more > BatchReader.MAX_CHARACTERS)) {
                    pieces.add(piece);
                    piece = new ArrayList<>();
                    characters = 0;
                }
                piece.add(row);
                characters += more;
            }
            if (!piece.isEmpty()) {
                pieces.add(piece);
            }
            return pieces;
        }

        void settle(Row row, LoadContacts.Became became) {
            settledAny = true;
            PhoneNumber number = row.good().number();
            ContactId contact = ContactId.of(id, number);
            outcomes.put(
                    row.index(),
                    switch (became) {
                        case LOADED ->
                            new Outcome.Created(
                                    contact, number, false, row.good().repair());
                        case SUPPRESSED ->
                            new Outcome.Created(
                                    contact, number, true, row.good().repair());
                        case UPDATED -> new Outcome.Updated(contact, number);
                        case REQUEUED -> new Outcome.Requeued(contact, number);
                        case SKIPPED -> new Outcome.Skipped(contact, number, RowReason.DUPLICATE_IN_CAMPAIGN.name());
                    });
        }

        Map<Integer, List<String>> unknownTags() {
            Map<Integer, List<String>> unknown = new HashMap<>();
            rows.stream()
                    .filter(row -> !row.good().unknownTags().isEmpty())
                    .forEach(row -> unknown.put(row.index(), row.good().unknownTags()));
            return unknown;
        }

        boolean hasSettledNone() {
            return !settledAny;
        }

        /** The results. For remaining contacts, the campaign ended or was archived before they were loaded. */
        List<Outcome> outcomes() {
            rows.forEach(row -> outcomes.putIfAbsent(
                    row.index(),
                    new Outcome.Failed(row.good().number().e164(), RowReason.CAMPAIGN_FINISHED.name(), List.of())));
            return List.copyOf(outcomes.values());
        }
    }
}
