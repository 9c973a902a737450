package io.vuelta.simulation;

import java.util.Locale;

/** What may go wrong. */
enum Fault {
    /** The store refuses: a conflict or a throttle. */
    CONFLICT,
    /** Everything refuses, for minutes. */
    OUTAGE,
    /** The function dies before an outside call. */
    CRASH_BEFORE,
    /** The function dies after an outside call has taken effect. */
    CRASH_AFTER,
    /** An outside call has no effect, and says so. */
    REFUSED,
    /** An outside call takes effect, and its answer is lost. */
    ANSWER_LOST,
    /** An outside call takes seconds. */
    SLOW,
    /** A write takes effect, its answer is lost, and its client sends it again by itself. */
    SENT_AGAIN,
    /** A write takes effect when its writer has died, or given it up. */
    ZOMBIE,
    /** Everything is slower than it should be, for minutes. */
    OVERLOAD,
    /** A function runs into its time-out. */
    TIME_OUT,
    /** Something else happens in the middle of a function. */
    INTERLEAVED,
    /** The index of who is due falls behind. */
    INDEX_LAG,
    /** A message is delivered again though it was done. */
    DOUBLED,
    /** A message is delivered late, and so after others. */
    LATE,
    /** A FIFO queue gives messages of a group out while others of it are under way. */
    OVERLAP,
    /** What a wake-up reports is lost. */
    REPORT_LOST,
    /** A wake-up is lost. */
    WAKE_LOST,
    /** The function that counts is away for a while. */
    COUNT_AWAY,
    /** Shards of the change stream end, and their successors share what came to them otherwise. */
    STREAM_SPLIT,
    /** The change stream is read again from its beginning. */
    STREAM_ANEW,
    /** A schedule fires twice. */
    SCHEDULE_TWICE,
    /** The provider says 429. */
    TOO_FAST,
    /** The provider answers 500, or not at all, and has not placed the call. */
    PROVIDER_LOST,
    /** The provider's answer is lost, and it has placed the call. */
    PROVIDER_SILENT,
    /** The provider refuses the call or message for good. */
    REJECTED,
    /** The provider says that the account is out of order. */
    OUT_OF_ORDER,
    /** The provider says that the template is paused. */
    TEMPLATE_OUT,
    /** The provider cannot be asked what became of a call. */
    UNAVAILABLE,
    CALLBACK_LOST,
    CALLBACK_TWICE,
    CALLBACK_LATE,
    CALLBACK_FORGED,
    /** A message was received too often, and is redriven by hand. */
    DEAD_LETTER;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
