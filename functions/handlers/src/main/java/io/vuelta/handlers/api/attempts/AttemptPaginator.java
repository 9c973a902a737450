package io.vuelta.handlers.api.attempts;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.contact.People;
import io.vuelta.domain.contact.People.Part;
import io.vuelta.domain.contact.People.Person;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.handlers.api.http.Cursor;
import io.vuelta.handlers.api.http.Paginator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Pages through a campaign's attempts of one kind. */
final class AttemptPaginator {
    private static final Set<Part> PARTS = Set.of(Part.EARLIER_ATTEMPTS, Part.CONVERSATIONS);
    /** A contact's hash, or in the middle of its attempts its hash and the number of one; empty at the beginning. */
    private static final Pattern POSITION = Pattern.compile("([0-9a-f]{32}(#[1-9][0-9]{0,8})?)?");

    private static final int HEX = 16;
    private static final int HASH_DIGITS = 32;

    private AttemptPaginator() {}

    /** An attempt, and what it brought. */
    record Listed<T extends Attempt>(T attempt, Conversation conversation) {}

    static <T extends Attempt> Paginator.Page<Listed<T>> page(
            People people, CampaignId campaign, Class<T> kind, Predicate<T> wanted, ScanCursor from, int limit) {
        if (!POSITION.matcher(from.after()).matches()) {
            throw Cursor.unusable("page");
        }
        Paginator<Listed<Attempt>> walk = new Paginator<>((at, most) -> read(people, campaign, at, most));
        Paginator.Page<Listed<Attempt>> page = walk.page(
                from, limit, listed -> kind.isInstance(listed.attempt()) && wanted.test(kind.cast(listed.attempt())));
        return new Paginator.Page<>(
                page.entries().stream()
                        .map(listed -> new Listed<>(kind.cast(listed.attempt()), listed.conversation()))
                        .toList(),
                page.next());
    }

    /** A position is a contact's hash, or in the middle of its attempts {@code <hash>#<number>}. */
    private static Paginator.Piece<Listed<Attempt>> read(People people, CampaignId campaign, ScanCursor at, int most) {
        int middle = at.after().indexOf('#');
        String hash = middle < 0 ? at.after() : at.after().substring(0, middle);
        int number =
                middle < 0 ? Integer.MAX_VALUE : Integer.parseInt(at.after().substring(middle + 1));
        ScanCursor from = new ScanCursor(at.shard(), middle < 0 ? hash : before(hash));
        People.Page page = people.after(campaign, from, most, PARTS);
        List<Listed<Attempt>> entries = new ArrayList<>();
        for (Person person : page.people()) {
            boolean begun = person.contact().id().hash().equals(hash);
            for (Attempt attempt : person.attempts()) {
                if (begun && attempt.id().number() <= number) {
                    continue;
                }
                if (entries.size() == most) {
                    return new Paginator.Piece<>(
                            entries,
                            after(at.shard(), entries.getLast().attempt().id()));
                }
                entries.add(
                        new Listed<>(attempt, person.conversation(attempt.id().number())));
            }
        }
        return new Paginator.Piece<>(entries, page.next());
    }

    private static ScanCursor after(int shard, AttemptId id) {
        return new ScanCursor(shard, id.contact().hash() + "#" + id.number());
    }

    /** The hash before this one: a walk from there begins with it. */
    private static String before(String hash) {
        String digits = new BigInteger(hash, HEX).subtract(BigInteger.ONE).toString(HEX);
        return "0".repeat(Math.max(0, HASH_DIGITS - digits.length())) + digits;
    }
}
