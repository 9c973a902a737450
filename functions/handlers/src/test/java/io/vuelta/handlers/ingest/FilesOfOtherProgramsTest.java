package io.vuelta.handlers.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.adapters.libphonenumber.CanonicalNumbers;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.upload.ColumnMapping;
import io.vuelta.domain.upload.FoundColumns;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.Upload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of other programs, from {@code contact-files}, and the result of each. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FilesOfOtherProgramsTest {
    private static final Path FILES = Path.of("src/test/resources/contact-files");

    /**
     * A file that loads.
     *
     * @param columns the meanings of the columns
     * @param people the number, name and variables of each person
     * @param problems the line, column, value and reason of each problem
     */
    private record Loads(String file, String columns, List<String> people, List<String> problems) {
        @Override
        public String toString() {
            return file;
        }
    }

    private static Loads loads(String file, String columns, String... people) {
        return new Loads(file, columns, List.of(people), List.of());
    }

    static Stream<Loads> files() {
        return Stream.of(
                loads(
                        "status-and-email.csv",
                        "{phone_number=[phone_number], contact_name=[name]}",
                        "+525555551001 Ana {email=ana@example.com, saldo=1234.50, status=vencido}",
                        "+525555551002 Juan {email=juan@example.com, saldo=0, status=al corriente}"),
                loads(
                        "excel-macintosh.csv",
                        "{phone_number=[phone_number], contact_name=[name]}",
                        "+525555551001 José Núñez Peña {Colonia=Peñón}"),
                loads(
                        "excel-ms-dos.csv",
                        "{phone_number=[phone_number], contact_name=[name]}",
                        "+525555551001 José Núñez Peña {Colonia=Peñón}"),
                loads(
                        "contact-is-a-name.csv",
                        "{phone_number=[Phone]}",
                        "+525555551001  {Company=Acme, Contact=Ana López}",
                        "+525555551002  {Company=Beta, Contact=Juan Pérez}"),
                loads(
                        "outlook-92-columns.csv",
                        "{phone_number=[phone_number], contact_name=[First Name, Last Name]}",
                        "+525555551001 Ana López {Birthday=0/0/00, E-mail Address=ana@example.com, First Name=Ana,"
                                + " Last Name=López}"),
                loads(
                        "outlook.csv",
                        "{phone_number=[Mobile Phone], contact_name=[First Name, Last Name]}",
                        "+525555551001 Ana López {Birthday=0/0/00, E-mail Address=ana@example.com, First Name=Ana,"
                                + " Last Name=López}"),
                new Loads(
                        "google-contacts.csv",
                        "{phone_number=[Phone 1 - Value], contact_name=[First Name, Last Name]}",
                        List.of(
                                "+525555551001 Ana López {E-mail 1 - Label=*, E-mail 1 - Value=ana@example.com, First"
                                        + " Name=Ana, Labels=* myContacts, Last Name=López, Phone 1 - Label=Mobile, Phone"
                                        + " 2 - Label=Work, Phone 2 - Value=55 5555 2001}",
                                "+525555551002 Juan Pérez {First Name=Juan, Labels=* myContacts, Last Name=Pérez,"
                                        + " Notes=Nota con\nsalto, Phone 1 - Label=Mobile}"),
                        List.of("2 Phone 1 - Value +52 1 55 5555 1001 ::: 55 5555 1003 RETIRED_PREFIX repaired")),
                new Loads(
                        "amount-with-comma.csv",
                        "{phone_number=[phone_number], contact_name=[name]}",
                        List.of("+525555551002 Juan {saldo=$500}"),
                        List.of("2 column 4 234.50 MORE_CELLS_THAN_COLUMNS refused")),
                new Loads(
                        "excel-with-title-rows.csv",
                        "{phone_number=[phone_number], contact_name=[name]}",
                        List.of("+525555551001 Ana López {Saldo=$1.234,50}"),
                        List.of(
                                "1  Reporte de cartera vencida ABOVE_HEADER skipped",
                                "2  Generado: 28/11/2026 ABOVE_HEADER skipped")),
                new Loads(
                        "shopify.csv",
                        "{phone_number=[Phone], contact_name=[First Name, Last Name], tags=[Tags]}",
                        List.of(
                                "+528188881001 Ana López {Accepts Email Marketing=yes, Accepts SMS Marketing=no,"
                                        + " Customer ID='7012345678901, Default Address Address1=Av. Uno 1,"
                                        + " Default Address City=Monterrey, Default Address Country Code=MX,"
                                        + " Default Address Phone=8188881001, Default Address Province Code=NL,"
                                        + " Default Address Zip='64000, Email=ana@example.com, First Name=Ana,"
                                        + " Last Name=López, Tax Exempt=no, Total Orders=3,"
                                        + " Total Spent=1250.00}",
                                "+524777771002 Juan Pérez {Accepts Email Marketing=no, Accepts SMS Marketing=yes,"
                                        + " Customer ID='7012345678902, Default Address Address1=Av. Dos 2,"
                                        + " Default Address City=León, Default Address Country Code=MX,"
                                        + " Default Address Province Code=GTO, Default Address Zip='37000,"
                                        + " Email=juan@example.com, First Name=Juan, Last Name=Pérez, Tax Exempt=no,"
                                        + " Total Orders=0, Total Spent=0.00}"),
                        List.of(
                                "2 Phone '+528188881001 SPREADSHEET_MARKS repaired",
                                "3 Phone '+524777771002 SPREADSHEET_MARKS repaired")),
                loads(
                        "excel-in-spanish.csv",
                        "{phone_number=[Celular], contact_name=[Nombre]}",
                        "+525555551001 Ana López Núñez {Fecha de vencimiento=05/06/2026, Nombre=Ana López Núñez,"
                                + " Saldo=$1.234,50, Teléfono=(55) 5555-1001}",
                        "+525555551002 Juan Peña {Fecha de vencimiento=31/12/2026, Nombre=Juan Peña,"
                                + " Saldo=$1.234.567,00, Teléfono=5,55556E+09}"),
                loads(
                        "google-forms.csv",
                        "{phone_number=[Número de WhatsApp (10 dígitos)], contact_name=[Nombre completo]}",
                        "+525555551001 Ana López {Marca temporal=28/11/2026 10:15:00, Nombre completo=Ana López,"
                                + " ¿Acepta recibir mensajes?=Sí}",
                        "+525555551002 Juan Pérez {Marca temporal=28/11/2026 10:16:00, Nombre completo=Juan Pérez,"
                                + " ¿Acepta recibir mensajes?=No}"));
    }

    private static Uploaded ingested(byte[] file) {
        return new Uploaded(file, new CanonicalNumbers()).ingest();
    }

    private static Uploaded ingested(String file) throws IOException {
        return ingested(Files.readAllBytes(FILES.resolve(file)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void a_file_of_another_program_loads_correctly(Loads file) throws IOException {
        Uploaded uploaded = ingested(file.file()).load();
        Upload upload = uploaded.upload();

        assertThat(upload.status()).as(String.valueOf(upload.error())).isEqualTo(Upload.Status.DONE);
        assertThat(requireNonNull(upload.columns()).mapping().columns()).hasToString(file.columns());
        assertThat(uploaded.contacts().stream().map(FilesOfOtherProgramsTest::shown))
                .containsExactlyInAnyOrderElementsOf(file.people());
        assertThat(upload.problems().stream().map(FilesOfOtherProgramsTest::shown))
                .containsExactlyElementsOf(file.problems());
    }

    @Test
    void two_columns_of_numbers_are_refused_with_the_remedy_and_load_with_it() throws IOException {
        Uploaded refused = ingested("hubspot.csv");

        assertThat(refused.upload().status()).isEqualTo(Upload.Status.FAILED);
        assertThat(refused.upload().error())
                .startsWith("AMBIGUOUS_PHONE_COLUMN: ")
                .contains("\"columns\": {\"phone_number\": [\"Phone Number\", \"Mobile Phone Number\"]}");
        assertThat(refused.batches.sent()).isEmpty();

        ColumnMapping columns =
                new ColumnMapping(Map.of(ColumnMapping.PHONE_NUMBER, List.of("Phone Number", "Mobile Phone Number")));
        Uploaded withColumns = new Uploaded(
                        Files.readAllBytes(FILES.resolve("hubspot.csv")), new CanonicalNumbers(), columns)
                .ingest()
                .load();
        assertThat(withColumns.contacts())
                .extracting(contact -> contact.number().e164())
                .containsExactlyInAnyOrder("+525555551001", "+525555551002");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Celular",
                "Contacto",
                "Mobile",
                "Número",
                "PhoneNumber",
                "Phone Number",
                "Tel",
                "Teléfono",
                "phone-number",
                "phone",
                "mobile phone",
                "cell",
                "Cell Phone",
                "telephone",
                "Teléfono móvil",
                "cel",
                "Móvil",
                "NÚMERO DE TELÉFONO",
                "WhatsApp",
                "Phone 1 - Value",
                "Número de celular",
                "Fone",
                "Telefone",
            })
    void a_column_of_numbers_has_many_names(String name) {
        Uploaded uploaded =
                ingested((name + ",name\n5555551001,Ana\n").getBytes(UTF_8)).load();

        assertThat(uploaded.upload().error()).isNull();
        assertThat(uploaded.contacts().stream().map(FilesOfOtherProgramsTest::shown))
                .containsExactly("+525555551001 Ana {}");
    }

    @Test
    void a_column_without_a_name_is_dropped_and_reported() {
        Upload upload = ingested("phone_number,,city,\n5555551001,lost,Puebla,\n".getBytes(UTF_8))
                .load()
                .upload();

        assertThat(requireNonNull(upload.columns()).dropped())
                .containsExactly(new FoundColumns.Dropped("column 2", "COLUMN_WITHOUT_NAME"));
    }

    private static String shown(Contact contact) {
        return contact.number() + " " + contact.data().name() + " "
                + new TreeMap<>(contact.data().variables());
    }

    private static String shown(RowProblem problem) {
        return problem.line() + " " + problem.column() + " " + problem.value() + " " + problem.reason() + " "
                + problem.action().wire();
    }
}
