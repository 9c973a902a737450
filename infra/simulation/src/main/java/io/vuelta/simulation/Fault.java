package io.vuelta.simulation;

import java.util.Locale;

/** The faults that the simulation injects. */
enum Fault {
    /** The store refuses: a conflict or a throttle. */
    CONFLICT,
    /** Everything refuses, for minutes. */
    OUTAGE,
    /** The function dies before an outside call. */
    CRASH_BEFORE,
    /** The function dies after an outside call has taken effect. */
    CRASH_AFTER,
    /** An outside call has no effect and reports an error. */
    REFUSED,
    /** An outside call takes effect, and its answer is lost. */
    ANSWER_LOST,
    /** An outside call takes seconds. */
    SLOW,
    /** A write takes effect, its answer is lost, and its client sends it again by itself. */
    SENT_AGAIN,
    /** A write takes effect after its writer has died or has stopped waiting for it. */
    ZOMBIE,
    /** Everything is slow, for minutes. */
    OVERLOAD,
    /** A function runs into its time-out. */
    TIME_OUT,
    /** Other events happen in the middle of a function. */
    INTERLEAVED,
    /** The index of due contacts is behind the table. */
    INDEX_LAG,
    /** A message that was handled is delivered again. */
    DOUBLED,
    /** A message is delivered late, and so after later ones. */
    LATE,
    /** A FIFO queue delivers messages of a group while others of the group are in flight. */
    OVERLAP,
    /** The reports in a wake-up are lost. */
    REPORT_LOST,
    /** A wake-up is lost. */
    WAKE_LOST,
    /** The function that counts does not run for a while. */
    COUNT_AWAY,
    /** Shards of the change stream end, and the records are divided among their successors in another way. */
    STREAM_SPLIT,
    /** The change stream is read again from its beginning. */
    STREAM_ANEW,
    /** A schedule fires twice. */
    SCHEDULE_TWICE,
    /** The provider answers 429. */
    TOO_FAST,
    /** The provider answers 500 or not at all, and has not placed the call. */
    PROVIDER_LOST,
    /** The provider's answer is lost, and it has placed the call. */
    PROVIDER_SILENT,
    /** The provider refuses the call or message permanently. */
    REJECTED,
    /** The provider reports that the account is unusable. */
    OUT_OF_ORDER,
    /** The provider reports that the template is paused. */
    TEMPLATE_OUT,
    /** The provider does not answer requests for the status of a call. */
    UNAVAILABLE,
    CALLBACK_LOST,
    CALLBACK_TWICE,
    CALLBACK_LATE,
    CALLBACK_FORGED,
    /** A message exceeded its maximum number of receives and is redriven by hand. */
    DEAD_LETTER;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
