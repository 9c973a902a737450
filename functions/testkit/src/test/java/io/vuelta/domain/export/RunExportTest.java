package io.vuelta.domain.export;

import static io.vuelta.testkit.World.CAMPAIGN;
import static io.vuelta.testkit.World.START;
import static io.vuelta.testkit.World.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.action.RecordResult;
import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.attempt.Result;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.pace.Command;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.RecordingSheets;
import io.vuelta.testkit.fakes.RecordingTranscripts;
import io.vuelta.testkit.fakes.ScriptedCallProvider;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RunExportTest {
    private static final ExportId ID = new ExportId(CAMPAIGN, "e1");

    private final World world = new World(Examples.with().concurrency(50).build());
    private final RecordingSheets sheets = new RecordingSheets();
    private final RunExport export = new RunExport(
            world.store.exports(), world.store.campaigns(), world.store.agents(), world.store.people(), sheets);

    @BeforeEach
    void agent() {
        world.store.agents().put(Examples.agent());
    }

    private List<List<String>> exported(Export.Kind kind, boolean raw, ContactStatus... statuses) {
        world.store
                .exports()
                .put(new Export(
                        ID, kind, List.of(statuses), false, raw, Export.Status.RUNNING, 0, null, null, null, START));
        export.handle(ID);
        return sheets.of(ID);
    }

    private void call(Command.Begin command, CallStatus status, AnsweredBy by) {
        world.clock.set(command.notBefore());
        world.begin(command);
        world.settle(
                id(command),
                new CallEvent.Reported(
                        ScriptedCallProvider.providerId(id(command)),
                        status,
                        Duration.ofSeconds(65),
                        by,
                        START.plusSeconds(100)));
    }

    @Test
    void contacts_have_the_guides_columns_then_tags_and_fields_and_last_their_variables() {
        world.load(1);
        call(world.tick().getFirst(), CallStatus.ENDED, AnsweredBy.MACHINE);

        List<List<String>> sheet = exported(Export.Kind.CONTACTS, false);

        assertThat(sheet.getFirst())
                .containsExactly(
                        "campaign_name",
                        "campaign_date",
                        "id",
                        "contact",
                        "name",
                        "context",
                        "status",
                        "retries",
                        "calls",
                        "billed_duration",
                        "last_update",
                        "follow_up",
                        "vip",
                        "callback",
                        "email",
                        "city");
        assertThat(sheet.get(1))
                .containsExactly(
                        "March campaign",
                        "2026-03-02",
                        "id-0",
                        "+525500000000",
                        "Person 0",
                        "Owes 0",
                        "retrying",
                        "1",
                        "1",
                        "00:05",
                        "2026-03-02T09:00:00-06:00",
                        "False",
                        "False",
                        "False",
                        "",
                        "Puebla");
    }

    private void loaded(int n, ContactData data) {
        Contact contact = Examples.contact(CAMPAIGN, n);
        Contact loaded = Contact.loaded(contact.id(), contact.number(), data, "up/0/1", START);
        world.add(loaded);
    }

    @Test
    void contacts_that_were_given_nothing_else_have_the_guides_columns_alone() {
        loaded(0, new ContactData("", "Ana", "", "", "", Map.of()));

        assertThat(exported(Export.Kind.CONTACTS, false).getFirst()).hasSize(15).endsWith("vip", "callback", "email");
    }

    @Test
    void a_column_of_what_some_were_given_is_empty_for_the_others() {
        loaded(0, new ContactData("a", "Ana", "", "Inés", "", Map.of("b", "1", "a", "=2")));
        loaded(1, new ContactData("b", "Bo", "", "", "male_voice", Map.of("c", "3")));

        List<List<String>> sheet = exported(Export.Kind.CONTACTS, false);

        assertThat(sheet.getFirst().subList(15, 20))
                .containsExactly("override_agent_name", "override_agent_voice_id", "a", "b", "c");
        assertThat(sheet.subList(1, 3))
                .extracting(row -> row.subList(15, 20))
                .containsExactlyInAnyOrder(List.of("Inés", "", "'=2", "1", ""), List.of("", "male_voice", "", "", "3"));
    }

    /** So that the file can be uploaded again, and brings all of them back. */
    @Test
    void a_variable_named_like_another_column_says_that_it_is_a_variable() {
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
    void control_characters_are_left_out_but_for_tabs_and_line_breaks() {
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
    void what_looks_like_another_beginning_of_a_formula_is_neutralised_too(String text) {
        loaded(0, new ContactData("", text, "", "", "", Map.of()));

        assertThat(exported(Export.Kind.CONTACTS, false).get(1).get(4)).startsWith("'");
    }

    @Test
    void a_nul_that_was_stored_before_it_was_refused_is_left_out() {
        loaded(0, new ContactData("a", "A\0na", "", "", "", Map.of("ci\0ty", "\uffffPuebla")));

        assertThat(exported(Export.Kind.CONTACTS, true).toString())
                .contains("Ana", "city", "Puebla")
                .doesNotContain("\0", "\uffff");
    }

    @Test
    void calls_have_the_guides_columns_then_tags_and_fields() {
        world.load(1);
        Command.Begin command = world.tick().getFirst();
        call(command, CallStatus.ENDED, AnsweredBy.HUMAN);

        List<List<String>> sheet = exported(Export.Kind.CALLS, false);

        assertThat(sheet.getFirst())
                .containsExactly(
                        "campaign_name",
                        "campaign_date",
                        "id",
                        "number_to",
                        "contact_name",
                        "type",
                        "status",
                        "answered_by",
                        "created_at",
                        "started_at",
                        "ended_at",
                        "duration",
                        "billed_duration",
                        "recording_url",
                        "vip",
                        "callback",
                        "email");
        assertThat(sheet.get(1))
                .containsExactly(
                        "March campaign",
                        "2026-03-02",
                        id(command).toString(),
                        "+525500000000",
                        "Person 0",
                        "outbound",
                        "ended",
                        "human",
                        "2026-03-02T09:00:00-06:00",
                        "2026-03-02T09:00:35-06:00",
                        "2026-03-02T09:01:40-06:00",
                        "01:05",
                        "01:05",
                        "",
                        "False",
                        "False",
                        "");
    }

    private void told(Command.Begin command, Map<String, String> extracted, @Nullable String recordingUrl) {
        RecordResult results = new RecordResult(
                world.store.campaigns(),
                world.store.agents(),
                world.store.contacts(),
                world.store.attempts(),
                world.store.conversations(),
                new RecordingTranscripts(),
                world.clock);
        Result result = new Result(List.of("vip"), extracted, false, null);
        results.apply(id(command), new ConversationReport(result, recordingUrl, null, null, null));
    }

    @Test
    void results_are_the_contacts_that_have_extracted_data() {
        world.load(3);
        List<Command.Begin> begins = world.tick();
        begins.forEach(begin -> call(begin, CallStatus.ENDED, AnsweredBy.HUMAN));
        told(begins.get(0), Map.of("email", "a@b.c"), null);
        told(begins.get(1), Map.of(), null);

        List<List<String>> results = exported(Export.Kind.RESULTS, false);

        assertThat(results.getFirst()).endsWith("vip", "callback", "email");
        assertThat(exported(Export.Kind.CONTACTS, false).getFirst())
                .as("which has the contacts' own columns besides")
                .startsWith(results.getFirst().toArray(String[]::new));
        assertThat(results).hasSize(2);
        assertThat(results.get(1)).endsWith("True", "False", "a@b.c");
        assertThat(exported(Export.Kind.RESULTS, false, ContactStatus.FAILED)).hasSize(1);
    }

    @Test
    void recordings_are_the_calls_answered_by_a_human_that_have_one() {
        world.load(3);
        List<Command.Begin> begins = world.tick();
        call(begins.get(0), CallStatus.ENDED, AnsweredBy.HUMAN);
        call(begins.get(1), CallStatus.ENDED, AnsweredBy.MACHINE);
        call(begins.get(2), CallStatus.ENDED, AnsweredBy.HUMAN);
        told(begins.get(0), Map.of("email", "a@b.c"), "https://r.example/0");
        told(begins.get(1), Map.of(), "https://r.example/1");

        List<List<String>> recordings = exported(Export.Kind.RECORDINGS, false);

        assertThat(recordings.getFirst())
                .isEqualTo(exported(Export.Kind.CALLS, false).getFirst());
        assertThat(recordings).hasSize(2);
        assertThat(recordings.get(1))
                .contains(id(begins.get(0)).toString())
                .endsWith("https://r.example/0", "True", "False", "a@b.c");
        assertThat(exported(Export.Kind.CALLS, false)).hasSize(4);
    }

    @Test
    void calls_that_were_not_placed_are_no_calls() {
        world.load(1);
        world.provider.answer(new CallEvent.NotPlaced("TOO_FAST", START, START));
        world.begin(world.tick().getFirst());

        assertThat(exported(Export.Kind.CALLS, false)).hasSize(1);
    }

    @Test
    void only_contacts_with_a_wanted_status_are_exported_and_counted() {
        world.load(20);
        List<Command.Begin> begins = world.tick();
        call(begins.get(0), CallStatus.ENDED, AnsweredBy.HUMAN);
        call(begins.get(1), CallStatus.BUSY, AnsweredBy.UNKNOWN);

        assertThat(exported(Export.Kind.CONTACTS, false, ContactStatus.ANSWERED, ContactStatus.RETRYING))
                .hasSize(3);
        assertThat(world.store.exports().find(ID).orElseThrow().rows()).isEqualTo(2);
        assertThat(exported(Export.Kind.CONTACTS, false)).hasSize(21);
        assertThat(exported(Export.Kind.CALLS, false)).hasSize(3);
    }

    @Test
    void an_export_is_done_with_its_file_and_is_not_run_again() {
        world.load(3);
        exported(Export.Kind.CONTACTS, false);
        Export done = world.store.exports().find(ID).orElseThrow();
        assertThat(done.status()).isEqualTo(Export.Status.DONE);
        assertThat(done.key()).isNotNull();
        assertThat(done.sha256()).hasSize(64);

        world.load(1);
        export.handle(ID);

        assertThat(sheets.of(ID)).hasSize(4);
    }

    @Test
    void an_export_that_died_half_way_is_run_again_to_the_same_file() {
        world.load(3);
        world.store.faults(FailAt.beforeNext("exports.put").nth(2));
        assertThatThrownBy(() -> exported(Export.Kind.CONTACTS, false)).isInstanceOf(FailAt.Crash.class);
        world.store.faults(Faults.NONE);
        List<List<String>> first = sheets.of(ID);

        export.handle(ID);

        assertThat(sheets.of(ID)).isEqualTo(first);
        assertThat(world.store.exports().find(ID).orElseThrow().rows()).isEqualTo(3);
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
        Contact contact = Examples.contact(CAMPAIGN, 0);
        ContactData data = new ContactData(text, text, text, "", "", Map.of());
        Contact bad = Contact.loaded(ContactId.of(CAMPAIGN, contact.number()), contact.number(), data, "up/0/1", START);
        world.add(bad);

        assertThat(exported(Export.Kind.CONTACTS, false).get(1).subList(2, 6))
                .containsExactly(exported, contact.number().e164(), exported, exported);
        assertThat(exported(Export.Kind.CONTACTS, true).get(1).subList(2, 6))
                .containsExactly(text, contact.number().e164(), text, text);
    }

    @Test
    void a_tab_or_carriage_return_before_a_formula_is_neutralised_too() {
        Contact contact = Examples.contact(CAMPAIGN, 0);
        ContactData data = new ContactData("", "\t=1", "\r=1\n2", "", "", Map.of());
        Contact bad = Contact.loaded(contact.id(), contact.number(), data, "up/0/1", START);
        world.add(bad);

        assertThat(exported(Export.Kind.CONTACTS, false).get(1).subList(4, 6)).containsExactly("'\t=1", "'\r=1\n2");
    }

    @Test
    void the_minutes_of_a_duration_may_pass_fifty_nine() {
        world.load(1);
        Command.Begin command = world.tick().getFirst();
        world.begin(command);
        world.settle(
                id(command),
                new CallEvent.Reported(
                        ScriptedCallProvider.providerId(id(command)),
                        CallStatus.ENDED,
                        Duration.ofSeconds(3_723),
                        AnsweredBy.HUMAN,
                        START.plusSeconds(4_000)));

        assertThat(exported(Export.Kind.CALLS, false).get(1).get(11)).isEqualTo("62:03");
    }
}
