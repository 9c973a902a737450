package vuelta.domain.ledger;

/** The store could not be written for now. Deliver the message again, or answer 503. */
public final class StoreBusy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreBusy(String what, Throwable cause) {
        super(what, cause);
    }
}
