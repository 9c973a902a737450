package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.export.ExportId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the exports' store promises. */
public abstract class ExportsContract extends StoreContract {
    private final ExportId id = new ExportId(campaign, "export");

    private Export running(Export.Kind kind, List<ContactStatus> statuses) {
        return new Export(id, kind, statuses, true, false, Export.Status.RUNNING, 0, null, null, null, NOW);
    }

    @ParameterizedTest
    @EnumSource(Export.Kind.class)
    void an_export_is_found_as_it_was_put(Export.Kind kind) {
        assertThat(store().exports().find(id)).isEmpty();

        store().exports().put(running(kind, List.of(ContactStatus.ANSWERED, ContactStatus.QUEUE)));

        assertThat(store().exports().find(id))
                .contains(running(kind, List.of(ContactStatus.ANSWERED, ContactStatus.QUEUE)));
    }

    @ParameterizedTest
    @EnumSource(Export.Status.class)
    void the_last_put_holds(Export.Status status) {
        store().exports().put(running(Export.Kind.CALLS, List.of()));
        Export last = new Export(
                id, Export.Kind.CALLS, List.of(), false, true, status, 7, "exports/1.csv", "ab12", "NO_SPACE", NOW);

        store().exports().put(last);

        assertThat(store().exports().find(id)).contains(last);
    }

    @Test
    void campaigns_have_exports_of_their_own() {
        store().exports().put(running(Export.Kind.CALLS, List.of()));

        assertThat(store().exports().find(new ExportId(campaign, "other"))).isEmpty();
    }
}
