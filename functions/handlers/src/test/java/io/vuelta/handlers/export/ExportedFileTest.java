package io.vuelta.handlers.export;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.adapters.csv.CsvContactFiles;
import io.vuelta.adapters.csv.CsvExports;
import io.vuelta.adapters.libphonenumber.CanonicalNumbers;
import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.export.ExportFilter;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.export.RunExport;
import io.vuelta.domain.file.Batch;
import io.vuelta.domain.file.ReadContactFile;
import io.vuelta.domain.file.ReadingRules;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.RecordingBatches;
import io.vuelta.testkit.fakes.VirtualTime;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An exported file of contacts, uploaded again, yields the same contacts. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExportedFileTest {
    private static final CampaignId CAMPAIGN = new CampaignId("C1");
    private static final ExportId EXPORT = new ExportId(CAMPAIGN, "E1");

    /** The parts of random texts: letters, and all characters that are difficult for a CSV file or a spreadsheet. */
    private static final List<String> PIECES = List.of(
            "Ana",
            "Ñandú",
            "李",
            "🙂",
            "5",
            "0",
            ",",
            ";",
            "\t",
            "|",
            "\"",
            "\"\"",
            "'",
            "''",
            "\n",
            "\r\n",
            "\r",
            " ",
            "=",
            "+",
            "-",
            "@",
            "=1+1",
            "+52",
            "-3.5",
            "{\"a\": 1}",
            "\ufeff",
            "\u00a0",
            "#",
            "\\",
            "sep=,",
            "NULL");

    private static final Pattern SPACE_AROUND =
            Pattern.compile("\\A[\\p{javaWhitespace}\\u00a0]+|[\\p{javaWhitespace}\\u00a0]+\\z");

    private final InMemoryStore store = new InMemoryStore();
    private final Map<String, ByteArrayOutputStream> bucket = new HashMap<>();

    private static Agent agent() {
        return new Agent(
                Examples.AGENT,
                "Inés",
                List.of("vip", "=tag", "name", "Contact", "campaign_name", "phone_number", "override_agent_name"),
                List.of("email", "status", "context"),
                List.of("one", "=two"),
                Examples.MONDAY);
    }

    private static Campaign campaign() {
        return Examples.campaign(CAMPAIGN, new LineId("iph_1"), CampaignStatus.READY, Examples.settings());
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void an_exported_file_uploaded_again_yields_the_same_contacts(long seed) {
        Random random = new Random(seed);
        // Derived from the seed itself, because the first boolean of a Random is the same for all small seeds.
        boolean raw = seed % 2 == 0;
        boolean bom = seed % 4 < 2;
        Map<PhoneNumber, ContactData> contacts = contacts(random, raw);
        load(contacts);

        export(raw, bom);
        List<Batch> batches = read();

        assertThat(batches.stream().flatMap(batch -> batch.problems().stream()).map(RowProblem::reason))
                .isEmpty();
        assertThat(batches.stream()
                        .flatMap(batch -> batch.rows().stream())
                        .collect(Collectors.toMap(Batch.Row::number, Batch.Row::data)))
                .isEqualTo(contacts);
    }

    private static Map<PhoneNumber, ContactData> contacts(Random random, boolean raw) {
        Map<PhoneNumber, ContactData> contacts = new HashMap<>();
        List<String> variables = new ArrayList<>(List.of(
                "city",
                "City",
                "Due Date",
                "=cmd",
                "'=quoted",
                "a,b",
                "Ñ \"x\"",
                "status",
                "VIP",
                "email",
                "contact",
                "Phone",
                "Nombre",
                "contact_name",
                "override_agent_voice_id",
                "variables.status",
                "Variables.x"));
        Collections.shuffle(variables, random);
        Function<Integer, String> text = pieces -> text(random, pieces, raw);
        boolean named = random.nextBoolean();
        boolean voiced = random.nextBoolean();
        for (int i = 0; i < 1 + random.nextInt(20); i++) {
            Map<String, String> values = new HashMap<>();
            for (String variable : variables.subList(0, random.nextInt(variables.size() + 1))) {
                // A raw file has the names unchanged; a name that only looks neutralised cannot be distinguished from
                // one that is.
                boolean comparable = !raw || !variable.startsWith("'");
                String value = text.apply(4);
                if (comparable && !value.isEmpty()) {
                    values.put(variable, value);
                }
            }
            contacts.put(
                    Examples.number(random.nextInt(1_000)),
                    new ContactData(
                            text.apply(2),
                            text.apply(4),
                            text.apply(8),
                            named ? text.apply(3) : "",
                            voiced ? List.of("", "one", "=two").get(random.nextInt(3)) : "",
                            values));
        }
        return contacts;
    }

    /** A file may be read for any agent: the names of the columns show which ones are tags or fields. */
    @ParameterizedTest(name = "tag and field {0}")
    @ValueSource(
            strings = {
                "id",
                "contact",
                "name",
                "context",
                "status",
                "calls",
                "billed_duration",
                "follow_up",
                "phone_number",
                "Contact_Name",
                "override_agent_name",
                "override_agent_voice_id",
                " STATUS ",
                "sta\u200btus",
                "variables.city",
                "tags.city",
                "extracted_data.city",
                "city",
                "CITY",
                "=city"
            })
    void an_agents_tag_or_field_may_be_named_like_any_column(String name) {
        Agent exporting = agent(List.of(name, "vip"), List.of(name, "VIP"));
        PhoneNumber number = Examples.number(7);
        ContactData data = new ContactData(
                "id-7", "Ana", "owes", "Inés", "one", Map.of("city", "Puebla", "tags.x", "1", "variables.city", "2"));
        store.agents().put(exporting);
        store.campaigns().create(campaign());
        store.contacts()
                .create(Contact.loaded(ContactId.of(CAMPAIGN, number), number, data, "up/0/2", Examples.MONDAY));
        export(false, false);
        Agent other = agent(List.of(), List.of());

        for (Agent reading : List.of(exporting, other)) {
            List<Batch> batches = read(reading);

            assertThat(batches).flatExtracting(Batch::problems).isEmpty();
            ContactData again = batches.getFirst().rows().getFirst().data();
            // A plain name of another agent's tag cannot be distinguished from a variable's name.
            Map<String, String> variables = new HashMap<>(again.variables());
            variables.values().removeIf(value -> value.equals("False"));
            assertThat(new ContactData(
                            again.externalId(),
                            again.name(),
                            again.context(),
                            again.agentName(),
                            again.agentVoice(),
                            variables))
                    .isEqualTo(data);
        }
    }

    private static Agent agent(List<String> tags, List<String> fields) {
        return new Agent(Examples.AGENT, "Inés", tags, fields, List.of("one"), Examples.MONDAY);
    }

    /**
     * Values in the form of a file: trimmed, including non-breaking spaces. A file without neutralised text has no text
     * that looks neutralised, because a reader cannot distinguish the two.
     */
    private static String text(Random random, int pieces, boolean raw) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(pieces + 1); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        String trimmed = SPACE_AROUND.matcher(text).replaceAll("");
        return raw && trimmed.matches("(?s)'+[=+\\-@\t\r\n].*") ? "" : trimmed;
    }

    private void load(Map<PhoneNumber, ContactData> contacts) {
        store.agents().put(agent());
        store.campaigns().create(campaign());
        contacts.forEach((number, data) -> store.contacts()
                .create(Contact.loaded(ContactId.of(CAMPAIGN, number), number, data, "up/0/2", Examples.MONDAY)));
    }

    private void export(boolean raw, boolean bom) {
        store.exports()
                .create(Export.requested(EXPORT, Export.Kind.CONTACTS, ExportFilter.NONE, bom, raw, Examples.MONDAY));
        new RunExport(
                        store.exports(),
                        store.campaigns(),
                        store.agents(),
                        store.people(),
                        new CsvExports(
                                (key, _, body) -> {
                                    ByteArrayOutputStream object = new ByteArrayOutputStream();
                                    body.accept(object);
                                    bucket.put(key, object);
                                },
                                _ -> {}),
                        new VirtualTime(Examples.MONDAY))
                .handle(EXPORT, () -> false, false);
    }

    private List<Batch> read() {
        return read(agent());
    }

    private List<Batch> read(Agent agent) {
        RecordingBatches batches = new RecordingBatches();
        ReadContactFile read = new ReadContactFile(new CanonicalNumbers());
        UploadId upload = new UploadId(new CampaignId("C2"), "U1");
        CsvContactFiles files = new CsvContactFiles(
                key -> new ByteArrayInputStream(requireNonNull(bucket.get(key)).toByteArray()));
        int count = files.read(
                requireNonNull(store.exports().find(EXPORT).orElseThrow().file())
                        .key(),
                table -> read.batches(upload, table, new ReadingRules(agent, "MX"), 0)
                        .sendAll(batches));
        assertThat(batches.sent()).hasSize(count);
        return batches.sent();
    }
}
