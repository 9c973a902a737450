package io.vuelta.testkit.fakes;

/**
 * Receives every operation of a fake, by names such as {@code contacts.write}, and may throw or do something in
 * between. An operation that fails before has no effect; one that fails after has its whole effect.
 */
public interface Faults {
    Faults NONE = new Faults() {};

    default void before(String operation) {}

    /**
     * Called after an operation of a store has taken effect. Returns whether its answer is lost and the client sends it
     * again. The caller then gets the answer to the second request, which may be a refusal.
     */
    default boolean sentAgain(String operation) {
        return false;
    }

    default void after(String operation) {}
}
