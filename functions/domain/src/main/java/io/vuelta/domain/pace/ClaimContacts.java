package io.vuelta.domain.pace;

import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.claim.ClaimBatch;
import io.vuelta.domain.claim.ClaimBatches;
import io.vuelta.domain.claim.ClaimReports;
import io.vuelta.domain.claim.OpenClaimsBooks;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.Contacts.Written;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.store.Parallel;
import io.vuelta.domain.store.StoreBusy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Claims as many of the found contacts as there are slots, and sends the commands to begin. The steps have this order,
 * so that every contact is counted even after a crash between two steps: the batches are written; the book opens them;
 * each contact is claimed on condition that it has not changed since it was read; the commands are sent; the book
 * records this.
 */
final class ClaimContacts {
    /** A command that has not become an attempt this long after its instant is lost: the claim is released. */
    static final Duration CLAIM_LEASE = Duration.ofSeconds(30);

    /** The time span of the slots of one command, if there are more slots than one command may begin. */
    private static final Duration SPAN = Duration.ofSeconds(1);

    /** Maximum number of batch numbers that are tried. */
    private static final int MAX_NUMBERS = 20;

    private final ClaimBatches batches;
    private final OpenClaimsBooks books;
    private final Contacts contacts;
    private final Commands commands;
    private final Parallel parallel;

    ClaimContacts(
            ClaimBatches batches, OpenClaimsBooks books, Contacts contacts, Commands commands, Parallel parallel) {
        this.batches = batches;
        this.books = books;
        this.contacts = contacts;
        this.commands = commands;
        this.parallel = parallel;
    }

    /** Claims contacts. Returns how many were selected. */
    int apply(CampaignTick tick, List<Instant> slots, LinePace line, Instant now) {
        Candidates.Found found = tick.found();
        int wanted = Math.min(slots.size(), found.candidates().size());
        if (wanted == 0) {
            sweepOn(tick);
            return 0;
        }
        List<Candidates.Candidate> chosen = found.candidates().subList(0, wanted);
        chosen.forEach(candidate -> noteEnd(tick, candidate.contact()));
        List<ClaimBatch> planned = new ArrayList<>();
        for (int from = 0; from < wanted; from += ClaimBatch.MAX_MEMBERS) {
            int end = Math.min(wanted, from + ClaimBatch.MAX_MEMBERS);
            planned.add(batch(tick, chosen.subList(from, end), slots.subList(from, end), line, from, now));
        }
        List<ClaimBatch> opened = written(planned);
        ScanCursor cursor = wanted == found.candidates().size() ? found.cursor() : cursorAfter(chosen, tick);
        open(tick, opened, cursor);
        if (!tick.save(books)) {
            return 0;
        }
        Map<ContactId, Contact> read = chosen.stream()
                .map(Candidates.Candidate::contact)
                .collect(Collectors.toMap(Contact::id, contact -> contact));
        opened.forEach(batch -> claimSlots(tick, batch, read, now));
        return wanted;
    }

    /**
     * Records the end of an earlier claim whose report was lost. After the contact is claimed again, nothing shows that
     * the earlier claim was made.
     */
    private void noteEnd(CampaignTick tick, Contact contact) {
        Place place = contact.place();
        if (place == null || !tick.book().isOpen(place)) {
            return;
        }
        batches.find(tick.id(), place.batch())
                .map(batch -> batch.members().get(place.index()).day())
                .flatMap(day -> ClaimReports.ofEnded(contact, place, tick.campaign(), day))
                .ifPresent(report -> tick.change(book -> book.with(report)));
    }

    /** Stores the new position of the scan if no contact was claimed. */
    private static void sweepOn(CampaignTick tick) {
        if (tick.allowance().orElse(null) instanceof AttemptAllowance.Open
                && tick.found().candidates().isEmpty()) {
            tick.change(book -> book.scannedTo(tick.found().cursor(), tick.cycle()));
        }
    }

    private static ClaimBatch batch(
            CampaignTick tick,
            List<Candidates.Candidate> chosen,
            List<Instant> slots,
            LinePace line,
            int offset,
            Instant now) {
        Campaign campaign = tick.campaign();
        CampaignSettings settings = campaign.settings();
        List<ClaimBatch.Member> members = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            Contact contact = chosen.get(i).contact();
            Instant slot = slots.get(i);
            members.add(new ClaimBatch.Member(
                    contact.id(), contact.version(), contact.attempts() + 1, slot, settings.dayOf(slot)));
        }
        long number = tick.book().lastBatch() + 1 + offset / ClaimBatch.MAX_MEMBERS;
        return new ClaimBatch(campaign.id(), number, line.line(), campaign.epoch(), line.epoch(), now, members);
    }

    private List<ClaimBatch> written(List<ClaimBatch> planned) {
        Map<Integer, ClaimBatch> written = new ConcurrentHashMap<>();
        parallel.forEach(
                IntStream.range(0, planned.size()).boxed().toList(),
                index -> written.put(index, written(planned.get(index), planned.size())));
        return IntStream.range(0, planned.size()).mapToObj(written::get).toList();
    }

    /**
     * A crashed pacer may have used the number, and its write may even take effect later: then the batch gets another
     * number. The steps double, so that a long range of used numbers is also skipped.
     *
     * @param together the number of batches that search for numbers at the same time
     */
    private ClaimBatch written(ClaimBatch planned, int together) {
        ClaimBatch next = planned;
        for (int i = 1; i <= MAX_NUMBERS; i++) {
            if (batches.put(next)) {
                return next;
            }
            next = planned.numbered(planned.number() + together * ((1L << i) - 1));
        }
        throw new StoreBusy("no number is free for a claim batch of campaign " + planned.campaign() + " after "
                + planned.number() + "; deliver the wake-up again");
    }

    private static void open(CampaignTick tick, List<ClaimBatch> opened, ScanCursor cursor) {
        Duration throttle = tick.campaign().settings().limits().throttle();
        for (ClaimBatch batch : opened) {
            Instant last = batch.lastSlot();
            tick.change(book -> book.opened(batch, cursor, tick.cycle(), last.plus(throttle), last.plus(CLAIM_LEASE)));
        }
    }

    /**
     * Claims the members of an open batch and sends their commands. Safe to repeat.
     *
     * @param read the contacts as they were read; a missing member no longer exists
     */
    void claimSlots(CampaignTick tick, ClaimBatch batch, Map<ContactId, Contact> read, Instant now) {
        Set<Integer> lost = Collections.synchronizedSet(new HashSet<>());
        parallel.forEach(IntStream.range(0, batch.members().size()).boxed().toList(), index -> {
            if (!isClaimed(tick.campaign(), batch, index, read, now)) {
                lost.add(index);
            }
        });
        List<Command.Start> starts = new ArrayList<>();
        for (int i = 0; i < batch.members().size(); i++) {
            ClaimBatch.Member member = batch.members().get(i);
            Place place = batch.place(i);
            if (lost.contains(i)) {
                tick.change(book -> book.lost(place, member.day()));
            } else if (tick.book().isOpen(place)) {
                starts.add(new Command.Start(member.contact(), member.attempt(), place, member.slot(), member.day()));
            }
        }
        commands.send(commands(batch, starts));
        tick.change(book -> book.sent(batch.number()));
    }

    /** Claims a member. Returns false only if the member is certainly not claimed for this batch, and never will be. */
    private boolean isClaimed(
            Campaign campaign, ClaimBatch batch, int index, Map<ContactId, Contact> read, Instant now) {
        ClaimBatch.Member member = batch.members().get(index);
        Contact contact = read.get(member.contact());
        Place place = batch.place(index);
        if (contact == null || place.equals(contact.place())) {
            return contact != null;
        }
        if (contact.version() != member.version()) {
            return false;
        }
        Contact claimed = contact.in(campaign.cycle())
                .claimed(place, member.slot(), member.day(), now)
                .countedIn(campaign);
        return switch (contacts.write(contact, claimed)) {
            case Written.Done _ -> true;
            case Written.Lost lost -> {
                boolean mine = lost.there()
                        .filter(there -> place.equals(there.place()))
                        .isPresent();
                if (!mine) {
                    lost.there().ifPresent(there -> findAgain(there, campaign, now));
                }
                yield mine;
            }
        };
    }

    /** Makes a contact that was just written, and that the scan has passed, available by its due instant. */
    private void findAgain(Contact there, Campaign campaign, Instant now) {
        Contact in = there.in(campaign.cycle());
        if (in.isFresh()) {
            // If the write is lost again, the other writer continues with the contact: the next pass finds it.
            contacts.write(there, in.foundAgain(now).countedIn(campaign));
        }
    }

    /**
     * The commands of these starts, which are in the order of their slots. A command ends with its last slot, and is
     * reported only then. So if there are many starts, a command spans little more than a second, and the attempts of
     * this time are distributed over the commands in turn, so that no command waits for the slots of another one.
     */
    private static List<Command> commands(ClaimBatch batch, List<Command.Start> starts) {
        List<Command> commands = new ArrayList<>();
        int from = 0;
        while (from < starts.size()) {
            int to = from + 1;
            Instant second = starts.get(from).slot().plus(SPAN);
            while (to < starts.size()
                    && (to - from < Command.Begin.MAX_STARTS
                            || starts.get(to).slot().isBefore(second))) {
                to++;
            }
            commands.addAll(dealt(batch, starts.subList(from, to)));
            from = to;
        }
        return commands;
    }

    private static List<Command> dealt(ClaimBatch batch, List<Command.Start> starts) {
        int messages = Math.ceilDiv(starts.size(), Command.Begin.MAX_STARTS);
        return IntStream.range(0, messages)
                .<Command>mapToObj(message -> new Command.Begin(
                        batch.campaign(),
                        batch.line(),
                        batch.epoch(),
                        batch.lineEpoch(),
                        batch.planned(),
                        IntStream.iterate(message, i -> i < starts.size(), i -> i + messages)
                                .mapToObj(starts::get)
                                .toList()))
                .toList();
    }

    private static ScanCursor cursorAfter(List<Candidates.Candidate> chosen, CampaignTick tick) {
        ScanCursor cursor = tick.book().cursorIn(tick.cycle());
        for (Candidates.Candidate candidate : chosen) {
            cursor = candidate.cursor().orElse(cursor);
        }
        return cursor;
    }

    /** All members of a batch in their stored state. */
    Map<ContactId, Contact> read(ClaimBatch batch) {
        return read(batch, IntStream.range(0, batch.members().size()).boxed().toList());
    }

    /** Some members of a batch in their stored state. */
    Map<ContactId, Contact> read(ClaimBatch batch, List<Integer> indexes) {
        List<ContactId> ids = indexes.stream()
                .map(index -> batch.members().get(index).contact())
                .toList();
        return contacts.findAll(ids).stream().collect(Collectors.toMap(Contact::id, contact -> contact));
    }
}
