package io.vuelta.domain.pace;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.claim.OpenClaimsBooks;
import io.vuelta.domain.line.Capacity;
import io.vuelta.domain.store.Parallel;
import io.vuelta.domain.wake.Wake;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The books of the campaigns of one tick, with the reports that have arrived. They are read before all other data of
 * the campaigns: the limits of the line need the attempts under way of every campaign, even of those for which the tick
 * has no time.
 */
final class ReportedBooks {
    private final Map<CampaignId, OpenClaimsBook> stored;
    private final Map<CampaignId, OpenClaimsBook> reported;

    private ReportedBooks(Map<CampaignId, OpenClaimsBook> stored, List<Wake> receivedWakes) {
        this.stored = stored;
        this.reported = new HashMap<>(stored);
        receivedWakes.stream()
                .flatMap(wake -> wake.reports().stream())
                .forEach(report -> reported.computeIfPresent(report.campaign(), (_, book) -> book.with(report)));
    }

    /**
     * Reads the books of these campaigns, and applies the reports to them.
     *
     * @param ids include the campaigns of all reports
     */
    static ReportedBooks read(
            Collection<CampaignId> ids, List<Wake> receivedWakes, OpenClaimsBooks books, Parallel parallel) {
        Map<CampaignId, OpenClaimsBook> read = new ConcurrentHashMap<>();
        parallel.forEach(ids, id -> read.put(id, books.find(id)));
        return new ReportedBooks(read, receivedWakes);
    }

    /** The book as it was read. */
    OpenClaimsBook stored(CampaignId id) {
        return Objects.requireNonNull(stored.get(id));
    }

    /** The book with the reports. */
    OpenClaimsBook reported(CampaignId id) {
        return Objects.requireNonNull(reported.get(id));
    }

    /** The result of the reports for the system's capacity. */
    Capacity.Round round(List<Wake> receivedWakes) {
        int late = receivedWakes.stream().mapToInt(Wake::late).sum();
        Duration lead =
                receivedWakes.stream().map(Wake::lead).max(Duration::compareTo).orElse(Duration.ZERO);
        return new Capacity.Round(unreported(stored) - unreported(reported), late, lead);
    }

    private static int unreported(Map<CampaignId, OpenClaimsBook> books) {
        return books.values().stream().mapToInt(OpenClaimsBook::unreported).sum();
    }

    /**
     * Writes the book of a campaign for which the tick does nothing else, if reports have changed it.
     *
     * @return false if another pacer has written it since it was read
     */
    boolean save(CampaignId id, OpenClaimsBooks books) {
        return reported(id).equals(stored(id)) || books.save(reported(id));
    }
}
