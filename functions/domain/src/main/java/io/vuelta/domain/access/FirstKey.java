package io.vuelta.domain.access;

/** The key that was made when the system was deployed. It has the scope {@link Scope#ADMIN}, and is not in {@link ApiKeys}. */
@FunctionalInterface
public interface FirstKey {
    /**
     * The text of the key. It may be a few minutes old.
     *
     * @throws io.vuelta.domain.store.StoreBusy if it cannot be read now
     */
    String text();
}
