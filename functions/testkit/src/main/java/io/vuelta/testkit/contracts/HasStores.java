package io.vuelta.testkit.contracts;

/** What a contract of the stores needs: the stores under test. An interface, so that several tests share an answer. */
public interface HasStores {
    /** The stores under test; called once for each test, before it. */
    StoresUnderTest stores();
}
