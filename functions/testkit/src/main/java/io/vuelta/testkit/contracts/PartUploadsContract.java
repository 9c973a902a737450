package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.upload.PartUploads;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The contract of the transport of large files. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public abstract class PartUploadsContract {
    private static final long SIZE = PartUploads.PART + 5;

    private final String key = "uploads/" + UUID.randomUUID() + "/U1";

    /** The port under test. */
    protected abstract PartUploads parts();

    /** A client sends this part, as many bytes as it has. */
    protected abstract void send(PartUploads.Begun begun, PartUploads.Part part);

    /** The store removes parts that have waited too long. */
    protected abstract void remove(String key, PartUploads.Begun begun);

    private PartUploads.Begun begun() {
        return parts().begin(key, "text/csv", SIZE);
    }

    private PartUploads.Completed complete(PartUploads.Begun begun) {
        return parts().complete(key, begun.id(), SIZE);
    }

    @Test
    void every_part_but_the_last_has_the_same_size() {
        assertThat(begun().parts())
                .extracting(part -> part.number() + ": " + part.size())
                .containsExactly("1: " + PartUploads.PART, "2: 5");
    }

    @Test
    void the_object_exists_once_all_parts_are_there_and_completing_again_is_harmless() {
        PartUploads.Begun begun = begun();
        assertThat(complete(begun)).isEqualTo(new PartUploads.Completed.Missing(List.of(1, 2)));
        send(begun, begun.parts().getLast());
        assertThat(complete(begun)).isEqualTo(new PartUploads.Completed.Missing(List.of(1)));
        send(begun, begun.parts().getFirst());

        assertThat(complete(begun)).isEqualTo(new PartUploads.Completed.Done());
        assertThat(complete(begun)).isEqualTo(new PartUploads.Completed.Done());
    }

    @Test
    void two_uploads_for_the_same_key_do_not_affect_each_other() {
        PartUploads.Begun one = begun();
        PartUploads.Begun other = begun();
        send(one, one.parts().getFirst());

        assertThat(complete(other)).isEqualTo(new PartUploads.Completed.Missing(List.of(1, 2)));
        assertThat(complete(one)).isEqualTo(new PartUploads.Completed.Missing(List.of(2)));
    }

    /** S3 reports that they were removed; another store may report that none has been sent. */
    @Test
    void removed_parts_cannot_be_completed() {
        PartUploads.Begun begun = begun();
        remove(key, begun);

        assertThat(complete(begun))
                .isIn(new PartUploads.Completed.Aborted(), new PartUploads.Completed.Missing(List.of(1, 2)));
    }
}
