package io.vuelta.domain.store;

import java.util.Collection;
import java.util.function.Consumer;

/** Runs the same work for several things in parallel, if possible. */
public interface Parallel {
    /**
     * Returns when all work is done. If the work for one thing throws, the work for all others is still done, and then
     * the exception is thrown.
     */
    <T> void forEach(Collection<T> things, Consumer<? super T> work);
}
