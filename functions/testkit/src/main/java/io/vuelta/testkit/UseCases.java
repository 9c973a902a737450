package io.vuelta.testkit;

import io.vuelta.domain.action.ActOnContact;
import io.vuelta.domain.action.RecordResult;
import io.vuelta.domain.attempt.Transcripts;
import io.vuelta.domain.count.Recounts;
import io.vuelta.domain.file.FinishUpload;
import io.vuelta.domain.file.LoadBatch;
import io.vuelta.domain.pace.PaceLine;
import io.vuelta.domain.settle.CheckReport;
import io.vuelta.domain.settle.ConversationReports;
import io.vuelta.domain.settle.EarlyReplies;
import io.vuelta.domain.settle.ProviderEvents;
import io.vuelta.domain.settle.ReactToTrouble;
import io.vuelta.domain.settle.Settle;
import io.vuelta.domain.settle.TakeWebhook;
import io.vuelta.domain.suppression.ApplyConsent;
import io.vuelta.domain.wake.Wakes;
import io.vuelta.testkit.fakes.FiveTries;
import io.vuelta.testkit.fakes.InMemoryAgentReplies;
import io.vuelta.testkit.fakes.InMemoryReceivedMessages;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.InMemoryUserIds;
import io.vuelta.testkit.fakes.OneByOne;
import io.vuelta.testkit.fakes.RecordingWakes;
import java.time.Duration;
import java.time.InstantSource;

/** Use cases that work on a store in memory. */
public final class UseCases {
    private UseCases() {}

    /**
     * Settles events on this store.
     *
     * @param backoff the wait after a technical failure
     */
    public static Settle settle(InMemoryStore store, Wakes wakes, InstantSource clock, Duration backoff) {
        return new Settle(
                store.campaigns(),
                store.contacts(),
                store.attempts(),
                store.doNotContact(),
                new InMemoryUserIds(),
                new ReactToTrouble(store.campaigns(), store.lines(), wakes, clock),
                clock,
                backoff);
    }

    public static RecordResult recordResult(InMemoryStore store, Transcripts transcripts, InstantSource clock) {
        return new RecordResult(
                store.campaigns(),
                store.agents(),
                store.contacts(),
                store.attempts(),
                store.conversations(),
                transcripts,
                store.doNotContact(),
                clock);
    }

    /** Takes webhooks; what persons and agents have written is new and empty. */
    public static TakeWebhook takeWebhook(
            InMemoryStore store,
            ProviderEvents events,
            ConversationReports reports,
            EarlyReplies early,
            InstantSource clock) {
        return new TakeWebhook(
                events,
                reports,
                new CheckReport(store.campaigns(), store.agents()),
                new ApplyConsent(store.doNotContact()),
                new InMemoryReceivedMessages(),
                new InMemoryAgentReplies(),
                early,
                new ReactToTrouble(store.campaigns(), store.lines(), new RecordingWakes(), clock));
    }

    public static ActOnContact actOnContact(InMemoryStore store, Wakes wakes, InstantSource clock) {
        return new ActOnContact(
                store.campaigns(), store.contacts(), store.doNotContact(), wakes, new FiveTries(), clock);
    }

    public static LoadBatch loadBatch(InMemoryStore store, FinishUpload finish, Wakes wakes, InstantSource clock) {
        return new LoadBatch(
                store.campaigns(),
                store.contacts(),
                store.uploads(),
                store.doNotContact(),
                finish,
                wakes,
                new OneByOne(),
                clock);
    }

    public static PaceLine.Stores pacing(InMemoryStore store, Recounts recounts) {
        return new PaceLine.Stores(
                store.lines(),
                store.campaigns(),
                store.contacts(),
                store.books(),
                store.claimBatches(),
                store.counts(),
                recounts);
    }
}
