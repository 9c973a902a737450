package io.vuelta.domain.export;

import static io.vuelta.testkit.World.CAMPAIGN;
import static io.vuelta.testkit.World.START;
import static io.vuelta.testkit.World.id;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.attempt.OptOut;
import io.vuelta.domain.attempt.Result;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.pace.Command;
import io.vuelta.testkit.UseCases;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.RecordingSheets;
import io.vuelta.testkit.fakes.RecordingTranscripts;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RunExportTest {
    private static final ExportId ID = new ExportId(CAMPAIGN, "e1");

    private final World world = new World(Examples.with().concurrency(50));
    private final RecordingSheets sheets = new RecordingSheets();
    private final RunExport export = new RunExport(
            world.store.exports(),
            world.store.campaigns(),
            world.store.agents(),
            world.store.people(),
            sheets,
            world.clock);

    @BeforeEach
    void agent() {
        world.store.agents().put(Examples.agent());
    }

    private List<List<String>> exported(Export.Kind kind, boolean raw) {
        return exported(kind, raw, ExportFilter.NONE);
    }

    private List<List<String>> exported(Export.Kind kind, boolean raw, ExportFilter filter) {
        request(kind, raw, filter);
        run();
        return sheets.of(ID);
    }

    private void request(Export.Kind kind, boolean raw, ExportFilter filter) {
        for (Export.Kind any : Export.Kind.values()) {
            sheets.remove(new ExportRun(ID, any, 1));
        }
        world.store.exports().create(Export.requested(ID, kind, filter, false, raw, START));
    }

    private void run() {
        export.handle(ID, () -> false, false);
    }

    private Export kept() {
        return world.store.exports().find(ID).orElseThrow();
    }

    private long rows() {
        return requireNonNull(kept().file()).rows();
    }

    private static ExportFilter status(String... statuses) {
        return new ExportFilter(List.of(statuses), List.of(), null, null, null, null, null);
    }

    private void call(Command.Begin command, CallStatus status, AnsweredBy by) {
        world.clock.set(command.notBefore());
        callNow(command, status, by);
    }

    private void callNow(Command.Begin command, CallStatus status, AnsweredBy by) {
        world.begin(command);
        world.reported(id(command), status, Duration.ofSeconds(65), by, START.plusSeconds(100));
    }

    private static List<String> cells(String row) {
        return List.of(row.split(",\\s", -1));
    }

    @Test
    void the_columns_of_contacts_are_those_of_the_guide_then_tags_and_fields_then_variables() {
        world.load(1);
        call(world.tick().getFirst(), CallStatus.ENDED, AnsweredBy.MACHINE);

        List<List<String>> sheet = exported(Export.Kind.CONTACTS, false);

        assertThat(sheet.getFirst()).isEqualTo(cells("""
                        campaign_name, campaign_date, id, contact, name, context, status, retries, calls,
                        billed_duration, last_update, follow_up, vip, callback, email, city"""));
        assertThat(sheet.get(1)).isEqualTo(cells("""
                        March campaign, 2026-03-02, id-0, +525500000000, Person 0, Owes 0, retrying, 1, 1,
                        00:05, 2026-03-02T09:00:00-06:00, False, False, False, , Puebla"""));
    }

    private void loaded(int n, ContactData data) {
        Contact contact = Examples.contact(CAMPAIGN, n);
        world.add(Contact.loaded(contact.id(), contact.number(), data, "up/0/1", START));
    }

    @Test
    void contacts_without_other_data_have_only_the_columns_of_the_guide() {
        loaded(0, new ContactData("", "Ana", "", "", "", Map.of()));

        assertThat(exported(Export.Kind.CONTACTS, false).getFirst()).hasSize(15).endsWith("vip", "callback", "email");
    }

    @Test
    void a_column_with_data_of_some_contacts_is_empty_for_the_others() {
        loaded(0, new ContactData("a", "Ana", "", "Inés", "", Map.of("b", "1", "a", "=2")));
        loaded(1, new ContactData("b", "Bo", "", "", "male_voice", Map.of("c", "3")));

        List<List<String>> sheet = exported(Export.Kind.CONTACTS, false);

        assertThat(sheet.getFirst().subList(15, 20))
                .containsExactly("override_agent_name", "override_agent_voice_id", "a", "b", "c");
        assertThat(sheet.subList(1, 3))
                .extracting(row -> row.subList(15, 20))
                .containsExactlyInAnyOrder(List.of("Inés", "", "'=2", "1", ""), List.of("", "male_voice", "", "", "3"));
    }

    /** The columns of the first contacts are used for all, until a later contact has others. */
    @Test
    void a_column_that_only_a_late_contact_has_exists_for_all() {
        int late = IntStream.range(0, 40)
                .boxed()
                .max(Comparator.comparing(
                        n -> ContactId.of(CAMPAIGN, Examples.number(n)).hash()))
                .orElseThrow();
        for (int n = 0; n < 40; n++) {
            loaded(
                    n,
                    n == late
                            ? new ContactData("z", "Zoe", "", "Inés", "", Map.of("a", "2"))
                            : new ContactData("a" + n, "Ana", "", "", "", Map.of("b", "1")));
        }

        List<List<String>> sheet = exported(Export.Kind.CONTACTS, false);

        assertThat(sheet.getFirst()).endsWith("override_agent_name", "a", "b");
        assertThat(sheet).allSatisfy(row -> assertThat(row).hasSameSizeAs(sheet.getFirst()));
        assertThat(sheet.getLast())
                .startsWith("March campaign", "2026-03-02", "z")
                .endsWith("Inés", "2", "");
        assertThat(sheet).hasSize(41);
        assertThat(rows()).isEqualTo(40);
    }

    /** With these values the file can be uploaded again, and has the same contacts. */
    @Test
    void a_variable_named_like_another_column_is_marked_as_a_variable() {
        loaded(
                0,
                new ContactData("a", "Ana", "", "", "", Map.of("VIP", "1", "Email", "2", "city", "3", "status", "4")));

        assertThat(exported(Export.Kind.CONTACTS, false).getFirst().subList(15, 19))
                .containsExactly("variables.Email", "variables.VIP", "city", "variables.status");
    }

    @ParameterizedTest(name = "tags {0}, fields {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "vip            | email          | vip,email",
                "status         | calls          | tags.status,extracted_data.calls",
                "Name,CONTACT   | follow_up      | tags.Name,tags.CONTACT,extracted_data.follow_up",
                "phone_number   | contact_name   | tags.phone_number,extracted_data.contact_name",
                "email          | email          | email,extracted_data.email",
                "VIP,vip,Vip    | VIP            | VIP,tags.vip,tags.Vip (2),extracted_data.VIP",
                "tags.vip,x     | X              | tags.tags.vip,x,extracted_data.X",
                "variables.a    | a              | tags.variables.a,a",
            })
    void no_two_columns_have_the_same_name(String tags, String fields, String columns) {
        world.store
                .agents()
                .put(new Agent(
                        Examples.AGENT,
                        "Inés",
                        List.of(tags.split(",")),
                        List.of(fields.split(",")),
                        List.of(),
                        START));

        for (Export.Kind kind : List.of(Export.Kind.CONTACTS, Export.Kind.CALLS, Export.Kind.MESSAGES)) {
            List<String> header = exported(kind, false).getFirst();
            assertThat(header.stream().map(name -> name.toLowerCase(Locale.ROOT)))
                    .doesNotHaveDuplicates();
            if (kind == Export.Kind.CONTACTS) {
                assertThat(String.join(",", header.subList(12, header.size()))).isEqualTo(columns);
            }
        }
    }

    @Test
    void control_characters_except_tabs_and_line_breaks_are_removed() {
        loaded(
                0,
                new ContactData(
                        "a\u0007", "A\u001bna", "x\ty\r\nz\u007f", "", "", Map.of("c\u0001ity", "Pue\u0085bla")));

        assertThat(exported(Export.Kind.CONTACTS, true).toString())
                .contains("a, +", "Ana", "x\ty\r\nz", "city", "Puebla")
                .doesNotContain("\u0007", "\u001b", "\u007f", "\u0001", "\u0085");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n=1+1", "\uff1d1+1", "\uff20SUM(A1)", "\uff0bcmd", "\uff0dcmd", "\u0001=1+1"})
    void other_beginnings_of_formulas_are_neutralised_too(String text) {
        loaded(0, new ContactData("", text, "", "", "", Map.of()));

        assertThat(exported(Export.Kind.CONTACTS, false).get(1).get(4)).startsWith("'");
    }

    @Test
    void a_stored_nul_character_is_removed() {
        loaded(0, new ContactData("a", "A\0na", "", "", "", Map.of("ci\0ty", "\uffffPuebla")));

        assertThat(exported(Export.Kind.CONTACTS, true).toString())
                .contains("Ana", "city", "Puebla")
                .doesNotContain("\0", "\uffff");
    }

    @Test
    void the_columns_of_calls_are_those_of_the_guide_then_tags_and_fields() {
        world.load(1);
        Command.Begin command = world.tick().getFirst();
        call(command, CallStatus.ENDED, AnsweredBy.HUMAN);

        List<List<String>> sheet = exported(Export.Kind.CALLS, false);

        assertThat(sheet.getFirst()).isEqualTo(cells("""
                        campaign_name, campaign_date, id, number_to, contact_name, type, status, answered_by,
                        created_at, started_at, ended_at, duration, billed_duration, recording_url, vip, callback,
                        email, sentiment, summary, opted_out"""));
        assertThat(sheet.get(1)).isEqualTo(cells("""
                        March campaign, 2026-03-02, %s, +525500000000, Person 0, outbound, ended, human,
                        2026-03-02T09:00:00-06:00, 2026-03-02T09:00:35-06:00, 2026-03-02T09:01:40-06:00, 01:05,
                        01:05, , False, False, , , , False""".formatted(id(command))));
    }

    private void recordResult(Command.Begin command, Map<String, String> extracted, @Nullable String recordingUrl) {
        recordResult(command, extracted, recordingUrl, false);
    }

    private void recordResult(
            Command.Begin command, Map<String, String> extracted, @Nullable String recordingUrl, boolean converted) {
        recordResult(command, new Result(List.of("vip"), extracted, converted, null), recordingUrl);
    }

    private void recordResult(Command.Begin command, Result result, @Nullable String recordingUrl) {
        UseCases.recordResult(world.store, new RecordingTranscripts(), world.clock)
                .apply(id(command), new ConversationReport(result, recordingUrl, "positive", "=wants a call", null));
    }

    @Test
    void a_person_who_opted_out_is_rejected_in_the_sheet_of_contacts_and_marked_in_that_of_calls() {
        world.load(2);
        List<Command.Begin> begins = world.tick();
        begins.forEach(begin -> call(begin, CallStatus.ENDED, AnsweredBy.HUMAN));
        recordResult(
                begins.get(0), new Result(List.of("vip"), Map.of(), false, null, new OptOut(null, "no more")), null);

        assertThat(exported(Export.Kind.CONTACTS, false, status("rejected")))
                .hasSize(2)
                .last(InstanceOfAssertFactories.list(String.class))
                .contains("rejected");
        assertThat(exported(Export.Kind.CALLS, false).stream().map(List::getLast))
                .containsExactlyInAnyOrder("opted_out", "True", "False");
    }

    @Test
    void results_are_the_contacts_that_have_extracted_data() {
        world.load(3);
        List<Command.Begin> begins = world.tick();
        begins.forEach(begin -> call(begin, CallStatus.ENDED, AnsweredBy.HUMAN));
        recordResult(begins.get(0), Map.of("email", "a@b.c"), null);
        recordResult(begins.get(1), Map.of(), null);

        List<List<String>> results = exported(Export.Kind.RESULTS, false);

        assertThat(results.getFirst()).endsWith("vip", "callback", "email");
        assertThat(exported(Export.Kind.CONTACTS, false).getFirst())
                .as("which has the contacts' own columns besides")
                .startsWith(results.getFirst().toArray(String[]::new));
        assertThat(results).hasSize(2);
        assertThat(results.get(1)).endsWith("True", "False", "a@b.c");
        assertThat(exported(Export.Kind.RESULTS, false, status("failed"))).hasSize(1);
    }

    @Test
    void recordings_are_the_calls_answered_by_a_human_that_have_a_recording() {
        world.load(3);
        List<Command.Begin> begins = world.tick();
        call(begins.get(0), CallStatus.ENDED, AnsweredBy.HUMAN);
        call(begins.get(1), CallStatus.ENDED, AnsweredBy.MACHINE);
        call(begins.get(2), CallStatus.ENDED, AnsweredBy.HUMAN);
        recordResult(begins.get(0), Map.of("email", "a@b.c"), "https://r.example/0");
        recordResult(begins.get(1), Map.of(), "https://r.example/1");

        List<List<String>> recordings = exported(Export.Kind.RECORDINGS, false);

        assertThat(recordings.getFirst())
                .isEqualTo(exported(Export.Kind.CALLS, false).getFirst());
        assertThat(recordings).hasSize(2);
        assertThat(recordings.get(1))
                .contains(id(begins.get(0)).toString())
                .endsWith("https://r.example/0", "True", "False", "a@b.c", "positive", "'=wants a call", "False");
        assertThat(exported(Export.Kind.CALLS, false)).hasSize(4);
    }

    @Test
    void calls_that_were_not_placed_are_not_exported() {
        world.load(1);
        world.provider.answer(new CallEvent.NotPlaced("TOO_FAST", START, START));
        world.beginNext();

        assertThat(exported(Export.Kind.CALLS, false)).hasSize(1);
    }

    @Test
    void only_contacts_with_a_wanted_status_are_exported_and_counted() {
        world.load(20);
        List<Command.Begin> begins = world.tick();
        call(begins.get(0), CallStatus.ENDED, AnsweredBy.HUMAN);
        call(begins.get(1), CallStatus.BUSY, AnsweredBy.UNKNOWN);

        assertThat(exported(Export.Kind.CONTACTS, false, status("answered", "retrying")))
                .hasSize(3);
        assertThat(rows()).isEqualTo(2);
        assertThat(exported(Export.Kind.CONTACTS, false)).hasSize(21);
        assertThat(exported(Export.Kind.CALLS, false)).hasSize(3);
    }

    @Test
    void an_export_is_done_with_its_file_and_manifest_and_is_not_run_again() {
        world.load(3);
        exported(Export.Kind.CONTACTS, false);
        ExportedFile file = requireNonNull(kept().file());
        assertThat(kept().status()).isEqualTo(Export.Status.DONE);
        assertThat(file.sha256()).hasSize(64);
        Manifest manifest = requireNonNull(sheets.manifests().get(file.manifestKey()));
        assertThat(manifest.file()).isEqualTo(file);
        assertThat(manifest.columns()).isEqualTo(sheets.of(ID).getFirst());
        assertThat(manifest.readFrom()).isBeforeOrEqualTo(manifest.readUntil());

        world.load(1);
        run();

        assertThat(sheets.of(ID)).hasSize(4);
    }

    /** Each external call of a run, before and after its effect. */
    static List<FailAt> deaths() {
        return Stream.of(
                        "exports.save",
                        "people.after",
                        "sheets.write",
                        "sheets.row",
                        "sheets.manifest",
                        "sheets.remove")
                .flatMap(operation -> Stream.of(1, 2, 3)
                        .flatMap(nth -> Stream.of(
                                FailAt.beforeNext(operation).nth(nth),
                                FailAt.afterNext(operation).nth(nth))))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void an_export_that_died_at_any_point_is_run_again_and_has_one_file_and_one_manifest(FailAt crash) {
        world.load(3);
        request(Export.Kind.CONTACTS, false, ExportFilter.NONE);
        runUntilCrash(crash);
        // The second run also crashes, if the crash did not happen in the first.
        runUntilCrash(crash);

        run();
        run();

        ExportedFile file = requireNonNull(kept().file());
        assertThat(file.rows()).isEqualTo(3);
        assertThat(sheets.files()).containsOnlyKeys(file.key());
        assertThat(sheets.of(ID)).hasSize(4);
        assertThat(sheets.manifests()).containsOnlyKeys(file.manifestKey());
        assertThat(requireNonNull(sheets.manifests().get(file.manifestKey())).file())
                .isEqualTo(file);
    }

    private void runUntilCrash(FailAt crash) {
        world.store.faults(crash);
        sheets.faults(crash);
        try {
            run();
        } catch (FailAt.Crash | IllegalStateException _) {
            assertThat(kept().status()).isIn(Export.Status.RUNNING, Export.Status.DONE);
        }
        world.store.faults(Faults.NONE);
        sheets.faults(Faults.NONE);
    }

    @Test
    void of_two_concurrent_runs_the_later_ends_the_export_and_the_other_leaves_nothing() {
        world.load(3);
        request(Export.Kind.CONTACTS, false, ExportFilter.NONE);
        sheets.faults(Faults.beforeNth("sheets.row", 2, this::run));

        run();

        ExportedFile file = requireNonNull(kept().file());
        assertThat(file.key()).contains("/2/");
        assertThat(sheets.files()).containsOnlyKeys(file.key());
        assertThat(sheets.manifests()).containsOnlyKeys(file.manifestKey());
    }

    @Test
    void a_repeated_last_write_still_ends_the_export() {
        world.load(1);
        request(Export.Kind.CONTACTS, false, ExportFilter.NONE);
        world.store.faults(FailAt.sendingNextAgain("exports.save").nth(2));

        run();

        assertThat(kept().status()).isEqualTo(Export.Status.DONE);
        assertThat(sheets.files()).hasSize(1);
    }

    @Test
    void an_export_that_fails_at_its_last_try_has_failed_and_leaves_nothing() {
        world.load(1);
        request(Export.Kind.CONTACTS, false, ExportFilter.NONE);
        sheets.faults(FailAt.beforeNext("sheets.manifest"));

        assertThatThrownBy(() -> export.handle(ID, () -> false, true)).isInstanceOf(FailAt.Crash.class);

        assertThat(kept().error()).startsWith("INTERNAL_ERROR");
        assertThat(sheets.files()).isEmpty();
    }

    @Test
    void an_export_that_was_killed_at_every_try_has_failed() {
        world.load(1);
        request(Export.Kind.CONTACTS, false, ExportFilter.NONE);

        assertThat(export.giveUp(ID)).isTrue();

        assertThat(kept().status()).isEqualTo(Export.Status.FAILED);
        assertThat(export.giveUp(ID)).isTrue();
        exported(Export.Kind.CONTACTS, false);
        assertThat(export.giveUp(ID)).isFalse();
        assertThat(kept().status()).isEqualTo(Export.Status.DONE);
    }

    @Test
    void an_export_that_does_not_end_in_time_has_failed_at_once() {
        world.load(1);
        request(Export.Kind.CONTACTS, false, ExportFilter.NONE);

        export.handle(ID, () -> true, false);

        assertThat(kept().error()).startsWith("TOO_LARGE");
        assertThat(sheets.files()).isEmpty();
    }

    private static ExportFilter filter(String which) {
        Instant second = START.plusSeconds(1);
        return switch (which) {
            case "vip" -> new ExportFilter(List.of(), List.of("callback", "vip"), null, null, null, null, null);
            case "callback" -> new ExportFilter(List.of(), List.of("callback"), null, null, null, null, null);
            case "converted" -> new ExportFilter(List.of(), List.of(), true, null, null, null, null);
            case "not converted" -> new ExportFilter(List.of(), List.of(), false, null, null, null, null);
            case "not contacted" -> new ExportFilter(List.of(), List.of(), null, true, null, null, null);
            case "contacted" -> new ExportFilter(List.of(), List.of(), null, false, null, null, null);
            case "human" -> new ExportFilter(List.of(), List.of(), null, null, AnsweredBy.HUMAN, null, null);
            case "machine" -> new ExportFilter(List.of(), List.of(), null, null, AnsweredBy.MACHINE, null, null);
            case "later" -> new ExportFilter(List.of(), List.of(), null, null, null, second, null);
            case "sooner" -> new ExportFilter(List.of(), List.of(), null, null, null, null, second);
            case "vip human" ->
                new ExportFilter(List.of("ended"), List.of("vip"), null, null, AnsweredBy.HUMAN, START, null);
            default -> status(which);
        };
    }

    /**
     * Of four contacts two are called, at the beginning and a little later: one answers and converts, with the tag vip;
     * for the other a machine answers.
     */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "contacts, all, '0,1,2,3'",
        "contacts, converted, 0",
        "contacts, not converted, '1,2,3'",
        "contacts, retrying, 1",
        "contacts, vip, 0",
        "contacts, callback, ''",
        "contacts, not contacted, '2,3'",
        "contacts, contacted, '0,1'",
        "contacts, human, 0",
        "contacts, machine, 1",
        "contacts, later, 1",
        "contacts, sooner, '0,2,3'",
        "results, converted, 0",
        "results, not converted, ''",
        "calls, all, '0,1'",
        "calls, ended, '0,1'",
        "calls, busy, ''",
        "calls, vip, 0",
        "calls, converted, 0",
        "calls, not converted, 1",
        "calls, human, 0",
        "calls, machine, 1",
        "calls, later, 1",
        "calls, sooner, 0",
        "calls, vip human, 0",
        "recordings, all, 0",
        "recordings, later, ''",
    })
    void only_rows_that_match_the_filter_are_exported(String kind, String which, String people) {
        world.load(4);
        List<Command.Begin> begins = world.tick();
        call(begins.get(0), CallStatus.ENDED, AnsweredBy.HUMAN);
        recordResult(begins.get(0), Map.of("email", "a@b.c"), "https://r.example/0", true);
        world.clock.set(START.plusMillis(1_500));
        callNow(begins.get(1), CallStatus.ENDED, AnsweredBy.MACHINE);
        List<String> called = List.of(number(begins.get(0)), number(begins.get(1)));

        List<List<String>> sheet = exported(
                Export.Kind.ofWire(kind).orElseThrow(), false, which.equals("all") ? ExportFilter.NONE : filter(which));

        assertThat(sheet.stream().skip(1).map(row -> row.get(3)))
                .hasSize(people.isEmpty() ? 0 : people.split(",").length)
                .allSatisfy(number -> {
                    int index = called.indexOf(number);
                    assertThat(index >= 0 ? people.contains("" + index) : people.contains("2"))
                            .isTrue();
                });
        assertThat(rows()).isEqualTo(sheet.size() - 1);
    }

    private String number(Command.Begin command) {
        return world.contact(id(command)).number().e164();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "=1+1,'''=1+1'",
        "@SUM(A1),'''@SUM(A1)'",
        "+cmd|x,'''+cmd|x'",
        "-2+3,'''-2+3'",
        "-,'''-'",
        "+5255,+5255",
        "-3.5,-3.5",
        "'-3,5','-3,5'",
        "Ana = Eva,Ana = Eva",
        "'',''"
    })
    void text_that_a_spreadsheet_would_run_is_neutralised_unless_raw(String text, String exported) {
        loaded(0, new ContactData(text, text, text, "", "", Map.of()));

        assertThat(exported(Export.Kind.CONTACTS, false).get(1).subList(2, 6))
                .containsExactly(exported, "+525500000000", exported, exported);
        assertThat(exported(Export.Kind.CONTACTS, true).get(1).subList(2, 6))
                .containsExactly(text, "+525500000000", text, text);
    }

    @Test
    void a_tab_or_carriage_return_before_a_formula_is_neutralised_too() {
        loaded(0, new ContactData("", "\t=1", "\r=1\n2", "", "", Map.of()));

        assertThat(exported(Export.Kind.CONTACTS, false).get(1).subList(4, 6)).containsExactly("'\t=1", "'\r=1\n2");
    }

    @Test
    void the_minutes_of_a_duration_may_exceed_fifty_nine() {
        Duration duration = Duration.ofSeconds(3_723);
        world.load(1);
        world.reported(id(world.beginNext()), CallStatus.ENDED, duration, AnsweredBy.HUMAN, START.plusSeconds(4_000));

        assertThat(exported(Export.Kind.CALLS, false).get(1).get(11)).isEqualTo("62:03");
    }
}
