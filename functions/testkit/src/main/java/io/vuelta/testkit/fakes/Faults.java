package io.vuelta.testkit.fakes;

/**
 * Told of every operation of a fake, by names such as {@code contacts.write}, and free to throw or to do something in
 * between. An operation that fails before has had no effect; one that fails after has had it all.
 */
public interface Faults {
    Faults NONE = new Faults() {};

    default void before(String operation) {}

    /**
     * Asked once an operation of a store has taken effect: whether its answer is lost on the way and the client sends it
     * again by itself. The caller then hears the answer to the second request, which may be a refusal.
     */
    default boolean sentAgain(String operation) {
        return false;
    }

    default void after(String operation) {}
}
