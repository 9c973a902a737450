package io.vuelta.domain.pace;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.LifeCycle;
import io.vuelta.domain.campaign.LifeCycle.Decision;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.claim.OpenClaimsBooks;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.Contacts.Written;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.store.Parallel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Handles a campaign between two cycles: begins the next cycle at its time, and determines the returning contacts after
 * the filters were edited.
 */
final class CoolDown {
    private static final Duration SOON = Duration.ofSeconds(1);

    /** Maximum number of pages of contacts that one tick reads. */
    private static final int MAX_PAGES = 30;

    private static final int PAGE = 90;

    /** Maximum tries of one tick for a contact that keeps changing. */
    private static final int TRIES = 5;

    private final Contacts contacts;
    private final OpenClaimsBooks books;
    private final Campaigns campaigns;
    private final Parallel parallel;

    CoolDown(Contacts contacts, OpenClaimsBooks books, Campaigns campaigns, Parallel parallel) {
        this.contacts = contacts;
        this.books = books;
        this.campaigns = campaigns;
        this.parallel = parallel;
    }

    /** Handles the campaign. Returns false if the campaign seems to be done, and waits until its counts show this. */
    boolean apply(CampaignTick tick, Instant now) {
        Campaign campaign = tick.campaign();
        if (!tick.book().isRecounted(campaign)) {
            recount(tick);
            tick.lookAt(now.plus(SOON));
            return true;
        }
        boolean noneWaiting = returning(tick) + tick.sums().counters().waiting() == 0;
        Optional<Instant> next =
                noneWaiting || campaign.settings().isOver(now) ? Optional.empty() : campaign.nextCycle();
        if (next.isEmpty()) {
            return end(tick, now);
        }
        tick.change(book -> book.waiting(null));
        if (now.isBefore(next.get())) {
            tick.lookAt(next.get());
        } else {
            begin(campaign, now);
            tick.lookAt(now.plus(SOON));
        }
        return true;
    }

    /** The number of returning contacts. The counts may not include the result of a recount in this cycle yet. */
    static long returning(CampaignTick tick) {
        OpenClaimsBook.Recount recount = tick.book().recount();
        long found = recount.cycle() == tick.cycle() ? recount.returning() : 0;
        return Math.max(found, tick.sums().counters().returning());
    }

    private void begin(Campaign campaign, Instant now) {
        if (LifeCycle.decide(campaign, CampaignAction.NEXT_CYCLE, now) instanceof Decision.NextCycle next) {
            // The write fails only after another change of the campaign, on which the next tick decides.
            campaigns.save(next.to());
        }
    }

    /**
     * Ends a campaign without further cycles. Contacts that were added since the end of the last pass are still tried
     * in this pass.
     */
    private boolean end(CampaignTick tick, Instant now) {
        boolean noneWaiting = tick.sums().counters().waiting() == 0;
        if (noneWaiting && tick.intake().loading() > 0) {
            // The end of the upload will wake the line.
            return true;
        }
        if (noneWaiting && !tick.isCaughtUp()) {
            return false;
        }
        tick.change(book -> book.waiting(null));
        CampaignAction action = noneWaiting ? CampaignAction.DONE : CampaignAction.RESUME_PASS;
        if (LifeCycle.decide(tick.campaign(), action, now) instanceof Decision.Moved moved) {
            boolean written = noneWaiting
                    ? tick.save(books)
                            && campaigns.rest(
                                    moved.to(), tick.intake(), tick.book().version())
                    : campaigns.save(moved.to());
            if (!written || !noneWaiting) {
                tick.lookAt(now.plus(SOON));
            }
        }
        return true;
    }

    /** Continues the scan that finds the contacts that return under the current filters. */
    private void recount(CampaignTick tick) {
        Campaign campaign = tick.campaign();
        OpenClaimsBook.Recount before = tick.book().recount();
        boolean begun = before.filtered() == campaign.filtered() && before.cycle() == tick.cycle();
        ScanCursor at = begun ? before.cursor() : ScanCursor.START;
        long returning = begun ? before.returning() : 0;
        for (int page = 0; page < MAX_PAGES && !at.ended(); page++) {
            Contacts.Page next = contacts.after(campaign.id(), at, PAGE);
            if (!rewrite(campaign, next.contacts())) {
                // Others keep changing a contact of this page: the next tick reads the page again.
                break;
            }
            returning += returning(campaign, next.contacts());
            at = next.next();
        }
        OpenClaimsBook.Recount recount = new OpenClaimsBook.Recount(campaign.filtered(), tick.cycle(), at, returning);
        tick.change(book -> book.recounting(recount));
    }

    /** How many of these contacts return in the next cycle. */
    private static long returning(Campaign campaign, List<Contact> stored) {
        return stored.stream()
                .filter(contact -> contact.in(campaign.cycle())
                        .countedIn(campaign)
                        .cyclePosition()
                        .returns())
                .count();
    }

    private static boolean isCountedOtherwise(Campaign campaign, Contact stored) {
        Contact now = stored.in(campaign.cycle());
        return now.cyclePosition().returns()
                != now.countedIn(campaign).cyclePosition().returns();
    }

    /** Writes those of these contacts that are counted otherwise. Returns false if one of them keeps changing. */
    private boolean rewrite(Campaign campaign, List<Contact> stored) {
        AtomicBoolean all = new AtomicBoolean(true);
        parallel.forEach(
                stored.stream()
                        .filter(contact -> isCountedOtherwise(campaign, contact))
                        .toList(),
                contact -> {
                    if (!rewrite(campaign, contact)) {
                        all.set(false);
                    }
                });
        return all.get();
    }

    private boolean rewrite(Campaign campaign, Contact stored) {
        Contact contact = stored;
        for (int i = 0; i < TRIES; i++) {
            Contact next = contact.in(campaign.cycle()).countedIn(campaign);
            if (!(contacts.write(contact, next) instanceof Written.Lost(Optional<Contact> there))
                    || there.isEmpty()
                    || !isCountedOtherwise(campaign, there.get())) {
                return true;
            }
            contact = there.get();
        }
        return false;
    }
}
