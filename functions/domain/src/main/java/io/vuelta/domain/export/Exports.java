package io.vuelta.domain.export;

import java.util.Optional;

/** Where exports' states are kept. */
public interface Exports {
    void put(Export export);

    Optional<Export> find(ExportId id);
}
