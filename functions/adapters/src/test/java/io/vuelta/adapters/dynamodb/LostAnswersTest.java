package io.vuelta.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts.Written;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.testkit.examples.Examples;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** A refused conditional write may have taken effect before: its first answer was lost, and it was sent again. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LostAnswersTest {
    private static final Contact LOADED =
            Journey.of(Journey.data(200)).contact().inVersion(0);
    private static final Contact READ = Journey.of(Journey.data(200)).contact();
    private static final Contact CLAIMED =
            Journey.of(Journey.data(200)).claimed().contact();

    /** Gives the scripted answers, and records the requests. */
    private static final class Scripted implements DynamoDbClient {
        /** The item that a refusal returns, derived from the written item; null accepts the write. */
        private Function<Map<String, AttributeValue>, @Nullable Map<String, AttributeValue>> there = _ -> null;

        private final Deque<RuntimeException> failures = new ArrayDeque<>();
        private final List<PutItemRequest> puts = new ArrayList<>();
        private final List<TransactWriteItemsRequest> transactions = new ArrayList<>();

        @Override
        public PutItemResponse putItem(PutItemRequest request) {
            puts.add(request);
            throwNext();
            Map<String, AttributeValue> shown = there.apply(request.item());
            if (shown != null) {
                throw ConditionalCheckFailedException.builder().item(shown).build();
            }
            return PutItemResponse.builder().build();
        }

        @Override
        public UpdateItemResponse updateItem(UpdateItemRequest request) {
            throwNext();
            return UpdateItemResponse.builder().build();
        }

        @Override
        public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
            transactions.add(request);
            throwNext();
            TransactWriteItem first = request.transactItems().getFirst();
            Map<String, AttributeValue> shown = there.apply(first.put().item());
            if (shown != null) {
                List<CancellationReason> reasons = new ArrayList<>(Collections.nCopies(
                        request.transactItems().size(),
                        CancellationReason.builder().code("None").build()));
                reasons.set(
                        0,
                        CancellationReason.builder()
                                .code("ConditionalCheckFailed")
                                .item(shown)
                                .build());
                throw TransactionCanceledException.builder()
                        .cancellationReasons(reasons)
                        .build();
            }
            return TransactWriteItemsResponse.builder().build();
        }

        private void throwNext() {
            RuntimeException next = failures.poll();
            if (next != null) {
                throw next;
            }
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private final Scripted client = new Scripted();
    private final DynamoTable table = new DynamoTable(client, "table");
    private final DynamoContacts contacts = new DynamoContacts(table);

    private static Map<String, AttributeValue> changed(
            Map<String, AttributeValue> item, String name, AttributeValue value) {
        Map<String, AttributeValue> changed = new HashMap<>(item);
        changed.put(name, value);
        return changed;
    }

    private static RuntimeException conflict() {
        return TransactionConflictException.builder()
                .message("met a transaction")
                .build();
    }

    private static RuntimeException cancelled(String code) {
        return TransactionCanceledException.builder()
                .cancellationReasons(CancellationReason.builder().code(code).build())
                .build();
    }

    @Test
    void a_write_that_is_already_stored_succeeds() {
        client.there = item -> item;

        assertThat(contacts.write(READ, CLAIMED)).isEqualTo(new Written.Done(CLAIMED));
        assertThat(client.puts).hasSize(1).allSatisfy(put -> {
            assertThat(put.conditionExpression()).isEqualTo("v = :read AND attribute_not_exists(expires_at)");
            assertThat(put.returnValuesOnConditionCheckFailure())
                    .isEqualTo(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        });
    }

    @Test
    void a_write_that_lost_to_another_of_the_same_version_shows_the_stored_contact() {
        client.there = item -> changed(item, "e", AttributeValue.fromN("1"));

        assertThat(contacts.write(READ, CLAIMED))
                .isEqualTo(new Written.Lost(Optional.of(CLAIMED.edited().inVersion(2))));
    }

    @Test
    void a_write_to_a_deleted_contact_is_lost_and_shows_none() {
        client.there = _ -> Map.of();

        assertThat(contacts.write(READ, CLAIMED)).isEqualTo(new Written.Lost(Optional.empty()));
    }

    @Test
    void a_contact_of_the_same_source_counts_as_created_in_any_later_state() {
        client.there = _ -> ContactItem.of(CLAIMED, 2);

        assertThat(contacts.create(LOADED)).isEqualTo(new Written.Done(CLAIMED));
    }

    @Test
    void a_contact_of_another_source_counts_as_existing() {
        client.there = item -> changed(item, "so", AttributeValue.fromS("another"));

        assertThat(contacts.create(LOADED)).isInstanceOf(Written.Lost.class);
    }

    @Test
    void a_second_attempt_that_is_already_stored_counts_as_begun() {
        Journey journey =
                Journey.of(Journey.data(200)).claimed().calling().placed().ended();
        Contact first =
                journey.detected(io.vuelta.domain.attempt.AnsweredBy.MACHINE).contact();
        Contact claimed = journey.claimed().contact();
        Contact begun = journey.calling().contact();
        assertThat(first.attempts()).isEqualTo(1);
        client.there = item -> item;

        assertThat(contacts.begin(claimed, begun)).isEqualTo(new Written.Done(begun));
        assertThat(client.transactions)
                .hasSize(1)
                .allSatisfy(transaction -> assertThat(transaction.transactItems())
                        .extracting(item -> item.put().conditionExpression())
                        .containsExactly("v = :read AND attribute_not_exists(expires_at)", "attribute_not_exists(pk)"));
    }

    @Test
    void a_book_that_is_already_stored_counts_as_saved_and_a_different_one_does_not() {
        DynamoBooks books = new DynamoBooks(table);
        OpenClaimsBook book = OpenClaimsBook.empty(Journey.CAMPAIGN).plannedIn(7);

        client.there = item -> item;
        assertThat(books.save(book)).isTrue();
        client.there = item -> changed(item, "m", AttributeValue.fromN("1"));
        assertThat(books.save(book)).isFalse();
    }

    /** A campaign does not contain its writer, so its own write cannot be recognised by the stored item. */
    @ParameterizedTest
    @EnumSource(CampaignStatus.class)
    void a_campaign_is_saved_with_a_token_by_which_the_table_recognises_the_same_write(CampaignStatus status) {
        client.failures.add(cancelled("TransactionConflict"));

        assertThat(new DynamoCampaigns(table)
                        .save(Examples.campaign(Journey.CAMPAIGN, Journey.LINE, status, Examples.settings())))
                .isTrue();

        assertThat(client.puts).isEmpty();
        assertThat(client.transactions.stream()
                        .map(TransactWriteItemsRequest::clientRequestToken)
                        .distinct())
                .hasSize(1)
                .doesNotContainNull();
    }

    @Test
    void a_plain_write_in_conflict_with_a_transaction_is_retried() {
        client.failures.addAll(List.of(conflict(), conflict(), conflict()));

        assertThat(contacts.write(READ, CLAIMED)).isEqualTo(new Written.Done(CLAIMED));
        assertThat(client.puts).hasSize(4);
    }

    @Test
    void a_transaction_in_conflict_with_another_is_retried_with_the_same_token() {
        client.failures.addAll(List.of(cancelled("TransactionConflict"), cancelled("ThrottlingError")));

        assertThat(table.transact(List.of(table.putAnyway(ContactItem.of(READ, 1))))
                        .written())
                .isTrue();
        assertThat(client.transactions).hasSize(3);
        assertThat(client.transactions.stream()
                        .map(TransactWriteItemsRequest::clientRequestToken)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void a_transaction_that_can_never_be_written_is_not_retried() {
        client.failures.add(cancelled("ValidationError"));

        assertThatThrownBy(() -> table.transact(List.of(table.putAnyway(ContactItem.of(READ, 1)))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(client.transactions).hasSize(1);
    }

    @Test
    void a_write_in_conflict_for_two_seconds_fails_as_store_busy() {
        client.failures.addAll(Collections.nCopies(1_000, conflict()));

        assertThatThrownBy(() -> contacts.write(READ, CLAIMED)).isInstanceOf(StoreBusy.class);
        assertThat(client.puts.size()).isBetween(4, 100);
    }

    @Test
    void an_update_counts_as_applied_if_the_item_has_all_that_it_sets_and_nothing_that_it_removes() {
        ItemUpdate update = new ItemUpdate(table, Keys.linePace(Journey.LINE))
                .set("day", LocalDate.of(2026, 3, 2))
                .set("count", 7)
                .set("until", null);
        Map<String, AttributeValue> there =
                Map.of("day", AttributeValue.fromS("2026-03-02"), "count", AttributeValue.fromN("7"));

        assertThat(update.isApplied(there)).isTrue();
        assertThat(update.isApplied(changed(there, "more", AttributeValue.fromN("1"))))
                .isTrue();
        assertThat(update.isApplied(changed(there, "until", AttributeValue.fromN("1"))))
                .isFalse();
        assertThat(update.isApplied(changed(there, "count", AttributeValue.fromN("8"))))
                .isFalse();
        assertThat(update.isApplied(Map.of())).isFalse();
    }
}
