package vuelta.adapters.whatsapp;

import java.time.Duration;
import vuelta.domain.attempt.MessageEvent.Fault;

/**
 * What Meta's error codes mean for a campaign. The codes are those of the Cloud API's error reference; they get split now and
 * then, so what is not here goes by its HTTP status.
 */
final class MetaErrors {
    /** The same person may not be written to for a day. */
    private static final Duration A_DAY = Duration.ofHours(24);

    private MetaErrors() {}

    /** What to do. */
    enum Remedy {
        /** The number, or the account, is too fast: the line slows down. */
        SLOW_DOWN,
        /** Too many messages to this one person in a short time. */
        THIS_PAIR_LATER,
        /** Meta's service is not there for now: the line keeps still. */
        SERVICE_AWAY,
        /** It failed at Meta, nobody's fault. */
        TRY_AGAIN,
        /** It does not reach this person now. */
        NOT_THIS_PERSON,
        /** Nor for a day. */
        NOT_THIS_PERSON_TODAY,
        OPTED_OUT,
        /** The account, its credentials, its number or its quality. */
        OUT_OF_ORDER,
        TEMPLATE_OUT,
        /** Of this row's data: the same would be refused again. */
        ROW,
        UNKNOWN
    }

    static Remedy of(int code) {
        return switch (code) {
            // Application, account, and messages a second.
            case 4, 80007, 130429 -> Remedy.SLOW_DOWN;
            case 131056 -> Remedy.THIS_PAIR_LATER;
            // Unavailable; the number is in maintenance, e.g. while it is moved.
            case 131016, 131057 -> Remedy.SERVICE_AWAY;
            case 1, 2, 131000 -> Remedy.TRY_AGAIN;
            // Undeliverable; part of one of Meta's experiments.
            case 131026, 130472 -> Remedy.NOT_THIS_PERSON;
            // Meta chose not to deliver, for the person's sake.
            case 131049 -> Remedy.NOT_THIS_PERSON_TODAY;
            case 131050 -> Remedy.OPTED_OUT;
            // Token; permission; spam limit; locked; policy; payment; the template's name or language; number not
            // registered.
            case 0, 10, 190, 131048, 131031, 368, 131042, 132001, 133010 -> Remedy.OUT_OF_ORDER;
            // Paused for quality; disabled for good.
            case 132015, 132016 -> Remedy.TEMPLATE_OUT;
            // Invalid parameter; missing; of a wrong value; their number, format or length.
            case 100, 131008, 131009, 132000, 132012, 132005 -> Remedy.ROW;
            default -> code >= 200 && code <= 299 ? Remedy.OUT_OF_ORDER : Remedy.UNKNOWN;
        };
    }

    /** Whose fault it is when Meta says so later, of a message that it took. */
    static Fault fault(Remedy remedy) {
        return switch (remedy) {
            case NOT_THIS_PERSON -> new Fault.Person(Duration.ZERO);
            case NOT_THIS_PERSON_TODAY -> new Fault.Person(A_DAY);
            case OPTED_OUT -> new Fault.OptedOut();
            case ROW -> new Fault.Row();
            case OUT_OF_ORDER -> new Fault.Account();
            case TEMPLATE_OUT -> new Fault.Template();
            case SLOW_DOWN, THIS_PAIR_LATER, SERVICE_AWAY, TRY_AGAIN, UNKNOWN -> new Fault.Technical();
        };
    }

    /** As it is shown and counted. */
    static String reason(int code) {
        return "WHATSAPP_" + code;
    }
}
