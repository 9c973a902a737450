package io.vuelta.handlers.api.attempts;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.contact.People;
import io.vuelta.domain.contact.People.Part;
import io.vuelta.domain.contact.People.Person;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.count.Counts;
import io.vuelta.handlers.api.http.PageRequest;
import io.vuelta.handlers.api.http.Paginator;
import io.vuelta.handlers.api.http.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Pages through a campaign's attempts of one kind. */
final class AttemptPaginator {
    private static final Set<Part> PARTS = Set.of(Part.EARLIER_ATTEMPTS, Part.CONVERSATIONS);
    /**
     * The hash of a contact; within the attempts of one contact, also the number of an attempt; empty at the beginning.
     */
    private static final Pattern POSITION = Pattern.compile("([0-9a-f]{32}(#[0-9]{1,9})?)?");

    private AttemptPaginator() {}

    /** An attempt, and the results of its conversation. */
    record Listed<T extends Attempt>(T attempt, Conversation conversation) {}

    /** The requested page. */
    static PageRequest request(Query query, int otherwise) {
        return Paginator.request(query, otherwise, POSITION);
    }

    /**
     * The number of all attempts, from the campaign's counts; null with one of these filters, because the attempts would
     * have to be read.
     */
    static @Nullable Long total(
            Query query, List<String> filters, Counts counts, Campaign campaign, ToLongFunction<Counters> number) {
        return filters.stream().anyMatch(name -> query.text(name).isPresent())
                ? null
                : (Long) number.applyAsLong(
                        counts.sums(campaign.id(), campaign.cycle().number()).counters());
    }

    static <T extends Attempt> Paginator.Page<Listed<T>> page(
            People people, CampaignId campaign, Class<T> kind, Predicate<T> wanted, PageRequest request) {
        Paginator<Listed<Attempt>> walk = new Paginator<>(new Paginator.Reader<>() {
            @Override
            public Paginator.Piece<Listed<Attempt>> after(ScanCursor from, int limit) {
                return AttemptPaginator.after(people, campaign, from, limit);
            }

            @Override
            public Paginator.Piece<Listed<Attempt>> upTo(ScanCursor to, int limit) {
                return AttemptPaginator.upTo(people, campaign, to, limit);
            }
        });
        Paginator.Page<Listed<Attempt>> page = walk.page(
                request, listed -> kind.isInstance(listed.attempt()) && wanted.test(kind.cast(listed.attempt())));
        return new Paginator.Page<>(
                page.entries().stream()
                        .map(listed -> new Listed<>(kind.cast(listed.attempt()), listed.conversation()))
                        .toList(),
                page.next(),
                page.previous());
    }

    /** A position: the hash of a contact, or {@code <hash>#<number>} within the attempts of one contact. */
    private record Position(int shard, String hash, int number, boolean inside) {
        static Position of(ScanCursor at) {
            int middle = at.after().indexOf('#');
            return middle < 0
                    ? new Position(at.shard(), at.after(), Integer.MAX_VALUE, false)
                    : new Position(
                            at.shard(),
                            at.after().substring(0, middle),
                            Integer.parseInt(at.after().substring(middle + 1)),
                            true);
        }

        boolean isIn(Person person) {
            return person.contact().id().hash().equals(hash);
        }
    }

    private static Paginator.Piece<Listed<Attempt>> after(
            People people, CampaignId campaign, ScanCursor from, int most) {
        Position at = Position.of(from);
        ScanCursor begin = new ScanCursor(at.shard(), at.inside() ? ScanCursor.hashBefore(at.hash()) : at.hash());
        People.Page page = people.after(campaign, begin, most, PARTS);
        List<Listed<Attempt>> entries = new ArrayList<>();
        for (Person person : page.people()) {
            for (Attempt attempt : person.attempts()) {
                if (at.isIn(person) && attempt.id().number() <= at.number()) {
                    continue;
                }
                if (entries.size() == most) {
                    AttemptId last = entries.getLast().attempt().id();
                    return new Paginator.Piece<>(entries, inside(at.shard(), last, last.number()));
                }
                entries.add(listed(person, attempt));
            }
        }
        return new Paginator.Piece<>(entries, page.next());
    }

    /** The attempts up to this position, the last one first. */
    private static Paginator.Piece<Listed<Attempt>> upTo(People people, CampaignId campaign, ScanCursor to, int most) {
        Position at = Position.of(to);
        People.Page page = people.upTo(campaign, new ScanCursor(at.shard(), at.hash()), most, PARTS);
        List<Listed<Attempt>> entries = new ArrayList<>();
        for (Person person : page.people()) {
            for (Attempt attempt : person.attempts().reversed()) {
                if (at.isIn(person) && attempt.id().number() > at.number()) {
                    continue;
                }
                if (entries.size() == most) {
                    AttemptId last = entries.getLast().attempt().id();
                    int shard = Character.digit(last.contact().shard(), ScanCursor.SHARDS);
                    return new Paginator.Piece<>(entries, inside(shard, last, last.number() - 1));
                }
                entries.add(listed(person, attempt));
            }
        }
        return new Paginator.Piece<>(entries, page.next());
    }

    private static Listed<Attempt> listed(Person person, Attempt attempt) {
        return new Listed<>(attempt, person.conversation(attempt.id().number()));
    }

    /** The position after this attempt of a contact. */
    private static ScanCursor inside(int shard, AttemptId id, int number) {
        return new ScanCursor(shard, id.contact().hash() + "#" + number);
    }
}
