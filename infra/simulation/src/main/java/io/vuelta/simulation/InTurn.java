package io.vuelta.simulation;

import io.vuelta.domain.store.Parallel;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * Executes tasks one after another that the deployed system executes in parallel, so that no result depends on threads.
 * If a function dies, its remaining tasks are not executed.
 */
final class InTurn implements Parallel {
    private final Processes processes;

    InTurn(Processes processes) {
        this.processes = processes;
    }

    @Override
    public <T> void forEach(Collection<T> things, Consumer<? super T> work) {
        if (things.size() == 1) {
            work.accept(things.iterator().next());
            return;
        }
        RuntimeException[] first = new RuntimeException[1];
        for (T thing : things) {
            processes.atOnce(() -> {
                try {
                    work.accept(thing);
                } catch (RuntimeException thrown) {
                    first[0] = first[0] == null ? thrown : first[0];
                }
            });
        }
        if (first[0] != null) {
            throw first[0];
        }
    }
}
