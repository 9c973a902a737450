package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.export.ExportFilter;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.export.ExportedFile;
import io.vuelta.domain.export.Exports;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of the exports' store. */
public abstract class ExportsContract extends StoreContract {
    private static final ExportedFile FILE = new ExportedFile("a.csv", "a.json", 7, 5_000_000_000L, "ab12");

    private final ExportId id = new ExportId(campaign, "export");

    private Exports exports() {
        return store().exports();
    }

    private Export requested(ExportId id, Export.Kind kind, ExportFilter filter) {
        return Export.requested(id, kind, filter, true, false, NOW);
    }

    private Export version(long version, Export.Status status) {
        return new Export(
                id,
                Export.Kind.CALLS,
                ExportFilter.NONE,
                false,
                true,
                status,
                status == Export.Status.DONE ? FILE : null,
                status == Export.Status.FAILED ? "TOO_LARGE" : null,
                NOW,
                version);
    }

    static Stream<ExportFilter> filters() {
        return Stream.of(
                ExportFilter.NONE,
                new ExportFilter(List.of("answered", "queue"), List.of("vip"), true, false, null, NOW, null),
                new ExportFilter(List.of(), List.of(), false, true, AnsweredBy.MACHINE, null, NOW));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void an_export_is_found_as_it_was_requested(ExportFilter filter) {
        assertThat(exports().find(id)).isEmpty();

        exports().create(requested(id, Export.Kind.CONTACTS, filter));

        assertThat(exports().find(id)).contains(requested(id, Export.Kind.CONTACTS, filter));
    }

    @ParameterizedTest
    @EnumSource(Export.Kind.class)
    void the_kind_of_an_export_is_stored(Export.Kind kind) {
        exports().create(requested(id, kind, ExportFilter.NONE));

        assertThat(exports().find(id).orElseThrow().kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource(Export.Status.class)
    void the_result_of_an_export_is_stored(Export.Status status) {
        exports().create(version(0, Export.Status.RUNNING));

        assertThat(exports().save(version(1, status))).isTrue();

        assertThat(exports().find(id)).contains(version(1, status));
    }

    @Test
    void the_second_save_of_the_same_version_is_refused() {
        exports().create(version(0, Export.Status.RUNNING));
        assertThat(exports().save(version(1, Export.Status.RUNNING))).isTrue();

        assertThat(exports().save(version(1, Export.Status.FAILED))).isFalse();

        assertThat(exports().find(id)).contains(version(1, Export.Status.RUNNING));
        assertThat(exports().save(version(2, Export.Status.DONE))).isTrue();
        assertThat(exports().save(version(2, Export.Status.FAILED))).isFalse();
    }

    @Test
    void an_unknown_export_is_not_saved() {
        assertThat(exports().save(version(1, Export.Status.DONE))).isFalse();
    }

    @Test
    void a_campaigns_exports_are_listed_the_newest_first() {
        List<ExportId> ids = Stream.of("01A", "01B", "01C")
                .map(value -> new ExportId(campaign, value))
                .toList();
        ids.forEach(one -> exports().create(requested(one, Export.Kind.CALLS, ExportFilter.NONE)));

        assertThat(exports().list(campaign, Optional.empty(), 2))
                .extracting(Export::id)
                .containsExactly(ids.get(2), ids.get(1));
        assertThat(exports().list(campaign, Optional.of(ids.get(1)), 2))
                .containsExactly(requested(ids.get(0), Export.Kind.CALLS, ExportFilter.NONE));
        assertThat(exports().list(campaign, Optional.of(ids.get(0)), 2)).isEmpty();
        assertThat(exports().newer(ids.get(0), 2)).extracting(Export::id).containsExactly(ids.get(0), ids.get(1));
        assertThat(exports().newer(new ExportId(campaign, "01B1"), 2))
                .extracting(Export::id)
                .containsExactly(ids.get(2));
        assertThat(exports().newer(new ExportId(campaign, "02"), 2)).isEmpty();
    }
}
