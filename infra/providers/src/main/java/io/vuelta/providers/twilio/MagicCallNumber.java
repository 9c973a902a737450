package io.vuelta.providers.twilio;

import java.util.Optional;

/** Numbers whose last four digits decide the course of a call to them, for any seed. */
enum MagicCallNumber {
    HUMAN("9001"),
    MACHINE("9002"),
    BUSY("9003"),
    NO_ANSWER("9004"),
    /** The number is not in service: SIP 404. */
    FAILED("9005"),
    /** Busy at the first call, a human afterwards. */
    BUSY_ONCE("9006"),
    /** The call is placed, but the connection is cut instead of an answer to the request; a human answers. */
    CONNECTION_CUT("9007"),
    /** The first request gets 429; afterwards a human answers. */
    THROTTLED_ONCE("9008"),
    /** A human answers and no callback is sent. */
    CALLBACKS_LOST("9009"),
    /** A human answers; every callback is sent twice, shuffled, after the end. */
    CALLBACKS_SHUFFLED("9010"),
    /** Every request gets 500 and nothing is placed. */
    SERVER_ERROR("9011"),
    /** The network fails: SIP 503. */
    UNREACHABLE("9012"),
    /** Any other number: the population decides. */
    NONE("");

    private final String ending;

    MagicCallNumber(String ending) {
        this.ending = ending;
    }

    static MagicCallNumber of(String to) {
        for (MagicCallNumber magic : values()) {
            if (to.endsWith(magic.ending)) {
                return magic;
            }
        }
        return NONE;
    }

    /**
     * Whether a failed call to this number has failed because of the network, and not because the number is not in
     * service.
     */
    boolean failsTechnically(String to) {
        return this == UNREACHABLE || (this == NONE && Math.floorMod(to.hashCode(), 2) == 0);
    }

    /**
     * The fixed outcome; empty if the population decides.
     *
     * @param nth which call to this number it is, from 1
     */
    Optional<CallEnding> outcome(int nth) {
        return switch (this) {
            case HUMAN, CONNECTION_CUT, THROTTLED_ONCE, CALLBACKS_LOST, CALLBACKS_SHUFFLED, SERVER_ERROR ->
                Optional.of(CallEnding.HUMAN);
            case MACHINE -> Optional.of(CallEnding.MACHINE);
            case BUSY -> Optional.of(CallEnding.BUSY);
            case NO_ANSWER -> Optional.of(CallEnding.NO_ANSWER);
            case FAILED, UNREACHABLE -> Optional.of(CallEnding.FAILED);
            case BUSY_ONCE -> Optional.of(nth == 1 ? CallEnding.BUSY : CallEnding.HUMAN);
            case NONE -> Optional.empty();
        };
    }
}
