package io.vuelta.adapters.dynamodb;

import static io.vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.IdentityKey;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.suppression.Suppression;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * The do-not-contact list: one item per person, by the identity key of the number, 16 partitions. Each entry of a
 * person is a separate attribute ({@code scope_every}, {@code scope_whatsapp} …), so that it is written without reading
 * the others. An entry contains the number in its entered form if this differs from the key. The item has no time to
 * live: an expired entry stays until a person removes it, because it explains why a contact was not tried.
 */
public final class DynamoDoNotContact implements DoNotContact {
    private static final String DIGITS = "0123456789abcdef";

    /** Maximum numbers of items in one request to DynamoDB. */
    private static final int MAX_WRITTEN = 100;

    private static final int MAX_READ = 100;

    /** The order in which a number's entries are listed: first for every channel, then each channel. */
    private static final List<Optional<Channel>> SCOPES = Stream.concat(
                    Stream.of(Optional.<Channel>empty()),
                    Arrays.stream(Channel.values()).map(Optional::of))
            .toList();

    private final DynamoTable table;

    public DynamoDoNotContact(DynamoTable table) {
        this.table = table;
    }

    @Override
    public void put(Suppression entry) {
        var _ = table.update(update(IdentityKey.of(entry.number()), List.of(entry)));
    }

    @Override
    public boolean replace(Optional<Suppression> read, Suppression entry) {
        String scope = attribute(entry.channel());
        ItemUpdate update =
                new ItemUpdate(table, Keys.doNotContact(IdentityKey.of(entry.number()))).set(scope, value(entry));
        return table.updateOnce(read.isEmpty() ? update.whenAbsent(scope) : update.when(scope, "=", value(read.get())));
    }

    @Override
    public void putAll(Collection<Suppression> entries) {
        Map<IdentityKey, List<Suppression>> byPerson = new LinkedHashMap<>();
        entries.forEach(entry -> byPerson.computeIfAbsent(entry.key().person(), _ -> new ArrayList<>())
                .add(entry));
        // A transaction, because it is the only way to update many items in one request.
        List<TransactWriteItem> updates = byPerson.entrySet().stream()
                .map(of -> update(of.getKey(), of.getValue()))
                .map(update -> TransactWriteItem.builder().update(update).build())
                .toList();
        for (int from = 0; from < updates.size(); from += MAX_WRITTEN) {
            var _ = table.transact(updates.subList(from, Math.min(from + MAX_WRITTEN, updates.size())));
        }
    }

    @Override
    public Optional<Suppression> find(PhoneNumber number, Channel channel, Instant now) {
        return inForce(ofNumber(number), channel, now);
    }

    @Override
    public Map<PhoneNumber, Suppression> among(Collection<PhoneNumber> numbers, Channel channel, Instant now) {
        Map<IdentityKey, Suppression> listed = new HashMap<>();
        List<Keys> keys = numbers.stream()
                .map(IdentityKey::of)
                .distinct()
                .map(Keys::doNotContact)
                .toList();
        for (int from = 0; from < keys.size(); from += MAX_READ) {
            table.findAllEventually(keys.subList(from, Math.min(from + MAX_READ, keys.size())))
                    .forEach(item -> inForce(entries(item), channel, now)
                            .ifPresent(entry -> listed.put(entry.key().person(), entry)));
        }
        Map<PhoneNumber, Suppression> found = new HashMap<>();
        for (PhoneNumber number : numbers) {
            Suppression entry = listed.get(IdentityKey.of(number));
            if (entry != null) {
                found.put(number, entry);
            }
        }
        return found;
    }

    @Override
    public List<Suppression> ofNumber(PhoneNumber number) {
        return table.find(Keys.doNotContact(IdentityKey.of(number)))
                .map(DynamoDoNotContact::entries)
                .orElse(List.of());
    }

    @Override
    public boolean remove(PhoneNumber number, @Nullable Channel channel) {
        Keys keys = Keys.doNotContact(IdentityKey.of(number));
        String scope = attribute(channel);
        String last = SCOPES.stream()
                .map(other -> attribute(other.orElse(null)))
                .filter(other -> !other.equals(scope))
                .map(other -> " AND attribute_not_exists(" + other + ")")
                .collect(Collectors.joining("", "attribute_exists(" + scope + ")", ""));
        // Two simultaneous removals of a number's last two entries may leave an item without entries, which is read as
        // absent.
        return table.delete(table.deleteOf(keys).conditionExpression(last).build())
                || table.update(table.updateOf(keys)
                        .updateExpression("REMOVE " + scope)
                        .conditionExpression("attribute_exists(" + scope + ")")
                        .build());
    }

    @Override
    public Page list(Optional<Suppression.Key> after, int limit) {
        List<Suppression> found = new ArrayList<>();
        int first = 0;
        String from = "";
        if (after.isPresent()) {
            // The item of the last entry is read again, because it may have more entries.
            Keys keys = Keys.doNotContact(after.get().person());
            first = DIGITS.indexOf(keys.pk().charAt(keys.pk().length() - 1));
            from = keys.sk();
        }
        for (int partition = first; partition < DIGITS.length() && found.size() <= limit; partition++) {
            addPartition(DIGITS.charAt(partition), from, after, limit, found);
            from = "";
        }
        return Page.of(found, limit);
    }

    /** Adds the partition's entries after {@code after}, until there are more than {@code limit}. */
    private void addPartition(
            char digit, String from, Optional<Suppression.Key> after, int limit, List<Suppression> found) {
        String at = from;
        // The loop ends, because every page except the last advances by at least one item.
        for (boolean more = true; more && found.size() <= limit; ) {
            DynamoTable.QueryPage page = table.page(QueryRequest.builder()
                    .keyConditionExpression("pk = :pk AND sk >= :from")
                    .expressionAttributeValues(
                            expressionValues(":pk", Keys.doNotContact(digit), ":from", at.isEmpty() ? "+" : at))
                    .consistentRead(true)
                    .limit(limit - found.size() + 2));
            for (ItemReader item : page.items()) {
                entries(item).stream()
                        .filter(entry ->
                                after.filter(last -> !isBeyond(entry, last)).isEmpty())
                        .forEach(found::add);
                // "!" sorts before every digit, so the scan begins after this number.
                at = item.text("sk") + "!";
            }
            more = page.more() && !page.items().isEmpty();
        }
    }

    @Override
    public Page upTo(Suppression.Key to, int limit) {
        List<Suppression> found = new ArrayList<>();
        Keys keys = Keys.doNotContact(to.person());
        int last = DIGITS.indexOf(keys.pk().charAt(keys.pk().length() - 1));
        for (int partition = last; partition >= 0 && found.size() <= limit; partition--) {
            // "!" sorts before every digit, so the scan includes this number.
            String before = partition == last ? keys.sk() + "!" : "~";
            addPartitionBackwards(DIGITS.charAt(partition), before, to, limit, found);
        }
        return Page.reversed(found, limit);
    }

    /** Adds the partition's entries before this bound, the last first, until there are more than {@code limit}. */
    private void addPartitionBackwards(
            char digit, String bound, Suppression.Key to, int limit, List<Suppression> found) {
        String before = bound;
        for (boolean more = true; more && found.size() <= limit; ) {
            DynamoTable.QueryPage page = table.page(QueryRequest.builder()
                    .keyConditionExpression("pk = :pk AND sk < :before")
                    .expressionAttributeValues(expressionValues(":pk", Keys.doNotContact(digit), ":before", before))
                    .scanIndexForward(false)
                    .consistentRead(true)
                    .limit(limit - found.size() + 2));
            for (ItemReader item : page.items()) {
                entries(item).reversed().stream()
                        .filter(entry -> !entry.key().person().equals(to.person())
                                || place(entry.channel()) <= place(to.channel()))
                        .forEach(found::add);
                before = item.text("sk");
            }
            more = page.more() && !page.items().isEmpty();
        }
    }

    /** Whether the entry comes after the last one; entries of other numbers always do. */
    private static boolean isBeyond(Suppression entry, Suppression.Key last) {
        return !entry.key().person().equals(last.person()) || place(entry.channel()) > place(last.channel());
    }

    private static int place(@Nullable Channel channel) {
        return SCOPES.indexOf(Optional.ofNullable(channel));
    }

    private static Optional<Suppression> inForce(List<Suppression> entries, Channel channel, Instant now) {
        return entries.stream()
                .filter(entry -> entry.covers(channel) && entry.isInForce(now))
                .findFirst();
    }

    private static String attribute(@Nullable Channel channel) {
        return "scope_" + (channel == null ? "every" : channel.wire());
    }

    /**
     * The update that writes these entries. Later ones replace earlier ones; the person's other entries do not change.
     */
    private Update update(IdentityKey person, List<Suppression> entries) {
        Map<String, AttributeValue> values = new HashMap<>();
        entries.forEach(entry -> values.put(":" + attribute(entry.channel()), value(entry)));
        String set = values.keySet().stream()
                .map(value -> value.substring(1) + " = " + value)
                .sorted()
                .collect(Collectors.joining(", "));
        return table.updateOf(Keys.doNotContact(person))
                .updateExpression("SET " + set)
                .expressionAttributeValues(values)
                .build();
    }

    private static AttributeValue value(Suppression entry) {
        String number = entry.number().e164();
        return AttributeValue.fromM(new ItemWriter()
                .put("number", number.equals(entry.key().person().e164()) ? null : number)
                .put("reason", entry.reason())
                .put("source", entry.source())
                .put("created_at", entry.createdAt())
                .put("expires", entry.expires())
                .put("not_before", entry.notBefore())
                .item());
    }

    static List<Suppression> entries(ItemReader item) {
        List<Suppression> entries = new ArrayList<>();
        for (Optional<Channel> scope : SCOPES) {
            AttributeValue value = item.item().get(attribute(scope.orElse(null)));
            if (value != null) {
                ItemReader entry = new ItemReader(value.m());
                String number = entry.textOrNull("number");
                entries.add(new Suppression(
                        new PhoneNumber(number == null ? item.text("sk") : number),
                        scope.orElse(null),
                        entry.text("reason"),
                        entry.text("source"),
                        entry.instant("created_at"),
                        entry.instantOrNull("expires"),
                        entry.instantOrNull("not_before")));
            }
        }
        return entries;
    }
}
