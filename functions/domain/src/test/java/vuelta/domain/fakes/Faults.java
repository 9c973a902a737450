package vuelta.domain.fakes;

/**
 * Told of every operation of a fake, by names such as {@code ledger.commit}, and free to throw or to do something in
 * between. An operation that fails before has had no effect; one that fails after has had it all.
 */
public interface Faults {
    Faults NONE = new Faults() {};

    default void before(String operation) {}

    default void after(String operation) {}
}
