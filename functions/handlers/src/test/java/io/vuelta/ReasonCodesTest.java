package io.vuelta;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.action.CheckTemplates;
import io.vuelta.domain.bulk.JobError;
import io.vuelta.domain.bulk.JobRefusal;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.event.DeliveryReason;
import io.vuelta.domain.file.FileFault;
import io.vuelta.domain.line.VoiceUrlProblem;
import io.vuelta.domain.phone.NumberReason;
import io.vuelta.domain.reason.TimelineCode;
import io.vuelta.domain.upload.DroppedColumnReason;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.RowReason;
import io.vuelta.handlers.api.http.ApiErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code infra/docs/reason-codes.md} lists every code of every enum, in its order and with the sentence of its Javadoc. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReasonCodesTest {
    private static final Path PROJECT = Path.of("../..");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z0-9_]+)` \\| (.+) \\|$");
    private static final Pattern MEANING = Pattern.compile("/\\*\\* ([^\n]+) \\*/\n\\s+([A-Z][A-Z0-9_]*)\\b");

    private static final List<Class<? extends Enum<?>>> AREAS = List.of(
            TimelineCode.class,
            Waiting.Reason.class,
            CheckTemplates.Why.class,
            FileFault.class,
            DroppedColumnReason.class,
            RowProblem.Action.class,
            RowReason.class,
            NumberReason.class,
            DeliveryReason.class,
            JobError.class,
            JobRefusal.class,
            VoiceUrlProblem.class,
            ApiErrorCode.class);

    static Stream<Class<? extends Enum<?>>> areas() {
        return AREAS.stream();
    }

    @ParameterizedTest
    @MethodSource("areas")
    void each_code_has_a_meaning_in_the_document_and_in_the_source_and_it_is_the_same(Class<? extends Enum<?>> area)
            throws IOException {
        List<String> codes =
                Arrays.stream(area.getEnumConstants()).map(Enum::name).toList();

        Map<String, String> documented = documented(name(area));

        assertThat(documented.keySet()).containsExactlyElementsOf(codes);
        assertThat(documented).isEqualTo(meanings(area));
    }

    @Test
    void every_table_of_the_document_is_compared() throws IOException {
        long tables = document().lines().filter(line -> line.startsWith("## ")).count();

        assertThat(tables).isEqualTo(AREAS.size());
    }

    private static String document() throws IOException {
        return Files.readString(PROJECT.resolve("infra/docs/reason-codes.md"));
    }

    /** The name of a type in the document: an inner type with its outer one. */
    private static String name(Class<?> area) {
        return area.getName().substring(area.getPackageName().length() + 1).replace('$', '.');
    }

    private static Map<String, String> documented(String area) throws IOException {
        String section = Arrays.stream(document().split("(?m)^## "))
                .filter(part -> part.contains(" From `" + area + "`."))
                .collect(Collectors.joining());
        Map<String, String> rows = new LinkedHashMap<>();
        ROW.matcher(section).results().forEach(row -> rows.put(row.group(1), row.group(2)));
        return rows;
    }

    /** The meanings from the Javadoc of each constant. */
    private static Map<String, String> meanings(Class<? extends Enum<?>> area) throws IOException {
        Class<?> outer = area.getNestHost();
        String module = outer.getName().startsWith("io.vuelta.domain") ? "domain" : "handlers";
        String source = Files.readString(PROJECT.resolve(
                "functions/" + module + "/src/main/java/" + outer.getName().replace('.', '/') + ".java"));
        Map<String, String> meanings = new LinkedHashMap<>();
        MEANING.matcher(source.substring(source.indexOf("enum " + area.getSimpleName())))
                .results()
                .forEach(found -> meanings.put(found.group(2), found.group(1).replaceAll("\\{@code ([^}]*)}", "`$1`")));
        meanings.keySet()
                .retainAll(
                        Arrays.stream(area.getEnumConstants()).map(Enum::name).toList());
        return meanings;
    }
}
