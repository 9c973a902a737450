package io.vuelta.handlers.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.adapters.libphonenumber.CanonicalNumbers;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.Upload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The results of files that people upload. The table is the documentation. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostileFilesTest {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final CanonicalNumbers NUMBERS = new CanonicalNumbers();

    // Three people.
    private static final String ANA = "+525555551234";
    private static final String EVA = "+525555555678";
    private static final String JUAN = "+525555559012";

    private static final String HEADER = "contact,name,context\n";

    /**
     * A file and its outcome.
     *
     * @param latin1 the bytes of the file, each as a character
     * @param counts the numbers of accepted, repaired, duplicate and refused rows; empty for a file that fails
     * @param problem the first problem, as line, column, value, reason; empty if there is none
     * @param error a text with which the upload's error must begin, or which it must contain
     * @param people some people that must be loaded, as number, name, context
     */
    private record File(
            String name, String latin1, List<Integer> counts, String problem, List<String> error, List<String> people) {
        File with(String... loaded) {
            return new File(name, latin1, counts, problem, error, List.of(loaded));
        }

        File problem(String first) {
            return new File(name, latin1, counts, first, error, people);
        }

        byte[] bytes() {
            return latin1.getBytes(ISO_8859_1);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static File loads(String name, byte[] bytes, int accepted, int repaired, int duplicates, int refused) {
        return new File(
                name,
                new String(bytes, ISO_8859_1),
                List.of(accepted, repaired, duplicates, refused),
                "",
                List.of(),
                List.of());
    }

    private static File loads(String name, String text, int accepted, int repaired, int duplicates, int refused) {
        return loads(name, text.getBytes(UTF_8), accepted, repaired, duplicates, refused);
    }

    private static File loads(String name, String text, int accepted) {
        return loads(name, text, accepted, 0, 0, 0);
    }

    private static File loads(String name, byte[] bytes, int accepted) {
        return loads(name, bytes, accepted, 0, 0, 0);
    }

    private static File fails(String name, byte[] bytes, String... error) {
        return new File(name, new String(bytes, ISO_8859_1), List.of(), "", List.of(error), List.of());
    }

    private static File fails(String name, String text, String... error) {
        return fails(name, text.getBytes(UTF_8), error);
    }

    private static String text(String... lines) {
        return String.join("\n", lines) + "\n";
    }

    private static String row(String number, String name) {
        return number + "," + name + ",x\n";
    }

    private static byte[] bytes(Object... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Object part : parts) {
            byte[] some = part instanceof byte[] raw
                    ? raw
                    : part instanceof String text && text.startsWith("0x")
                            ? HexFormat.of().parseHex(text.substring(2))
                            : part.toString().getBytes(UTF_8);
            bytes.writeBytes(some);
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] gzip(String text) {
        return gzip(text.getBytes(UTF_8));
    }

    private static String variables(int count) {
        return IntStream.range(0, count).mapToObj(n -> "v" + n).collect(Collectors.joining(","));
    }

    static Stream<File> files() {
        return Stream.of(
                        encodings(),
                        packings(),
                        delimiters(),
                        lines(),
                        quotes(),
                        headers(),
                        otherPrograms(),
                        namesOfTheNumber(),
                        forbiddenCharacters(),
                        rows(),
                        numbers(),
                        limits(),
                        noText())
                .flatMap(List::stream);
    }

    /** Files that are damaged further. */
    static Stream<byte[]> bytes() {
        return files().map(File::bytes);
    }

    private static List<File> encodings() {
        String plain = HEADER + row(ANA, "José Ñandú");
        String loaded = ANA + " José Ñandú x";
        String late = HEADER + row(ANA, "Ana").repeat(1).concat(row("12", "y").repeat(20_000)) + row(EVA, "José");
        return List.of(
                loads("UTF-8", plain, 1).with(loaded),
                loads("UTF-8 with byte order mark", "\ufeff" + plain, 1).with(loaded),
                loads("byte order mark before a quoted header", "\ufeff\"contact\",\"name\"\n" + ANA + ",Ana\n", 1),
                loads("two byte order marks", "\ufeff\ufeff" + plain, 1).with(loaded),
                loads("UTF-16 little-endian with mark", bytes("0xfffe", plain.getBytes(UTF_16LE)), 1)
                        .with(loaded),
                loads("UTF-16 big-endian with mark", bytes("0xfeff", plain.getBytes(UTF_16BE)), 1)
                        .with(loaded),
                loads("UTF-16 little-endian without mark", plain.getBytes(UTF_16LE), 1)
                        .with(loaded),
                loads("UTF-16 big-endian without mark", plain.getBytes(UTF_16BE), 1)
                        .with(loaded),
                loads("UTF-16 cut within a character", bytes("0xfffe", plain.getBytes(UTF_16LE), "0x41"), 1, 0, 0, 1),
                loads("windows-1252", plain.getBytes(WINDOWS_1252), 1).with(loaded),
                loads(
                                "windows-1252 with what ISO-8859-1 has not",
                                (HEADER + row(ANA, "€ “Ana”")).getBytes(WINDOWS_1252),
                                1)
                        .with(ANA + " € “Ana” x"),
                loads(
                                "windows-1252 whose words look like UTF-8 here and there",
                                (HEADER + row(ANA, "PERÚ\u00a0José Ñandú Peña")).getBytes(WINDOWS_1252),
                                1)
                        .with(ANA + " PERÚ\u00a0José Ñandú Peña x"),
                loads("windows-1252 whose first accent comes after 64 KB", late.getBytes(WINDOWS_1252), 2, 0, 0, 20_000)
                        .problem("3 contact 12 INVALID_PHONE_NUMBER")
                        .with(EVA + " José x"),
                loads(
                                "UTF-8 with a piece of windows-1252",
                                bytes(
                                        HEADER,
                                        row(ANA, "José"),
                                        row(EVA, "Peña Ñ"),
                                        EVA.replace("5678", "5679") + ",Iv",
                                        "0xe1",
                                        "n,x\n"),
                                3)
                        .with(ANA + " José x", "+525555555679 Iván x"),
                loads("emoji and other scripts", HEADER + row(ANA, "🙂 Ωμέγα 山田"), 1)
                        .with(ANA + " 🙂 Ωμέγα 山田 x"),
                loads("a character cut off at the end", bytes(HEADER, ANA + ",Ana,", "0xc3"), 1, 1, 0, 0)
                        .problem("2 context \ufffd DAMAGED_CHARACTER"),
                loads("UTF-8 cut within a letter", bytes(HEADER, ANA + ",Ana,Jos", "0xc3"), 1, 1, 0, 0)
                        .problem("2 context Jos\ufffd DAMAGED_CHARACTER")
                        .with(ANA + " Ana Jos"),
                loads("UTF-8 cut within a character of three bytes", bytes(HEADER, ANA + ",Ñ,x", "0xe282"), 1, 1, 0, 0)
                        .problem("2 context x\ufffd DAMAGED_CHARACTER"),
                loads("windows-1252 that ends with a letter", bytes(HEADER, ANA + ",Ana,Jos", "0xe9"), 1)
                        .with(ANA + " Ana José"),
                loads("letters that another program lost", HEADER + row(ANA, "Mu\ufffdoz"), 1, 1, 0, 0)
                        .problem("2 name Mu\ufffdoz DAMAGED_CHARACTER")
                        .with(ANA + " Muoz x"),
                fails("zero bytes", HEADER + ANA + ",A\0na,x\n", "NOT_TEXT", "line 2"),
                fails(
                        "zero bytes after 64 KB",
                        HEADER + row("12", "y").repeat(20_000) + "\0",
                        "NOT_TEXT",
                        "line 20002"));
    }

    private static List<File> packings() {
        String plain = HEADER + row(ANA, "Ana") + row(EVA, "Eva");
        byte[] packed = gzip(plain);
        byte[] damaged = packed.clone();
        damaged[damaged.length - 6] ^= 1;
        return List.of(
                loads("gzip", packed, 2),
                loads("gzip with byte order mark within", gzip("\ufeff" + plain), 2),
                loads("gzip of windows-1252", gzip((HEADER + row(ANA, "José")).getBytes(WINDOWS_1252)), 1)
                        .with(ANA + " José x"),
                loads("gzip of several members", bytes(gzip(HEADER), gzip(row(ANA, "Ana")), gzip(row(EVA, "Eva"))), 2),
                fails("gzip in gzip", gzip(packed), "NOT_TEXT", "twice"),
                fails("gzip cut short", Arrays.copyOf(packed, packed.length - 9), "BROKEN_GZIP"),
                fails(
                        "gzip cut short after 10,000 rows that were good",
                        Arrays.copyOf(gzip(HEADER + row(ANA, "Ana").repeat(10_000)), 150),
                        "BROKEN_GZIP"),
                fails("gzip whose checksum is wrong", damaged, "BROKEN_GZIP"),
                fails("gzip of nothing", gzip(""), "EMPTY_FILE"),
                fails(
                        "gzip of an Excel workbook",
                        gzip(bytes("0x504b0304", "....xl/workbook.xml")),
                        "NOT_TEXT",
                        "Excel"),
                fails("a gzip header and no more", bytes("0x1f8b0800"), "BROKEN_GZIP"));
    }

    private static List<File> delimiters() {
        return List.of(
                loads("semicolons", "contact;name;context\n" + ANA + ";Ana;1,5\n", 1)
                        .with(ANA + " Ana 1,5"),
                loads("tabs", "contact\tname\tcontext\n" + ANA + "\tAna\tx\n", 1)
                        .with(ANA + " Ana x"),
                loads("bars", "contact|name|context\n" + ANA + "|Ana|x\n", 1).with(ANA + " Ana x"),
                loads(
                                "Excel's sep= before the header",
                                "sep=;\r\ncontact;name\r\n" + ANA + ";Ana\r\n12;Bo\r\n",
                                1,
                                0,
                                0,
                                1)
                        .problem("4 contact 12 INVALID_PHONE_NUMBER"),
                loads("one column, and no delimiter", "contact\n" + ANA + "\n" + EVA + "\n", 2),
                loads("a delimiter behind the last column", "contact,name,\n" + ANA + ",Ana,\n", 1),
                loads("a delimiter behind each row only", "contact,name\n" + ANA + ",Ana,\n", 1),
                loads("quoted delimiters in the header", "\"contact\";\"a,b,c,d\"\n" + ANA + ";x\n", 1),
                fails(
                        "another delimiter than these",
                        "contact~name\n" + ANA + "~Ana\n",
                        "NO_PHONE_COLUMN",
                        "contact~name"));
    }

    private static List<File> lines() {
        String rows = HEADER + row(ANA, "Ana") + row("12", "Bo") + row(EVA, "Eva");
        return List.of(
                loads("LF", rows, 2, 0, 0, 1).problem("3 contact 12 INVALID_PHONE_NUMBER"),
                loads("CRLF", rows.replace("\n", "\r\n"), 2, 0, 0, 1).problem("3 contact 12 INVALID_PHONE_NUMBER"),
                loads("CR", rows.replace('\n', '\r'), 2, 0, 0, 1).problem("3 contact 12 INVALID_PHONE_NUMBER"),
                loads("all three", HEADER + ANA + ",Ana,x\r" + EVA + ",Eva,x\r\n12,Bo,x\n", 2, 0, 0, 1)
                        .problem("4 contact 12 INVALID_PHONE_NUMBER"),
                loads("no line end at the end", rows.strip(), 2, 0, 0, 1).problem("3 contact 12 INVALID_PHONE_NUMBER"),
                loads("blank lines", "\n\n" + rows.replace("\n", "\n\n"), 2, 0, 0, 1)
                        .problem("7 contact 12 INVALID_PHONE_NUMBER"),
                loads("rows of delimiters", ",,\n" + rows + ",,\n , ,\n", 2, 0, 0, 1)
                        .problem("4 contact 12 INVALID_PHONE_NUMBER"),
                loads("quoted CRLFs count as lines", HEADER + ANA + ",Ana,\"a\r\nb\rc\nd\"\r\n12,Bo,x\r\n", 1, 0, 0, 1)
                        .problem("6 contact 12 INVALID_PHONE_NUMBER")
                        .with(ANA + " Ana a\r\nb\rc\nd"));
    }

    private static List<File> quotes() {
        return List.of(
                loads("quoted delimiters, quotes and lines", HEADER + ANA + ",\"Ana \"\"A\"\" Gil\",\"1,5\n2\"\n", 1)
                        .with(ANA + " Ana \"A\" Gil 1,5\n2"),
                loads("a quote within a cell", HEADER + ANA + ",Ana 5\" Gil,x\n" + row(EVA, "Eva"), 2)
                        .with(ANA + " Ana 5\" Gil x"),
                loads("spaces before and behind a quoted cell", HEADER + ANA + ", \"Gil, Ana\" , x\n", 1)
                        .with(ANA + " Gil, Ana x"),
                loads("text behind a quoted cell", HEADER + ANA + ",\"Ana\" Gil,x\n", 1)
                        .with(ANA + " Ana Gil x"),
                loads("quotes with a backslash", HEADER + row(ANA, "\"Ana \\\"La Jefa\\\" Ruiz\""), 1, 1, 0, 0)
                        .problem("2 name Ana \"La Jefa\" Ruiz BACKSLASH_QUOTES")
                        .with(ANA + " Ana \"La Jefa\" Ruiz x"),
                loads("quotes with a backslash and a comma", HEADER + row(ANA, "\"\\\"Jefa\\\", Ana\""), 1, 1, 0, 0)
                        .with(ANA + " \"Jefa\", Ana x"),
                loads(
                                "quotes with a backslash at the ends of values",
                                HEADER
                                        + row(ANA, "\"TV 32\\\"\"")
                                        + row(EVA, "\"A \\\\ B \\\"C\\\"\"")
                                        + row(JUAN, "J"),
                                3,
                                2,
                                0,
                                0)
                        .problem("2 name TV 32\" BACKSLASH_QUOTES")
                        .with(ANA + " TV 32\" x", EVA + " A \\ B \"C\" x", JUAN + " J x"),
                loads(
                                "quotes with a backslash after 64 KB",
                                HEADER + row("12", "y").repeat(20_000) + row(ANA, "\"Ana \\\"La Jefa\\\", Ruiz\""),
                                1,
                                1,
                                0,
                                20_000)
                        .problem("2 contact 12 INVALID_PHONE_NUMBER")
                        .with(ANA + " Ana \"La Jefa\", Ruiz x"),
                loads(
                                "a backslash at the end of a quoted value",
                                HEADER + row(ANA, "\"C:\\dir\\\"") + row(EVA, "\"D:\\\""),
                                2)
                        .with(ANA + " C:\\dir\\ x", EVA + " D:\\ x"),
                loads(
                                "a quote that swallows the next row",
                                HEADER + ANA + ",\"Ana,x\n" + EVA + ",\"Eva\",x\n" + row(JUAN, "Juan"),
                                1,
                                0,
                                0,
                                1)
                        .problem("2 contact " + ANA + " BROKEN_QUOTES")
                        .with(JUAN + " Juan x"),
                fails(
                        "a quote that is never closed",
                        HEADER + row(ANA, "Ana") + EVA + ",\"Eva,x\n" + row(JUAN, "Juan"),
                        "UNCLOSED_QUOTE",
                        "line 3"),
                fails(
                        "a quote that is never closed in a large file",
                        HEADER + EVA + ",\"Eva,x\n" + row(JUAN, "Juan").repeat(100_000),
                        "UNCLOSED_QUOTE",
                        "line 2"),
                fails(
                        "a header whose quote is not closed",
                        "\"contact,name\n" + row(ANA, "Ana"),
                        "UNCLOSED_QUOTE",
                        "line 1"),
                loads(
                                "a header with quotes and line ends",
                                "\"contact\",\"name\",\"the \"\"due\"\"\ndate\"\n" + ANA + ",Ana,x\n12,,\n",
                                1,
                                0,
                                0,
                                1)
                        .problem("4 contact 12 INVALID_PHONE_NUMBER"));
    }

    private static List<File> headers() {
        return List.of(
                loads("the other vocabulary", "phone_number,contact_name\n" + ANA + ",Ana\n", 1)
                        .with(ANA + " Ana "),
                loads("capitals and spaces", " CONTACT , Name\u00a0,\tContext\n" + ANA + ",Ana,x\n", 1)
                        .with(ANA + " Ana x"),
                loads("zero-width marks in a name", "con\u200btact,name\n" + ANA + ",Ana\n", 1),
                loads("columns without a name", ",contact,,name\n1," + ANA + ",2,Ana\n", 1)
                        .with(ANA + " Ana "),
                fails(
                        "no column for the number",
                        "persona,name\n" + ANA + ",Ana\n",
                        "NO_PHONE_COLUMN",
                        "its columns are: persona, name",
                        "rename the right one to phone_number",
                        "{\"phone_number\": \"persona\"}"),
                fails("no header", ANA + ",Ana\n" + EVA + ",Eva\n", "NO_PHONE_COLUMN", "looks like a contact", ANA),
                fails(
                        "a column twice",
                        "contact,city,City\n" + ANA + ",a,b\n",
                        "DOUBLED_COLUMN",
                        "City",
                        "contact, city, City"),
                fails(
                        "two columns of one name",
                        "phone,Phone\n" + ANA + "," + EVA + "\n",
                        "AMBIGUOUS_PHONE_COLUMN",
                        "have the same name",
                        "rename the right one to phone_number"),
                fails(
                        "each row in one pair of quotes",
                        "\"phone,name\"\n\"" + ANA + ",Ana\"\n",
                        "NO_PHONE_COLUMN",
                        "remove the quotation marks"),
                fails(
                        "the area code in a column of its own",
                        "Lada|Teléfono|Nombre\n55|55551234|Ana\n",
                        "NO_PHONE_COLUMN",
                        "Lada and Teléfono",
                        "join them into one column"),
                fails("a vCard", "BEGIN:VCARD\nTEL:" + ANA + "\nEND:VCARD\n", "NOT_CSV", "vCard"),
                loads("a column twice, of which one is empty", "contact,city,City\n" + ANA + ",,b\n", 1),
                fails(
                        "both names of a column",
                        "contact,phone_number\n" + ANA + "," + ANA + "\n",
                        "AMBIGUOUS_PHONE_COLUMN",
                        "phone_number"),
                fails("nothing", "", "EMPTY_FILE"),
                fails("a byte order mark", "\ufeff", "EMPTY_FILE"),
                fails("line ends", "\n\r\n\n", "EMPTY_FILE"),
                fails("a header only", HEADER, "EMPTY_FILE", "no rows"),
                fails("a header and blank rows", HEADER + ",,\n\n , ,\n", "EMPTY_FILE", "no rows"));
    }

    /** Files that people export from other programs. */
    private static List<File> otherPrograms() {
        String outlook = "\"Title\",\"First Name\",\"Last Name\",\"Home Phone\",\"Mobile Phone\"," + variables(86)
                + "\r\n\"\",\"Ana\",\"López\",\"\",\"+52 55 5555 1234\",\"x\"\r\n";
        return List.of(
                fails(
                        "HubSpot, some with one number and some with the other",
                        text(
                                "\"Record ID\",\"First Name\",\"Last Name\",\"Phone Number\",\"Mobile Phone Number\"",
                                "\"1\",\"Ana\",\"López\",\"+52 55 5555 1234\",\"\"",
                                "\"2\",\"Eva\",\"Gil\",\"\",\"+52 1 55 5555 5678\""),
                        "AMBIGUOUS_PHONE_COLUMN",
                        "{\"phone_number\": [\"Phone Number\", \"Mobile Phone Number\"]}"),
                loads(
                                "Google Contacts",
                                text(
                                        "First Name,Middle Name,Last Name,Notes,Phone 1 - Label,Phone 1 - Value,Phone 2 - Value",
                                        "Ana,,López,,Mobile,55 5555 1234 ::: 55 5555 1003,55 5555 2001",
                                        "Eva,,Gil,\"a\nb\",Mobile,55 5555 5678,"),
                                2,
                                1,
                                0,
                                0)
                        .problem("2 Phone 1 - Value 55 5555 1234 ::: 55 5555 1003 SEVERAL_NUMBERS")
                        .with(ANA + " Ana López ", EVA + " Eva Gil "),
                loads("Outlook's 91 columns, in windows-1252", outlook.getBytes(WINDOWS_1252), 1)
                        .with(ANA + " Ana López "),
                loads(
                                "Shopify",
                                text(
                                        "Customer ID,First Name,Last Name,Default Address Phone,Phone,Note",
                                        "'70123,Ana,López,8188881001,'+525555551234,"),
                                1,
                                1,
                                0,
                                0)
                        .with(ANA + " Ana López "),
                loads(
                                "Excel in Spanish, with the damaged numbers in the other column",
                                text(
                                                "Nombre;Teléfono;Celular;Saldo",
                                                "Ana López;(55) 5555-1001;55 5555 1234;$1.234,50",
                                                "Eva Gil;5,55556E+09;5555555678;$1,00")
                                        .getBytes(WINDOWS_1252),
                                2)
                        .with(ANA + " Ana López ", EVA + " Eva Gil "),
                fails(
                        "Excel in Spanish with two columns of numbers",
                        "Nombre;Teléfono;Celular\nAna;55 5555 1001;55 5555 1234\n",
                        "AMBIGUOUS_PHONE_COLUMN",
                        "Teléfono, Celular"),
                loads(
                                "rows above the names of the columns",
                                text(
                                        "Reporte de cartera, vencida;;;;",
                                        "Generado: 28/11/2026;;;;",
                                        ";;;;",
                                        "name;phone_number;Saldo;;",
                                        "Ana;5555551234;$1.234,50;;"),
                                1)
                        .problem("1  Reporte de cartera, vencida ABOVE_HEADER")
                        .with(ANA + " Ana "),
                loads(
                                "rows above with no delimiter, and a byte order mark",
                                "\ufeffReporte\nEmpresa, S.A. de C.V.\n\nNombre;Celular;Saldo\nAna;5555551234;1,50\nEva;5555555678;2,50\n",
                                2)
                        .with(ANA + " Ana ", EVA + " Eva "),
                loads(
                                "a company's own number above",
                                "Teléfono,5555550000\nCartera,\nnombre,celular\nAna,5555551234\n",
                                1)
                        .with(ANA + " Ana "),
                fails(
                        "the names of the columns in the eleventh row",
                        "a\n".repeat(10) + "phone_number\n5555551234\n",
                        "NO_PHONE_COLUMN"),
                loads("the names of the columns in the tenth row", "a\n".repeat(9) + "phone_number\n5555551234\n", 1),
                loads(
                                "Google Forms",
                                text(
                                        "Marca temporal,Nombre completo,Número de WhatsApp (10 dígitos),¿Acepta?",
                                        "28/11/2026 10:15:00,Ana López,55 5555 1234,Sí"),
                                1)
                        .with(ANA + " Ana López "),
                loads(
                                "a column Contact of names",
                                "Contact,Phone,Company\nAna López,+52 55 5555 1234,Acme\nEva Gil,+52 55 5555 5678,Beta\n",
                                2)
                        .with(ANA + "  "),
                loads("a column contact without values", "contact,Mobile\n,+52 55 5555 1234\n", 1)
                        .with(ANA + "  "),
                fails(
                        "a column contact of names, one of them a number, beside the numbers",
                        "contact,Phone\nAna,5555551234\nEva,5555555678\n5555559012,5555559012\n",
                        "AMBIGUOUS_PHONE_COLUMN"),
                loads(
                                "a column of numbers by its own name beside another",
                                "phone_number,Celular\n5555551234,5555550001\n12,5555550002\n",
                                1,
                                0,
                                0,
                                1)
                        .with(ANA + "  "),
                loads(
                                "Zoho, with a few second numbers",
                                "Lead Name,Phone,Mobile\nAna,5555551234,\nEva,5555555678,5555550001\nJuan,5555559012,\n",
                                3)
                        .with(ANA + " Ana "),
                loads("Portuguese", "Nome;Sobrenome;Telefone celular;Saldo\nAna;Gonçalves;+52 55 5555 1234;1,00\n", 1)
                        .with(ANA + " Ana Gonçalves "),
                loads(
                                "two last names",
                                "Nombre(s),Apellido Paterno,Apellido Materno,Cel.\nAna,López,Ruiz,5555551234\n",
                                1)
                        .with(ANA + " Ana López Ruiz "),
                loads("sep= behind a byte order mark", "\ufeffsep=;\r\nNombre;Tel.\r\nAna;5555551234\r\n", 1)
                        .with(ANA + " Ana "),
                loads("a column of house numbers beside", "Número,Celular\n12,5555551234\n7,5555555678\n", 2),
                loads("names that are one when compared", "phone_number,Due Date,due_date\n" + ANA + ",a,b\n", 1),
                fails("an alias and no rows", "Celular,Nombre\n", "EMPTY_FILE", "no rows"));
    }

    private static List<File> namesOfTheNumber() {
        return Stream.of(
                        "Primary Phone",
                        "Work Phone",
                        "Home Phone",
                        "Tlf",
                        "Telf.",
                        "Nro. de celular",
                        "Número de contato",
                        "Celular com DDD",
                        "Nº de móvil",
                        "Tel/WhatsApp")
                .map(name -> loads("a column " + name, name + ",name\n" + ANA + ",Ana\n", 1)
                        .with(ANA + " Ana "))
                .toList();
    }

    /** SQS refuses these characters, and they must not block a file. */
    private static List<File> forbiddenCharacters() {
        return List.of(
                loads("U+FFFF in a value", HEADER + row(ANA, "A\uffffna") + row(EVA, "Eva"), 2, 1, 0, 0)
                        .problem("2 name  FORBIDDEN_CHARACTER")
                        .with(ANA + " Ana x"),
                loads("U+FFFE in a name and a variable", "contact,ci\ufffety\n" + ANA + ",\ufffe\uffff\n", 1, 1, 0, 0)
                        .problem("2 city  FORBIDDEN_CHARACTER"),
                loads("U+FFFF in a number", HEADER + row("\uffff" + ANA, "Ana"), 1, 1, 0, 0),
                loads("U+FFFF in a row that is refused", HEADER + row("1\uffff2", "Ana"), 0, 0, 0, 1)
                        .problem("2 contact 12 INVALID_PHONE_NUMBER"),
                loads(
                        "half a surrogate pair in UTF-16",
                        bytes("0xfeff", (HEADER + ANA + ",A").getBytes(UTF_16BE), "0xd83d", ",x\n".getBytes(UTF_16BE)),
                        1,
                        1,
                        0,
                        0),
                loads(
                                "a column's name of 100,000 characters",
                                HEADER.strip() + "," + "y".repeat(100_000) + "\n"
                                        + row("12", "Bo").repeat(300),
                                0,
                                0,
                                0,
                                300)
                        .problem("2 contact 12 INVALID_PHONE_NUMBER"));
    }

    private static List<File> rows() {
        return List.of(
                loads("a row too short", HEADER + ANA + "\n", 1).with(ANA + "  "),
                loads("a row too long", HEADER + ANA + ",Ana,Owes $1,500\n" + row(EVA, "Eva"), 1, 0, 0, 1)
                        .problem("2 column 4 500 MORE_CELLS_THAN_COLUMNS"),
                loads("a row without number", HEADER + ",Ana,x\n" + row(EVA, "Eva"), 1, 0, 0, 1)
                        .problem("2 contact  MISSING_CONTACT"),
                loads(
                                "a voice that is not the agent's",
                                "phone_number,override_agent_voice_id\n" + ANA + ",robot\n" + EVA + ",male_voice\n",
                                1,
                                0,
                                0,
                                1)
                        .problem("2 override_agent_voice_id robot UNKNOWN_VOICE"),
                loads("a number twice", HEADER + row(ANA, "Ana") + row(ANA, "Ana again"), 1, 0, 1, 0)
                        .problem("3 contact " + ANA + " DUPLICATE_IN_FILE")
                        .with(ANA + " Ana x"),
                loads("a number twice, written differently", "Phone_Number\n" + ANA + "\n55 5555 1234\n", 1, 0, 1, 0)
                        .problem("3 Phone_Number 55 5555 1234 DUPLICATE_IN_FILE"),
                loads(
                                "spaces around values, those that do not break too",
                                HEADER + "\u00a0" + ANA + " , \u00a0Ana\u00a0 ,x\n",
                                1)
                        .with(ANA + " Ana x"),
                loads("a context in JSON", "contact,context\n" + ANA + ",\"{\"\"a\"\": [1, 2]}\"\n", 1)
                        .with(ANA + "  {\"a\": [1, 2]}"),
                loads("a value that a spreadsheet would run", "contact,name\n" + ANA + ",=1+1\n", 1)
                        .with(ANA + " =1+1 "),
                loads("a text as a formula", "contact,name\n" + ANA + ",\"=\"\"Ana\"\"\"\n", 1, 1, 0, 0)
                        .problem("2 name =\"Ana\" SPREADSHEET_MARKS")
                        .with(ANA + " Ana "),
                loads(
                                "each value as a formula",
                                "contact,name,context\n\"=\"\"" + ANA + "\"\"\",\"=\"\"Ana\"\"\",=\"0012\"\n",
                                1,
                                1,
                                0,
                                0)
                        .problem("2 contact =\"" + ANA + "\" SPREADSHEET_MARKS")
                        .with(ANA + " Ana 0012"),
                loads(
                                "errors of a spreadsheet and words of a database as names",
                                "contact,name\n" + ANA + ",#N/A\n" + EVA + ",NULL\n" + JUAN + ",Null\n",
                                3,
                                2,
                                0,
                                0)
                        .problem("2 name #N/A MARK_OF_NO_VALUE")
                        .with(ANA + "  ", EVA + "  ", JUAN + " Null "),
                loads(
                                "an error of a spreadsheet in a part of the name",
                                "contact,Nombre,Apellido\n" + ANA + ",Ana,#¡REF!\n",
                                1,
                                1,
                                0,
                                0)
                        .problem("2 Apellido #¡REF! MARK_OF_NO_VALUE")
                        .with(ANA + " Ana "),
                loads("only bad rows", HEADER + row("12", "Bo").repeat(250), 0, 0, 0, 250)
                        .problem("2 contact 12 INVALID_PHONE_NUMBER"));
    }

    private static List<File> numbers() {
        return List.of(
                loads("digits that a spreadsheet lost", HEADER + row("4.479E+11", "Ana"), 0, 0, 0, 1)
                        .problem("2 contact 4.479E+11 LOST_DIGITS"),
                loads("a number as a decimal", HEADER + row("525555551234.0", "Ana"), 1, 1, 0, 0)
                        .problem("2 contact 525555551234.0 SPREADSHEET_MARKS"),
                loads("a decimal with Mexico's retired 1", HEADER + row("5215555551234.0", "Ana"), 1, 1, 0, 0)
                        .problem("2 contact 5215555551234.0 RETIRED_PREFIX"),
                loads("an apostrophe", HEADER + row("'" + ANA, "Ana"), 1, 1, 0, 0)
                        .problem("2 contact '" + ANA + " SPREADSHEET_MARKS"),
                loads("a formula", HEADER + row("\"=\"\"" + ANA + "\"\"\"", "Ana"), 1, 1, 0, 0)
                        .problem("2 contact =\"" + ANA + "\" SPREADSHEET_MARKS"),
                loads("zero-width and bidirectional marks", HEADER + row("\u202a" + ANA + "\u202c", "Ana"), 1, 1, 0, 0)
                        .problem("2 contact \u202a" + ANA + "\u202c SPREADSHEET_MARKS"),
                loads("full-width digits", HEADER + row("５５５５５５１２３４", "Ana"), 1, 1, 0, 0)
                        .problem("2 contact ５５５５５５１２３４ FULL_WIDTH_DIGITS"),
                loads("Mexico's retired prefix", HEADER + row("+5215555551234", "Ana"), 1, 1, 0, 0)
                        .problem("2 contact +5215555551234 RETIRED_PREFIX")
                        .with(ANA + " Ana x"),
                loads("two numbers in a cell", HEADER + row("55 5555 1234 / 55 5555 5678", "Ana"), 1, 1, 0, 0)
                        .problem("2 contact 55 5555 1234 / 55 5555 5678 SEVERAL_NUMBERS")
                        .with(ANA + " Ana x"),
                loads("a number with extension", HEADER + row("5555551234 ext 5", "Ana"), 0, 0, 0, 1)
                        .problem("2 contact 5555551234 ext 5 EXTENSION"));
    }

    private static List<File> limits() {
        String eight = "y".repeat(8 * 1024 - 1);
        return List.of(
                loads("fifty variables", "contact," + variables(50) + "\n" + ANA + ",1".repeat(50) + "\n", 1),
                loads(
                        "more columns than fifty, but without values",
                        "contact," + variables(900) + "\n" + ANA + "\n",
                        1),
                fails(
                        "fifty-one variables",
                        "contact," + variables(51) + "\n" + ANA + ",1".repeat(51) + "\n",
                        "TOO_MANY_COLUMNS",
                        "51",
                        "v50"),
                fails(
                        "a thousand and one columns",
                        "contact" + ",".repeat(1_000) + "\n" + ANA + "\n",
                        "TOO_MANY_COLUMNS",
                        "1001"),
                loads("variables of 8 KB", "contact,v\n" + ANA + "," + eight + "\n", 1),
                loads("variables of 8 KB and a byte", "contact,v\n" + ANA + ",y" + eight + "\n", 0, 0, 0, 1)
                        .problem("2 v " + "y".repeat(200) + " VARIABLES_TOO_LONG"),
                loads(
                                "variables of 8 KB in characters of two bytes",
                                "contact,v\n" + ANA + "," + "ñ".repeat(4_096) + "\n",
                                0,
                                0,
                                0,
                                1)
                        .problem("2 v " + "ñ".repeat(200) + " VARIABLES_TOO_LONG"),
                loads("a context of 16,000 characters", "contact,context\n" + ANA + "," + "y".repeat(16_000) + "\n", 1),
                loads(
                                "a context of 16,001 characters",
                                "contact,context\n" + ANA + "," + "y".repeat(16_001) + "\n",
                                0,
                                0,
                                0,
                                1)
                        .problem("2 context " + "y".repeat(200) + " ROW_TOO_LONG"),
                loads(
                                "a row of a million characters",
                                "contact,context\n" + ANA + "," + "y".repeat(1_000_000) + "\n" + EVA + ",x\n",
                                1,
                                0,
                                0,
                                1)
                        .problem("2 context " + "y".repeat(200) + " ROW_TOO_LONG"),
                fails(
                        "a row of 1.1 million characters",
                        "contact,context\n" + EVA + ",x\n" + ANA + "," + "y".repeat(1_100_000),
                        "ROW_TOO_LONG",
                        "line 3"),
                fails(
                        "a header of 2 million characters",
                        "contact," + "y".repeat(2_000_000),
                        "ROW_TOO_LONG",
                        "line 1"));
    }

    private static List<File> noText() {
        return List.of(
                fails(
                        "an Excel workbook",
                        bytes("0x504b0304", "....[Content_Types].xml"),
                        "NOT_TEXT",
                        "Excel workbook (.xlsx)"),
                fails("an old Excel workbook", bytes("0xd0cf11e0a1b11ae1"), "NOT_TEXT", "Excel workbook (.xls)"),
                fails(
                        "an OpenDocument sheet",
                        bytes("0x504b0304", "mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
                        "NOT_TEXT",
                        ".ods"),
                fails("a zip archive", bytes("0x504b0304", "contacts.csv"), "NOT_TEXT", "zip archive"),
                fails("a PDF", "%PDF-1.7\n", "NOT_TEXT", "PDF"),
                fails("an image", bytes("0x89504e470d0a1a0a0000"), "NOT_TEXT", "image"),
                fails("another archive", bytes("0x377abcaf271c"), "NOT_TEXT", "archive"),
                fails(
                        "a web page named .xls",
                        "<html><table><tr><td>contact</td></tr></table></html>",
                        "NOT_CSV",
                        "web page"),
                fails("RTF", "{\\rtf1 contact}", "NOT_TEXT", "RTF"),
                fails("UTF-32", bytes("0xfffe0000", "0x63000000"), "NOT_TEXT"),
                fails("JSON", "[{\"contact\": \"" + ANA + "\"}]", "NOT_CSV", "JSON", "/contacts"),
                fails("random bytes", "\u0001\u0002\u0003contact".getBytes(ISO_8859_1), "EMPTY_FILE"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void a_file_loads_or_fails_with_a_reason(File file) {
        Uploaded uploaded = new Uploaded(file.bytes(), NUMBERS).ingest();
        if (!file.error().isEmpty()) {
            assertFailed(uploaded, file);
            return;
        }
        Upload upload = uploaded.load().upload();
        assertThat(upload.status()).as(String.valueOf(upload.error())).isEqualTo(Upload.Status.DONE);
        assertThat(List.of(
                        upload.rows().accepted(),
                        upload.rows().repaired(),
                        upload.rows().duplicates(),
                        upload.rows().refused()))
                .as("%s", upload.problems())
                .isEqualTo(file.counts());
        if (!file.problem().isEmpty()) {
            assertThat(upload.problems().getFirst())
                    .extracting(HostileFilesTest::shown)
                    .isEqualTo(file.problem());
        }
        assertThat(uploaded.contacts().stream()
                        .map(contact -> contact.number() + " " + contact.data().name() + " "
                                + contact.data().context()))
                .hasSize(upload.rows().accepted())
                .containsAll(file.people());
    }

    private static void assertFailed(Uploaded uploaded, File file) {
        assertThat(uploaded.upload().status()).isEqualTo(Upload.Status.FAILED);
        assertThat(uploaded.upload().error())
                .startsWith(file.error().getFirst() + ": ")
                .contains(file.error())
                .hasSizeLessThan(2_000);
        assertThat(uploaded.batches.sent()).as("nothing of it is loaded").isEmpty();
    }

    private static String shown(RowProblem problem) {
        return problem.line() + " " + problem.column() + " " + problem.value() + " " + problem.reason();
    }
}
