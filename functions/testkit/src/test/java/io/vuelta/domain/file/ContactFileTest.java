package io.vuelta.domain.file;

import static io.vuelta.testkit.World.CAMPAIGN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.LifeCycle;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.upload.ColumnMapping;
import io.vuelta.domain.upload.IfDuplicate;
import io.vuelta.domain.upload.RowCounts;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.RowProblem.Action;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.testkit.UseCases;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.RecordingBatches;
import io.vuelta.testkit.fakes.RecordingReports;
import io.vuelta.testkit.fakes.RecordingWakes;
import io.vuelta.testkit.fakes.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A contact file from its rows to its contacts and its report. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ContactFileTest {
    private static final UploadId UPLOAD = new UploadId(CAMPAIGN, "up");
    private static final List<String> HEADER = List.of("contact", "name", "context");

    /** The guide's sample. */
    private static final List<List<String>> SAMPLE = List.of(
            List.of("contact", "name", "context", "id", "override_agent_name", "override_agent_voice_id"),
            List.of("+5215555551234", "Juan Pérez", "Amount: $1,500. Due: June 5", "123", "Inés", "female_voice"),
            List.of("+5215555555678", "Ana Gómez", "Amount: $900. Due: June 7", "124", "Andres", "male_voice"),
            List.of("+5215555559012", "Carlos Ruiz", "Amount: $2,300. Due: June 6", "125", "Inés", "female_voice"));

    private static final Agent AGENT = new Agent(
            Examples.AGENT,
            "Inés",
            List.of("VIP"),
            List.of("email"),
            List.of("female_voice", "male_voice"),
            Examples.MONDAY);

    private static final ReadingRules RULES = new ReadingRules(AGENT, "MX");

    private static final ReadContactFile READER = new ReadContactFile((raw, _) -> number(raw));

    /** Accepts numbers that begin with a plus, repairs the retired prefix, and refuses other texts. */
    private static NumberReader.Reading number(String raw) {
        if (!raw.matches("\\+[1-9][0-9]{6,14}")) {
            return new NumberReader.Reading.Unreadable("INVALID_PHONE_NUMBER");
        }
        return raw.startsWith("+521")
                ? new NumberReader.Reading.Repaired(new PhoneNumber("+52" + raw.substring(4)), "RETIRED_PREFIX")
                : new NumberReader.Reading.Plain(new PhoneNumber(raw));
    }

    private final InMemoryStore store = new InMemoryStore();
    private final VirtualTime clock = new VirtualTime(Examples.MONDAY);
    private final RecordingBatches batches = new RecordingBatches();
    private final RecordingReports reports = new RecordingReports();
    private final RecordingWakes wakes = new RecordingWakes();
    private final FinishUpload finish = new FinishUpload(store.uploads(), reports);
    private final LoadBatch load = UseCases.loadBatch(store, finish, wakes, clock);

    private static Table table(List<List<String>> rows) {
        Stream<Table.Cells> cells = IntStream.range(1, rows.size()).mapToObj(i -> new Table.Cells(i + 1L, rows.get(i)));
        return new Table(rows.getFirst(), cells.iterator());
    }

    private List<Batch> read(List<List<String>> rows) {
        RecordingBatches sent = new RecordingBatches();
        int count = READER.batches(UPLOAD, table(rows), RULES, 0).sendAll(sent);
        assertThat(sent.sent()).hasSize(count);
        assertThat(IntStream.range(0, count)).allMatch(i -> sent.sent().get(i).number() == i);
        return sent.sent();
    }

    private static List<List<String>> rows(String... lines) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        for (String line : lines) {
            rows.add(List.of(line.split(",", -1)));
        }
        return rows;
    }

    private static List<List<String>> many(int count) {
        return rows(IntStream.range(0, count)
                .mapToObj(n -> Examples.number(n).e164() + ",Person " + n + ",x")
                .toArray(String[]::new));
    }

    private void campaign(CampaignStatus status) {
        store.campaigns().create(Examples.campaign(CAMPAIGN, World.LINE, status, Examples.settings()));
    }

    private void waiting(UploadId id, IfDuplicate ifDuplicate) {
        store.uploads().create(Upload.waiting(id, "people.csv", 1, "k", null, ifDuplicate, Examples.MONDAY));
    }

    /** A campaign, and an upload whose batches are all sent. */
    private void uploaded(CampaignStatus status, IfDuplicate ifDuplicate, int count) {
        campaign(status);
        waiting(UPLOAD, ifDuplicate);
        store.uploads().startReading(UPLOAD);
        store.uploads().allRead(UPLOAD, count);
    }

    private void uploaded(CampaignStatus status, int count) {
        uploaded(status, IfDuplicate.SKIP, count);
    }

    private void assertRows(int accepted, int duplicates, int updated) {
        RowCounts rows = upload().rows();
        assertThat(List.of(rows.accepted(), rows.duplicates(), rows.updated()))
                .containsExactly(accepted, duplicates, updated);
    }

    private Upload upload() {
        return store.uploads().find(UPLOAD).orElseThrow();
    }

    // Reading

    @Test
    void the_sample_file_of_the_guide_loads_completely_and_each_repair_is_reported() {
        Batch batch = read(SAMPLE).getFirst();

        assertThat(batch.rows())
                .extracting(row -> row.number().e164())
                .containsExactly("+525555551234", "+525555555678", "+525555559012");
        assertThat(batch.rows().getFirst().data())
                .isEqualTo(new ContactData(
                        "123", "Juan Pérez", "Amount: $1,500. Due: June 5", "Inés", "female_voice", Map.of()));
        assertThat(batch.repaired()).isEqualTo(3);
        assertThat(batch.problems().getFirst())
                .isEqualTo(new RowProblem(2, "contact", "+5215555551234", "RETIRED_PREFIX", Action.REPAIRED));
    }

    @Test
    void names_of_columns_are_matched_trimmed_and_case_blind_in_either_vocabulary() {
        List<List<String>> rows =
                List.of(List.of(" Phone_Number ", "CONTACT_NAME", "Context"), List.of("+525555551234", " Ana ", " x "));

        assertThat(read(rows).getFirst().rows().getFirst().data())
                .isEqualTo(new ContactData("", "Ana", "x", "", "", Map.of()));
    }

    @Test
    void every_other_column_is_a_variable_even_if_named_like_export_columns_or_agent_fields() {
        List<List<String>> rows = List.of(
                List.of("contact", "Ciudad", "status", "Retries", "vip", "EMAIL", "", "Monto"),
                List.of("+525555551234", "Puebla", "vencido", "1", "yes", "a@b.c", "lost", ""));

        assertThat(read(rows).getFirst().rows().getFirst().data().variables())
                .isEqualTo(Map.of(
                        "Ciudad", "Puebla", "status", "vencido", "Retries", "1", "vip", "yes", "EMAIL", "a@b.c"));
    }

    @Test
    void the_columns_that_our_exports_add_are_dropped_and_named() {
        String header = "campaign_name,campaign_date,id,contact,name,context,status,retries,last_update,follow_up"
                + ",VIP,email,variables.status,city";
        String row = "c,d,7,+525555551234,Ana,x,queue,0,t,False,True,e,due,Puebla";
        List<List<String>> rows = List.of(List.of(header.split(",")), List.of(row.split(",")));

        assertThat(read(rows).getFirst().rows().getFirst().data())
                .isEqualTo(new ContactData("7", "Ana", "x", "", "", Map.of("status", "due", "city", "Puebla")));
        assertThat(READER.check(UPLOAD, table(rows), RULES).columns().dropped())
                .extracting(dropped -> dropped.column() + " " + dropped.reason())
                .containsExactly(
                        "campaign_name COLUMN_OF_OUR_EXPORT",
                        "campaign_date COLUMN_OF_OUR_EXPORT",
                        "status COLUMN_OF_OUR_EXPORT",
                        "retries COLUMN_OF_OUR_EXPORT",
                        "last_update COLUMN_OF_OUR_EXPORT",
                        "follow_up COLUMN_OF_OUR_EXPORT",
                        "VIP TAG_OR_FIELD_OF_THE_AGENT",
                        "email TAG_OR_FIELD_OF_THE_AGENT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mobile,Phone | +525555551234 | +525555551235 | +525555551234",
                "Mobile,Phone | ''            | +525555551235 | +525555551235",
                "Mobile,Phone | bad           | +525555551235 | +525555551235",
                "phone,MOBILE | +525555551234 | +525555551235 | +525555551235",
                "Phone        | +525555551234 | +525555551235 | +525555551235",
            })
    void the_client_may_name_the_columns_with_the_number(String wanted, String mobile, String phone, String called) {
        List<List<String>> rows = List.of(
                List.of("Mobile", "Phone", "Nombre", "Apellido", "name"), List.of(mobile, phone, "Ana", "Gil", "x"));
        ReadingRules rules = new ReadingRules(
                AGENT,
                Channel.PHONE_CALL,
                "MX",
                new ColumnMapping(Map.of(
                        "phone_number", List.of(wanted.split(",")), "contact_name", List.of("nombre", "APELLIDO"))));

        assertThat(READER.batches(UPLOAD, table(rows), rules, 0).sendAll(batches))
                .isEqualTo(1);

        Batch.Row row = batches.sent().getFirst().rows().getFirst();
        assertThat(row.number().e164()).isEqualTo(called);
        assertThat(row.data().name()).isEqualTo("Ana Gil");
        assertThat(row.data().variables()).containsEntry("name", "x");
        assertThat(READER.check(UPLOAD, table(rows), rules).columns().mapping().of("contact_name"))
                .containsExactly("Nombre", "Apellido");
    }

    @Test
    void a_column_that_the_client_names_but_the_file_lacks_is_reported() {
        ReadingRules rules = new ReadingRules(
                AGENT, Channel.PHONE_CALL, "MX", new ColumnMapping(Map.of("phone_number", List.of("Handy"))));

        assertThatThrownBy(() -> READER.check(UPLOAD, table(SAMPLE), rules))
                .isInstanceOfSatisfying(
                        UnusableFile.class, e -> assertThat(e.code()).isEqualTo("UNKNOWN_COLUMN"))
                .hasMessageContaining("Handy");
    }

    @Test
    void a_row_that_is_too_short_has_empty_cells() {
        assertThat(read(rows("+525555551234"))
                        .getFirst()
                        .rows()
                        .getFirst()
                        .data()
                        .name())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'',MISSING_CONTACT", "4.479E+11,INVALID_PHONE_NUMBER"})
    void an_unusable_row_is_refused_and_the_reading_continues(String number, String reason) {
        Batch batch = read(rows("+525555551234,Ana,x", number + ",Bad,x", "+525555555678,Eva,x"))
                .getFirst();

        assertThat(batch.rows()).hasSize(2);
        assertThat(batch.refused()).isEqualTo(1);
        assertThat(batch.problems()).containsExactly(new RowProblem(3, "contact", number, reason, Action.REFUSED));
    }

    @Test
    void blank_rows_are_skipped() {
        assertThat(read(rows("", " , ,"))).isEmpty();
    }

    @Test
    void a_voice_that_the_agent_does_not_have_is_refused() {
        List<List<String>> rows =
                List.of(List.of("contact", "override_agent_voice_id"), List.of("+525555551234", "robot"));

        assertThat(read(rows).getFirst().problems())
                .containsExactly(
                        new RowProblem(2, "override_agent_voice_id", "robot", "UNKNOWN_VOICE", Action.REFUSED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "vip;late        # late,vip  # ''",
                "vip,late        # late,vip  # ''",
                "vip | late;     # late,vip  # ''",
                "VIP             # vip       # ''",
                "vip;vip         # vip       # ''",
                "one, two        # 'one, two' # ''",
                "''              # ''        # ''",
                "gold;vip        # vip       # gold",
                "gold, silver    # ''        # gold; silver",
            })
    void a_row_sets_tags_of_the_agent_and_unknown_ones_are_reported(String cell, String tags, String unknown) {
        Agent agent = new Agent(
                Examples.AGENT, "Inés", List.of("vip", "late", "one, two"), List.of(), List.of(), Examples.MONDAY);
        List<List<String>> rows =
                List.of(List.of("contact", "name", "Tags"), List.of("+525555551234", "Ana", " " + cell + " "));
        uploaded(CampaignStatus.READY, 1);

        assertThat(READER.batches(UPLOAD, table(rows), new ReadingRules(agent, "MX"), 0)
                        .sendAll(batches))
                .isEqualTo(1);
        Batch batch = batches.sent().getFirst();
        load.handle(batch);

        Contact loaded = store.contactsOf(CAMPAIGN).getFirst();
        assertThat(String.join(",", loaded.results().tags())).isEqualTo(tags);
        assertThat(loaded.data().variables()).isEmpty();
        assertThat(batch.repaired()).isEqualTo(unknown.isEmpty() ? 0 : 1);
        assertThat(batch.problems())
                .isEqualTo(
                        unknown.isEmpty()
                                ? List.of()
                                : List.of(new RowProblem(2, "Tags", unknown, "UNKNOWN_TAG", Action.REPAIRED)));
    }

    @Test
    void an_updated_contact_keeps_its_tags_and_unknown_ones_are_reported() {
        uploaded(CampaignStatus.READY, IfDuplicate.UPDATE, 2);
        ReadingRules rules = new ReadingRules(Examples.agent(), "MX");
        List<String> header = List.of("contact", "name", "tags");
        for (String cell : List.of("vip", "callback;gold")) {
            READER.batches(UPLOAD, table(List.of(header, List.of("+525555551234", "Ana", cell))), rules, 0)
                    .sendAll(batches);
        }
        load.handle(batches.sent().getFirst());
        Batch second = batches.sent().getLast();

        load.handle(new Batch(UPLOAD, 1, second.rows(), second.repaired(), 0, 0, second.problems()));

        assertThat(store.contactsOf(CAMPAIGN).getFirst().results().tags()).containsExactly("callback", "vip");
        assertThat(reports.of(UPLOAD))
                .extracting(RowProblem::reason)
                .containsExactlyInAnyOrder("UNKNOWN_TAG", "DUPLICATE_IN_CAMPAIGN");
        assertRows(1, 1, 1);
    }

    @Test
    void in_a_message_campaign_the_voice_column_is_a_variable() {
        List<List<String>> rows =
                List.of(List.of("contact", "override_agent_voice_id"), List.of("+525555551234", "robot"));
        ReadingRules rules = new ReadingRules(AGENT, Channel.WHATSAPP, "MX", ColumnMapping.NONE);

        assertThat(READER.batches(UPLOAD, table(rows), rules, 0).sendAll(batches))
                .isEqualTo(1);

        Batch batch = batches.sent().getFirst();
        assertThat(batch.problems()).isEmpty();
        assertThat(batch.rows().getFirst().data().agentVoice()).isEmpty();
        assertThat(batch.rows().getFirst().data().variables())
                .containsExactly(Map.entry("override_agent_voice_id", "robot"));
    }

    @Test
    void the_old_and_the_canonical_form_of_a_number_are_one_person_and_the_second_is_skipped() {
        Batch batch =
                read(rows("+525555551234,Ana,x", "+5215555551234,Ana again,x")).getFirst();

        assertThat(batch.rows()).hasSize(1);
        assertThat(batch.duplicates()).isEqualTo(1);
        assertThat(batch.repaired()).isZero();
        assertThat(batch.problems())
                .containsExactly(new RowProblem(3, "contact", "+5215555551234", "DUPLICATE_IN_FILE", Action.SKIPPED));
    }

    @Test
    void a_duplicate_is_found_across_batches_too() {
        List<List<String>> rows = new ArrayList<>(many(Batch.MAX_ROWS));
        rows.add(rows.get(1));

        assertThat(read(rows).getLast().duplicates()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"94,1", "95,1", "96,2", "190,2", "191,3"})
    void a_batch_has_at_most_as_many_contacts_as_one_transaction_may_write(int rows, int count) {
        assertThat(read(many(rows)))
                .hasSize(count)
                .allMatch(batch -> batch.rows().size() <= Batch.MAX_ROWS);
    }

    @Test
    void a_batch_has_at_most_two_hundred_problems() {
        List<List<String>> rows = rows(Collections.nCopies(401, "bad,x,y").toArray(String[]::new));

        assertThat(read(rows)).extracting(batch -> batch.problems().size()).containsExactly(200, 200, 1);
    }

    @Test
    void the_same_file_always_gives_the_same_batches() {
        assertThat(read(many(300))).isEqualTo(read(many(300)));
    }

    @ParameterizedTest
    @CsvSource({
        "'name,context',NO_PHONE_COLUMN",
        "'contact,phone_number',AMBIGUOUS_PHONE_COLUMN",
        "'contact,a,A',DOUBLED_COLUMN"
    })
    void a_file_with_an_unusable_header_is_refused(String header, String code) {
        Table table = table(List.of(List.of(header.split(",")), List.of("+525555551234", "+525555551235", "x")));

        assertThatThrownBy(() -> READER.check(UPLOAD, table, RULES))
                .isInstanceOfSatisfying(
                        UnusableFile.class, e -> assertThat(e.code()).isEqualTo(code));
        assertThat(batches.sent()).as("nothing of it is loaded").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 51})
    void a_file_has_at_most_fifty_variables(int count) {
        List<String> header = new ArrayList<>(List.of("contact"));
        IntStream.range(0, count).forEach(n -> header.add("v" + n));

        List<String> row = new ArrayList<>(List.of("+525555551234"));
        IntStream.range(0, count).forEach(_ -> row.add("x"));

        if (count <= 50) {
            assertThat(READER.check(UPLOAD, table(List.of(header, row)), RULES).rows())
                    .isEqualTo(1);
        } else {
            assertThatThrownBy(() -> READER.check(UPLOAD, table(List.of(header, row)), RULES))
                    .isInstanceOf(UnusableFile.class);
        }
    }

    // Loading

    @Test
    void a_loaded_file_makes_its_campaign_ready_and_the_upload_is_done_with_a_report() {
        List<Batch> read = read(SAMPLE);
        uploaded(CampaignStatus.PENDING, read.size());

        read.forEach(load::handle);

        assertThat(upload().status()).isEqualTo(Upload.Status.DONE);
        assertThat(List.of(
                        upload().rows().all(),
                        upload().rows().accepted(),
                        upload().rows().repaired(),
                        upload().rows().duplicates()))
                .containsExactly(3, 3, 3, 0);
        assertThat(reports.of(UPLOAD)).hasSize(3).isEqualTo(upload().problems());
        assertThat(store.campaigns().find(CAMPAIGN).orElseThrow().status()).isEqualTo(CampaignStatus.READY);
        assertThat(store.counted(CAMPAIGN).fresh()).isEqualTo(3);
        assertThat(store.campaigns().intake(CAMPAIGN).loading()).isZero();
        Contact juan = store.contacts().find(idOf("+525555551234")).orElseThrow();
        assertThat(juan.person().source()).isEqualTo("up/0/2");
        assertThat(juan.status()).isEqualTo(ContactStatus.QUEUE);
    }

    @Test
    void a_batch_delivered_again_changes_nothing() {
        List<Batch> read = read(SAMPLE);
        uploaded(CampaignStatus.PENDING, read.size());
        load.handle(read.getFirst());
        Upload done = upload();
        List<Contact> contacts = store.contactsOf(CAMPAIGN);

        load.handle(read.getFirst());

        assertThat(upload()).isEqualTo(done);
        assertThat(store.contactsOf(CAMPAIGN)).isEqualTo(contacts);
    }

    @Test
    void an_existing_contact_is_skipped_and_listed_and_keeps_its_data() {
        Batch batch = read(rows("+525555551234,Ana,x", "+5215555555678,Eva,x")).getFirst();
        uploaded(CampaignStatus.READY, 2);
        load.handle(batch);
        Batch again = new Batch(UPLOAD, 1, batch.rows(), 1, 0, 0, batch.problems());

        load.handle(again);

        assertThat(upload().rows().accepted()).isEqualTo(2);
        assertThat(upload().rows().duplicates()).isEqualTo(2);
        assertThat(upload().rows().repaired())
                .as("who was not loaded was not repaired")
                .isEqualTo(1);
        assertThat(reports.of(UPLOAD))
                .filteredOn(problem -> problem.reason().equals("DUPLICATE_IN_CAMPAIGN"))
                .hasSize(2)
                .allMatch(problem -> problem.action() == Action.SKIPPED);
        assertThat(store.contactsOf(CAMPAIGN)).hasSize(2).allMatch(contact -> contact.version() == 1);
    }

    /** Eva was skipped by a person in the meantime; Ana waits. */
    @Test
    void update_overwrites_the_data_of_existing_contacts_and_keeps_their_state() {
        Batch first = read(rows("+525555551234,Ana,x", "+525555555678,Eva,x")).getFirst();
        uploaded(CampaignStatus.READY, IfDuplicate.UPDATE, 2);
        load.handle(first);
        Contact byHand = skippedByHand(first.rows().getLast().number());
        Batch second = read(rows("+5215555551234,Ana,new", "+525555555678,Eva,new", "+525555559012,Bo,new"))
                .getFirst();

        load.handle(new Batch(UPLOAD, 1, second.rows(), second.repaired(), 0, 0, second.problems()));

        Contact updated = store.contacts().find(byHand.id()).orElseThrow();
        assertThat(updated.data().context()).isEqualTo("new");
        assertThat(updated)
                .usingRecursiveComparison()
                .ignoringFields("person.data", "person.dataSource", "log.history", "version")
                .isEqualTo(byHand);
        assertThat(store.contactsOf(CAMPAIGN))
                .hasSize(3)
                .allMatch(contact -> contact.data().context().equals("new"));
        assertRows(3, 2, 2);
        assertThat(List.of(
                        upload().rows().all(),
                        upload().rows().repaired(),
                        upload().rows().refused()))
                .containsExactly(5, 0, 0);
        assertThat(reports.of(UPLOAD))
                .containsExactly(
                        new RowProblem(2, "contact", "+525555551234", "DUPLICATE_IN_CAMPAIGN", Action.UPDATED),
                        new RowProblem(3, "contact", "+525555555678", "DUPLICATE_IN_CAMPAIGN", Action.UPDATED));
        assertThat(store.counted(CAMPAIGN)).isEqualTo(store.recount(CAMPAIGN));
    }

    @Test
    void two_forms_of_one_number_are_one_contact_and_the_one_with_the_mobile_mark_is_dialled() {
        List<Batch> read = read(rows("+541123459105,Ana,x", "+5491123459105,Ana otra vez,y", "+541123459105,Ana,z"));

        assertThat(read).hasSize(1);
        assertThat(read.getFirst().rows())
                .extracting(row -> row.number().e164(), row -> row.data().name(), Batch.Row::line)
                .containsExactly(Tuple.tuple("+5491123459105", "Ana", 2L));
        assertThat(read.getFirst().problems())
                .containsExactly(
                        new RowProblem(3, "contact", "+5491123459105", "DUPLICATE_IN_FILE", Action.SKIPPED),
                        new RowProblem(4, "contact", "+541123459105", "DUPLICATE_IN_FILE", Action.SKIPPED));
    }

    private static final String WITHOUT_MARK = "+541123459105";
    private static final String WITH_MARK = "+5491123459105";

    private static ContactId idOf(String e164) {
        return ContactId.of(CAMPAIGN, new PhoneNumber(e164));
    }

    private Contact ana() {
        return store.contacts().find(idOf(WITHOUT_MARK)).orElseThrow();
    }

    /** Ana is in the first of two batches and, with the mobile mark, in the second. */
    private List<Batch> twoBatchesWithBothForms() {
        List<List<String>> rows = new ArrayList<>(many(Batch.MAX_ROWS + 1));
        rows.add(1, List.of(WITHOUT_MARK, "Ana", "x"));
        rows.add(List.of(WITH_MARK, "Ana otra vez", "y"));
        List<Batch> read = read(rows);
        assertThat(read).hasSize(2);
        return read;
    }

    private void loadBothForms(boolean backwards) {
        List<Batch> read = twoBatchesWithBothForms();
        (backwards ? read.reversed() : read).forEach(load::handle);
    }

    @Test
    void a_duplicate_row_with_the_first_mobile_mark_gives_the_dialled_form() {
        Batch second = twoBatchesWithBothForms().getLast();

        assertThat(second.rows()).noneMatch(row -> row.number().e164().equals(WITH_MARK));
        assertThat(second.otherForms()).extracting(row -> row.number().e164()).containsExactly(WITH_MARK);
        assertThat(second.duplicates()).isEqualTo(1);
        assertThat(second.problems())
                .containsExactly(
                        new RowProblem(Batch.MAX_ROWS + 4L, "contact", WITH_MARK, "DUPLICATE_IN_FILE", Action.SKIPPED));
    }

    /** Batches are loaded in any order. */
    @ParameterizedTest
    @CsvSource({"false, SKIP", "true, SKIP", "false, UPDATE", "true, UPDATE"})
    void the_form_with_the_mobile_mark_is_dialled_even_from_a_distant_row(boolean backwards, IfDuplicate ifDuplicate) {
        uploaded(CampaignStatus.READY, ifDuplicate, 2);

        loadBothForms(backwards);

        assertThat(store.contactsOf(CAMPAIGN)).hasSize(Batch.MAX_ROWS + 2);
        assertThat(ana().number().e164()).isEqualTo(WITH_MARK);
        assertThat(ana().data().name()).as("of the first row").isEqualTo("Ana");
        assertRows(Batch.MAX_ROWS + 2, 1, 0);
        assertThat(store.campaigns().intake(CAMPAIGN).added()).isEqualTo(Batch.MAX_ROWS + 2);
        assertThat(store.counted(CAMPAIGN)).isEqualTo(store.recount(CAMPAIGN));
    }

    @ParameterizedTest
    @CsvSource({"false, SKIP, old", "true, SKIP, old", "false, UPDATE, Ana", "true, UPDATE, Ana"})
    void both_forms_of_an_existing_contact_are_one_duplicate_of_the_campaign(
            boolean backwards, IfDuplicate ifDuplicate, String name) {
        uploaded(CampaignStatus.READY, ifDuplicate, 2);
        ContactData old = new ContactData("", "old", "", "", "", Map.of());
        Contact before =
                Contact.loaded(idOf(WITHOUT_MARK), new PhoneNumber(WITHOUT_MARK), old, "api-0/0", Examples.MONDAY);
        assertThat(store.contacts().create(before)).isInstanceOf(Contacts.Written.Done.class);

        loadBothForms(backwards);

        assertThat(ana().number().e164()).isEqualTo(WITH_MARK);
        assertThat(ana().data().name()).isEqualTo(name);
        assertRows(Batch.MAX_ROWS + 1, 2, ifDuplicate == IfDuplicate.UPDATE ? 1 : 0);
        assertThat(reports.of(UPLOAD))
                .extracting(RowProblem::line, RowProblem::reason)
                .containsExactly(
                        Tuple.tuple(2L, "DUPLICATE_IN_CAMPAIGN"),
                        Tuple.tuple(Batch.MAX_ROWS + 4L, "DUPLICATE_IN_FILE"));
    }

    /** Each batch crashes once after its contacts were written and before its outcome was stored. */
    @ParameterizedTest
    @CsvSource({"false, SKIP", "true, SKIP", "false, UPDATE", "true, UPDATE"})
    void batches_loaded_again_after_a_death_give_the_same_result(boolean backwards, IfDuplicate ifDuplicate) {
        uploaded(CampaignStatus.READY, ifDuplicate, 2);
        List<Batch> read = twoBatchesWithBothForms();
        List<Batch> order = backwards ? read.reversed() : read;
        for (Batch batch : order) {
            store.faults(FailAt.beforeNext("uploads.loaded"));
            assertThatThrownBy(() -> load.handle(batch)).isInstanceOf(FailAt.Crash.class);
            store.faults(Faults.NONE);
        }

        order.reversed().forEach(load::handle);

        assertThat(ana().number().e164()).isEqualTo(WITH_MARK);
        assertThat(ana().data().name()).as("of the first row").isEqualTo("Ana");
        assertRows(Batch.MAX_ROWS + 2, 1, 0);
    }

    @Test
    void a_contact_added_in_another_form_and_removed_by_a_person_is_not_added_again_and_counts_once() {
        uploaded(CampaignStatus.READY, IfDuplicate.UPDATE, 2);
        List<Batch> read = twoBatchesWithBothForms();
        load.handle(read.getLast());
        clock.advance(Duration.ofSeconds(1));
        assertThat(store.contacts().write(ana(), ana().removed(clock.instant())))
                .isInstanceOf(Contacts.Written.Done.class);

        load.handle(read.getFirst());

        assertThat(ana().isRemoved()).isTrue();
        assertThat(store.campaigns().intake(CAMPAIGN).added())
                .as("everybody whom the upload has written")
                .isEqualTo(store.contactsOf(CAMPAIGN).size());
    }

    @Test
    void another_form_does_not_restore_a_removed_contact_and_is_dialled_once_it_is_added_again() {
        uploaded(CampaignStatus.READY, IfDuplicate.SKIP, 2);
        List<Batch> read = twoBatchesWithBothForms();
        Contact there = Contact.loaded(
                idOf(WITHOUT_MARK),
                new PhoneNumber(WITHOUT_MARK),
                new ContactData("", "", "", "", "", Map.of()),
                "api-0/0",
                Examples.MONDAY);
        assertThat(store.contacts().create(there.removed(Examples.MONDAY))).isInstanceOf(Contacts.Written.Done.class);

        load.handle(read.getLast());
        assertThat(ana().isRemoved()).isTrue();

        load.handle(read.getFirst());
        assertThat(ana().status()).isEqualTo(ContactStatus.QUEUE);
        assertThat(ana().number().e164()).isEqualTo(WITH_MARK);
    }

    @ParameterizedTest(name = "{0}, then {1}: {2}")
    @CsvSource({
        "+541123459105, +5491123459105, +5491123459105",
        "+5491123459105, +541123459105, +5491123459105",
        "+553178129105, +5531978129105, +5531978129105"
    })
    void a_later_upload_with_the_mobile_mark_changes_what_is_dialled_and_nothing_else(
            String first, String second, String dialled) {
        load.handle(uploadedAs(UPLOAD, read(rows(first + ",Ana,x")).getFirst()));
        UploadId later = new UploadId(CAMPAIGN, "later");

        load.handle(uploadedAs(later, read(rows(second + ",Eva,y")).getFirst()));

        Contact contact = store.contactsOf(CAMPAIGN).getFirst();
        assertThat(store.contactsOf(CAMPAIGN)).hasSize(1);
        assertThat(contact.number().e164()).isEqualTo(dialled);
        assertThat(contact.data().name()).isEqualTo("Ana");
        assertThat(store.uploads().find(later).orElseThrow().rows().duplicates())
                .isEqualTo(1);
    }

    private Batch uploadedAs(UploadId id, Batch batch) {
        if (store.campaigns().find(CAMPAIGN).isEmpty()) {
            campaign(CampaignStatus.READY);
        }
        waiting(id, IfDuplicate.SKIP);
        store.uploads().startReading(id);
        store.uploads().allRead(id, 1);
        return new Batch(id, batch.number(), batch.rows(), 0, 0, 0, List.of());
    }

    private Contact skippedByHand(PhoneNumber number) {
        Contact contact = store.contacts().find(ContactId.of(CAMPAIGN, number)).orElseThrow();
        Contact skipped = contact.skipped(Examples.MONDAY);
        assertThat(store.contacts().write(contact, skipped)).isInstanceOf(Contacts.Written.Done.class);
        return store.contacts().find(contact.id()).orElseThrow();
    }

    /** The contact changes between its read and its write: it is read again, and its new state stays. */
    @Test
    void an_update_that_meets_a_change_of_its_contact_keeps_both() {
        Batch batch = read(rows("+525555551234,Ana,x")).getFirst();
        uploaded(CampaignStatus.READY, IfDuplicate.UPDATE, 2);
        load.handle(batch);
        PhoneNumber ana = batch.rows().getFirst().number();
        store.faults(Faults.beforeNext("contacts.write", () -> skippedByHand(ana)));

        load.handle(
                new Batch(UPLOAD, 1, read(rows("+525555551234,Bo,y")).getFirst().rows(), 0, 0, 0, List.of()));

        Contact after = store.contacts().find(ContactId.of(CAMPAIGN, ana)).orElseThrow();
        assertThat(after.data().name()).isEqualTo("Bo");
        assertThat(after.status()).isEqualTo(ContactStatus.SKIPPED);
        assertThat(upload().rows().updated()).isEqualTo(1);
    }

    @Test
    void duplicates_stand_in_the_report_where_their_lines_are() {
        List<Batch> read = read(rows("+525555551234,Ana,x"));
        uploaded(CampaignStatus.READY, 2);
        load.handle(read.getFirst());
        Batch more = read(rows("+525555551234,Ana,x", "bad,Bo,x")).getFirst();

        load.handle(new Batch(UPLOAD, 1, more.rows(), 0, 0, 1, more.problems()));

        assertThat(reports.of(UPLOAD))
                .extracting(RowProblem::reason)
                .containsExactly("DUPLICATE_IN_CAMPAIGN", "INVALID_PHONE_NUMBER");
    }

    @ParameterizedTest
    @CsvSource({"ACTIVE, true", "PENDING, false"})
    void the_line_of_an_active_campaign_is_woken_when_contacts_arrive(CampaignStatus status, boolean woken) {
        uploaded(status, 1);
        load.handle(read(SAMPLE).getFirst());

        assertThat(Set.copyOf(wakes.woken())).isEqualTo(woken ? Set.of(World.LINE) : Set.of());
    }

    @Test
    void a_campaign_that_waited_only_for_an_upload_finishes_even_if_it_adds_no_contact() {
        World world = new World(Examples.with().retries(0)).load(1);
        Command.Begin only = world.tick().getFirst();
        world.store.uploads().create(Upload.waiting(UPLOAD, "again.csv", 1, "k", Examples.MONDAY));
        world.store.uploads().startReading(UPLOAD);
        world.store.uploads().allRead(UPLOAD, 1);
        world.ends(only, CallStatus.BUSY, null);
        world.tick();
        world.wakes.take();

        UseCases.loadBatch(world.store, new FinishUpload(world.store.uploads(), reports), world.wakes, world.clock)
                .handle(read(rows(Examples.number(0).e164() + ",Again,x")).getFirst());

        assertThat(world.wakes.take()).as("the line is woken").containsExactly(World.LINE);
        world.tick();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
    }

    /** A file is read for a campaign that was cancelled before it arrived, or while it was being read. */
    @ParameterizedTest
    @CsvSource({"true, LOADING", "false, FAILED"})
    void an_interrupted_file_is_read_to_its_end_though_its_campaign_was_cancelled(
            boolean begun, Upload.Status expected) {
        campaign(CampaignStatus.CANCELLED);
        IngestUpload ingest = ingest(many(3));
        if (begun) {
            store.uploads().startReading(UPLOAD);
        }

        ingest.handle(UPLOAD, () -> false);

        assertThat(upload().status()).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(CampaignStatus.class)
    void a_file_for_an_archived_campaign_is_refused(CampaignStatus status) {
        Campaign campaign = Examples.campaign(CAMPAIGN, World.LINE, status, Examples.settings());
        store.campaigns()
                .create(((LifeCycle.Decision.Moved) LifeCycle.decide(campaign, CampaignAction.ARCHIVE, Examples.MONDAY))
                        .to());

        ingest(many(3)).handle(UPLOAD, () -> false);

        assertThat(upload().status()).isEqualTo(Upload.Status.FAILED);
        assertThat(upload().error()).startsWith("CAMPAIGN_ARCHIVED: The campaign is archived");
    }

    @Test
    void a_file_read_again_after_its_end_wakes_the_line_again_in_case_the_first_reader_died() {
        campaign(CampaignStatus.ACTIVE);
        IngestUpload ingest = ingest(rows());
        wakes.faults(FailAt.beforeNext("wakes.send"));
        assertThatThrownBy(() -> ingest.handle(UPLOAD, () -> false)).isInstanceOf(FailAt.Crash.class);
        assertThat(upload().error()).startsWith("EMPTY_FILE");
        assertThat(wakes.take()).isEmpty();
        wakes.faults(Faults.NONE);

        assertThat(ingest.handle(UPLOAD, () -> false)).isEqualTo(IngestUpload.Result.IGNORED);

        assertThat(wakes.take()).containsExactly(World.LINE);
    }

    /** Creates an upload, and reads these rows as its file. */
    private IngestUpload ingest(List<List<String>> rows) {
        store.agents().put(AGENT);
        waiting(UPLOAD, IfDuplicate.SKIP);
        ContactFiles files = new ContactFiles() {
            @Override
            public <T> T read(String key, Function<Table, T> reader) {
                return reader.apply(table(rows));
            }
        };
        return new IngestUpload(
                store.uploads(), store.campaigns(), store.agents(), files, READER, batches, finish, _ -> {}, wakes);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 100);
    }

    /** Batches in any order, each perhaps twice, each perhaps interrupted at any point and delivered again. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void an_upload_that_died_halfway_continues_to_the_same_result(long seed) {
        Random random = new Random(seed);
        List<List<String>> rows = new ArrayList<>(many(250));
        for (int i = 0; i < 60; i++) {
            int at = 1 + random.nextInt(rows.size() - 1);
            rows.add(
                    at,
                    random.nextBoolean() ? List.of("bad", "x", "y") : rows.get(1 + random.nextInt(rows.size() - 1)));
        }
        List<Batch> read = read(rows);
        uploaded(CampaignStatus.PENDING, read.size());
        List<Batch> order = new ArrayList<>(read);
        order.addAll(read.subList(0, random.nextInt(read.size())));
        Collections.shuffle(order, random);
        Faults unreliable = new Faults() {
            @Override
            public void before(String operation) {
                after(operation);
            }

            @Override
            public void after(String operation) {
                if (random.nextInt(150) == 0) {
                    throw new FailAt.Crash(operation);
                }
            }
        };
        store.faults(unreliable);
        wakes.faults(unreliable);
        reports.faults(unreliable);
        for (int i = 0; i < order.size(); i++) {
            try {
                load.handle(order.get(i));
            } catch (FailAt.Crash _) {
                order.add(order.get(i));
            }
        }
        store.faults(Faults.NONE);

        Upload done = upload();
        assertThat(done.status()).isEqualTo(Upload.Status.DONE);
        assertThat(done.rows().accepted())
                .isEqualTo(250)
                .isEqualTo(store.contactsOf(CAMPAIGN).size());
        assertThat(done.rows().all()).isEqualTo(310);
        assertThat(done.rows().duplicates() + done.rows().refused())
                .isEqualTo(60)
                .isEqualTo(reports.of(UPLOAD).size());
        assertThat(store.campaigns().find(CAMPAIGN).orElseThrow().status()).isEqualTo(CampaignStatus.READY);
        assertThat(store.campaigns().intake(CAMPAIGN).loading()).isZero();
        assertThat(store.counted(CAMPAIGN)).isEqualTo(store.recount(CAMPAIGN));
    }

    @Test
    void an_upload_is_not_done_before_its_last_batch() {
        List<Batch> read = read(many(100));
        uploaded(CampaignStatus.PENDING, 2);

        load.handle(read.get(1));
        assertThat(upload().status()).isEqualTo(Upload.Status.LOADING);
        load.handle(read.get(0));
        assertThat(upload().status()).isEqualTo(Upload.Status.DONE);
    }

    @Test
    void the_report_is_in_the_order_of_the_lines_and_the_api_shows_twenty() {
        List<List<String>> rows = rows(Collections.nCopies(230, "bad,x,y").toArray(String[]::new));
        List<Batch> read = read(rows);
        uploaded(CampaignStatus.PENDING, 2);

        load.handle(read.get(1));
        load.handle(read.get(0));

        assertThat(reports.of(UPLOAD)).hasSize(230).isSortedAccordingTo((a, b) -> Long.compare(a.line(), b.line()));
        assertThat(upload().problems()).isEqualTo(reports.of(UPLOAD).subList(0, 20));
        assertThat(store.campaigns().find(CAMPAIGN).orElseThrow().status())
                .as("nobody was accepted")
                .isEqualTo(CampaignStatus.PENDING);
    }

    @Test
    void contacts_of_another_campaign_are_other_contacts() {
        PhoneNumber number = Examples.number(1);
        assertThat(ContactId.of(CAMPAIGN, number).hash())
                .isNotEqualTo(ContactId.of(new CampaignId("c2"), number).hash());
    }
}
