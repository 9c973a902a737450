package io.vuelta.testkit.fakes;

import io.vuelta.domain.store.Parallel;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does the work for one thing after another, in their order. */
public final class OneByOne implements Parallel {
    @Override
    public <T> void forEach(Collection<T> things, Consumer<? super T> work) {
        @Nullable RuntimeException first = null;
        for (T thing : things) {
            try {
                work.accept(thing);
            } catch (RuntimeException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
