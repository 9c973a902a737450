package io.vuelta.domain.store;

import java.util.Collection;
import java.util.function.Consumer;

/** Does the same for several things at once, where that is possible. */
public interface Parallel {
    /** Returns when all is done. If some of it threw, that is thrown then, and everything else is done all the same. */
    <T> void forEach(Collection<T> things, Consumer<? super T> work);
}
