package io.vuelta.handlers.runtime;

import io.vuelta.domain.store.Parallel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Runs each task on its own virtual thread, up to a maximum number in parallel, because the tasks mostly wait. */
public final class VirtualThreads implements Parallel {
    /** The number of connections of an AWS client, for which all tasks here wait. */
    static final int MAX_AT_ONCE = 48;

    @Override
    public <T> void forEach(Collection<T> things, Consumer<? super T> work) {
        if (things.size() == 1) {
            work.accept(things.iterator().next());
            return;
        }
        Semaphore places = new Semaphore(MAX_AT_ONCE);
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T thing : things) {
                running.add(threads.submit(() -> {
                    places.acquireUninterruptibly();
                    try {
                        work.accept(thing);
                    } finally {
                        places.release();
                    }
                }));
            }
        }
        running.forEach(VirtualThreads::rethrow);
    }

    private static void rethrow(Future<?> done) {
        try {
            var _ = done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException("an Error in a thread", e.getCause());
        }
    }
}
