package io.vuelta.adapters.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.file.UnusableFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files in old encodings: each name is read correctly, or the file is refused; a name is never read with wrong letters.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EncodingsTest {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Charset CP850 = Charset.forName("IBM850");
    private static final Charset MAC_ROMAN = Charset.forName("x-MacRoman");

    /** Names and places of Spain, Latin America, Portugal and Brazil. */
    private static final List<String> NAMES = list("""
            José, María, Núñez, Peña, Muñoz, García, Hernández, Martínez, López, González, Rodríguez, Pérez,
            Sánchez, Ramírez, Gómez, Díaz, Vázquez, Jiménez, Ordóñez, Ibáñez, Álvarez, Ángel, Óscar, Úrsula, Íñigo,
            Ñandú, Jesús, Raúl, Sofía, Lucía, Andrés, Ramón, Inés, Iván, Adrián, Martín, Verónica, Mónica, Nicolás,
            Agüero, Sigüenza, Suárez, Juárez, Zúñiga, Castañeda, Acuña, Toño, Begoña, León, Mérida, Querétaro,
            São Paulo, João, Conceição, Gonçalves, Assunção, Magalhães, Simões, Lourenço, Antônio, Luís, Mônica,
            Júlio, Cláudia, Patrícia, Vitória, Goiânia, Brasília, Guimarães, Araújo, Estêvão, Flávio, Fátima,
            Inácio, Ângela, Érica, Ítalo, Camões, Calderón, Güemes
            """);

    /** Other texts in files in windows-1252, in several languages. */
    private static final List<String> OTHERS = list("""
            Müller, Jürgen, Schröder, Groß, François, Zoë, Bjørn, Ångström, D’Angelo, O’Hara, “Ana”, € 100,
            1º de mayo, Mª Luz, ¿Acepta?, ¡Hola!, 100 °C, Ana\u00a0Gil, hoy – mañana, Noël, Bäcker, KÖLN, Strauß,
            Château, Hélène, Ana…, 2 ½, Marca®, Ellen & Søn
            """);

    private static List<String> list(String names) {
        return List.of(names.strip().split(",\\s+"));
    }

    private static String read(byte[] file) {
        try (Reader text = new FileText().of(new ByteArrayInputStream(file))) {
            StringBuilder all = new StringBuilder();
            char[] some = new char[4_096];
            for (int count = text.read(some); count >= 0; count = text.read(some)) {
                all.append(some, 0, count);
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text; empty if the file is refused because of its encoding. */
    private static Optional<String> readOrRefused(byte[] file) {
        try {
            return Optional.of(read(file));
        } catch (UnusableFile e) {
            assertThat(e.code()).isEqualTo("UNKNOWN_ENCODING");
            return Optional.empty();
        }
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 300);
    }

    /** Rows of some names, all in small letters, in capitals, or as they are. */
    private static String file(Random random, List<String> names, int most) {
        int style = random.nextInt(4);
        StringBuilder text = new StringBuilder("phone_number;name\r\n");
        for (int row = random.nextInt(most); row >= 0; row--) {
            String name = names.get(random.nextInt(names.size())) + " " + names.get(random.nextInt(names.size()));
            String written =
                    style == 0 ? name.toUpperCase(Locale.ROOT) : style == 1 ? name.toLowerCase(Locale.ROOT) : name;
            text.append("5555551234;").append(written).append("\r\n");
        }
        return text.toString();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void names_are_read_correctly_in_every_encoding(long seed) {
        Random random = new Random(seed);
        String text = file(random, NAMES, 30);

        assertThat(read(text.getBytes(UTF_8))).isEqualTo(text);
        assertThat(read(text.getBytes(WINDOWS_1252))).isEqualTo(text);
        for (Charset charset : List.of(CP850, MAC_ROMAN)) {
            assertThat(readOrRefused(text.getBytes(charset)).orElse(text))
                    .as("%s", charset)
                    .isEqualTo(text);
        }
    }

    @Test
    void less_than_two_percent_of_the_files_with_accented_names_are_refused() {
        int refused = 0;
        for (long seed = 1; seed <= 500; seed++) {
            String text = file(new Random(seed), NAMES, 30);
            refused += readOrRefused(text.getBytes(CP850)).isEmpty() ? 1 : 0;
            refused += readOrRefused(text.getBytes(MAC_ROMAN)).isEmpty() ? 1 : 0;
        }

        assertThat(refused).as("of 1,000").isLessThan(20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void windows_1252_is_read_correctly_in_every_language(long seed) {
        Random random = new Random(seed);
        List<String> words = new ArrayList<>(OTHERS);
        words.addAll(seed % 3 == 0 ? List.of() : NAMES);
        String text = file(random, words, seed % 2 == 0 ? 2 : 30);

        assertThat(read(text.getBytes(WINDOWS_1252))).isEqualTo(text);
    }

    /**
     * Without other names, the windows-1252 readings of these are equally likely: "Gonz lez" with a non-breaking space,
     * "JOÇO", "ångela", "érsula". The first two letters of Íñigo are one letter in UTF-8.
     */
    private static final List<String> AMBIGUOUS_NAMES = list("""
            González, Suárez, Juárez, Cláudia, Flávio, Inácio, Fátima, JOÃO, SÃO PAULO, Ângela, Úrsula, Íñigo,
            ÍÑIGO, SIMÕES, CAMÕES
            """);

    static Stream<String> names() {
        return NAMES.stream()
                .flatMap(name -> Stream.of(name, name.toUpperCase(Locale.ROOT)))
                .filter(name -> !AMBIGUOUS_NAMES.contains(name));
    }

    /**
     * A single name may not be enough to determine the encoding: then the file is refused, and not loaded with wrong
     * letters.
     */
    @ParameterizedTest
    @MethodSource("names")
    void a_file_with_a_single_name_is_read_correctly_or_refused(String name) {
        String text = "phone_number,name\n5555551234," + name + "\n";

        assertThat(read(text.getBytes(WINDOWS_1252))).isEqualTo(text);
        for (Charset charset : List.of(CP850, MAC_ROMAN)) {
            assertThat(readOrRefused(text.getBytes(charset)).orElse(text))
                    .as("%s", charset)
                    .isEqualTo(text);
        }
    }

    @ParameterizedTest
    @CsvSource({"IBM850", "x-MacRoman", "windows-1252"})
    void accents_late_in_a_file_are_recognised_too(String charset) {
        String text = "phone_number,name\n" + "5555551234,Ana\n".repeat(20_000)
                + "5555551235,José Núñez Peña\n5555551236,Peñón\n" + "5555551237,Sánchez Díaz\n".repeat(20_000);

        assertThat(read(text.getBytes(Charset.forName(charset)))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"IBM850", "x-MacRoman", "windows-1252"})
    void a_part_in_another_encoding_within_utf_8_is_read_correctly(String charset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("name\nJosé Ñandú\nPeña Núñez\nMaría\nJosé Ñandú\nPeña Núñez\n".getBytes(UTF_8));
        bytes.writeBytes("Hernández Muñoz\n".getBytes(Charset.forName(charset)));
        bytes.writeBytes("Sofía\n".getBytes(UTF_8));

        assertThat(read(bytes.toByteArray()))
                .isEqualTo("name\nJosé Ñandú\nPeña Núñez\nMaría\nJosé Ñandú\nPeña Núñez\nHernández Muñoz\nSofía\n");
    }

    @Test
    void the_encoding_tables_equal_those_of_the_jdk() {
        for (int one = 0; one < 256; one++) {
            byte[] bytes = {(byte) one};
            assertThat(SingleByte.CP850.decode(bytes[0])).isEqualTo(new String(bytes, CP850).charAt(0));
            assertThat(SingleByte.MAC_ROMAN.decode(bytes[0])).isEqualTo(new String(bytes, MAC_ROMAN).charAt(0));
        }
    }
}
