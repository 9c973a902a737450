package io.vuelta.testkit.examples;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.AttemptProgress;
import io.vuelta.domain.contact.AttemptTally;
import io.vuelta.domain.contact.AttemptTiming;
import io.vuelta.domain.contact.Claim;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.contact.ContactPerson;
import io.vuelta.domain.contact.CyclePosition;
import io.vuelta.domain.contact.DecisionLog;
import io.vuelta.domain.contact.HistoryEntry;
import io.vuelta.domain.contact.Results;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes a contact without any rules. */
public final class ContactEdit {
    private final Contact from;
    private ContactData data;
    private ContactStatus status;
    private int attempts;
    private int calls;
    private int retries;
    private int failedRetries;
    private @Nullable Instant due;
    private Instant since;
    private @Nullable Claim claim;
    private @Nullable Place place;
    private @Nullable Attempt latest;
    private @Nullable Instant followUp;
    private int cycle;
    private boolean returns;
    private @Nullable ContactStatus previousStatus;
    private Results results;
    private int edits;
    private String dataSource;
    private Duration billed;
    private Instant lastUpdate;
    private String reason;
    private List<HistoryEntry> history;

    private ContactEdit(Contact from) {
        this.from = from;
        data = from.data();
        status = from.status();
        attempts = from.attempts();
        calls = from.tally().calls();
        retries = from.tally().retries();
        failedRetries = from.tally().failedRetries();
        due = from.due();
        since = from.timing().since();
        claim = from.claim();
        place = from.place();
        latest = from.latest();
        followUp = from.timing().followUp();
        cycle = from.cyclePosition().cycle();
        returns = from.cyclePosition().returns();
        previousStatus = from.cyclePosition().previousStatus();
        results = from.results();
        edits = from.edits();
        dataSource = from.person().dataSource();
        billed = from.tally().billed();
        lastUpdate = from.log().lastUpdate();
        reason = from.reason();
        history = from.log().history();
    }

    public static ContactEdit of(Contact contact) {
        return new ContactEdit(contact);
    }

    public ContactEdit data(ContactData as) {
        data = as;
        return this;
    }

    /** Sets the status. Whether the contact returns is decided when it is counted. */
    public ContactEdit status(ContactStatus as) {
        status = as;
        returns = false;
        return this;
    }

    /**
     * Sets the used attempts.
     *
     * @param given the number of attempts
     * @param placed the number of these that were placed
     */
    public ContactEdit attempts(int given, int placed) {
        attempts = given;
        calls = placed;
        return this;
    }

    public ContactEdit retries(int used, int failed) {
        retries = used;
        failedRetries = failed;
        return this;
    }

    public ContactEdit due(@Nullable Instant at) {
        due = at;
        return this;
    }

    public ContactEdit since(Instant at) {
        since = at;
        return this;
    }

    public ContactEdit claim(@Nullable Claim as) {
        claim = as;
        return this;
    }

    public ContactEdit place(@Nullable Place in) {
        place = in;
        return this;
    }

    public ContactEdit latest(@Nullable Attempt as) {
        latest = as;
        return this;
    }

    public ContactEdit previousStatus(@Nullable ContactStatus was) {
        previousStatus = was;
        return this;
    }

    public ContactEdit edits(int count) {
        edits = count;
        return this;
    }

    public ContactEdit dataSource(String of) {
        dataSource = of;
        return this;
    }

    public ContactEdit followUp(@Nullable Instant at) {
        followUp = at;
        return this;
    }

    public ContactEdit cycle(int number, boolean back) {
        cycle = number;
        returns = back;
        return this;
    }

    public ContactEdit results(Results as) {
        results = as;
        return this;
    }

    public ContactEdit billed(Duration total) {
        billed = total;
        return this;
    }

    public ContactEdit because(Instant at, String code, List<HistoryEntry> entries) {
        lastUpdate = at;
        reason = code;
        history = entries;
        return this;
    }

    public Contact done() {
        return new Contact(
                from.id(),
                new ContactPerson(from.number(), data, from.person().source(), dataSource),
                status,
                new AttemptTally(attempts, calls, retries, failedRetries, billed),
                new AttemptTiming(due, since, followUp),
                new AttemptProgress(claim, place, latest),
                new CyclePosition(cycle, returns, previousStatus),
                results,
                edits,
                new DecisionLog(lastUpdate, reason, history),
                from.version());
    }
}
