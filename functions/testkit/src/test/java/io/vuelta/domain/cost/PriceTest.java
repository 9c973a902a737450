package io.vuelta.domain.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.AttemptStart;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageState;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.MachineDetection;
import io.vuelta.domain.price.MessageCategory;
import io.vuelta.domain.price.Money;
import io.vuelta.domain.price.Price;
import io.vuelta.testkit.examples.Examples;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PriceTest {
    private static final LineId LINE = new LineId("iwa_1");

    @ParameterizedTest
    @CsvSource({
        // per minute, per attempt, calls, seconds, cost
        "350000, 10000, 0, 0, 0",
        "350000, 10000, 1, 0, 10000",
        "350000, 10000, 1, 60, 360000",
        "350000, 10000, 2, 90, 545000",
        "1, 0, 1, 1, 1",
        "1, 0, 1, 61, 2",
        "60, 0, 1, 61, 61",
        "1000000000000000, 0, 1, 60, 1000000000000000",
    })
    void calls_have_a_price_per_second_and_per_call(
            long perMinute, long perAttempt, long calls, long seconds, long cost) {
        assertThat(Price.ofCalls("MXN", perMinute, perAttempt).calls(calls, seconds))
                .isEqualTo(new Money(cost, "MXN"));
    }

    @Test
    void messages_have_the_price_of_their_category_and_of_the_dearest_if_it_is_unknown() {
        Price price =
                Price.ofMessages("USD", 5, Map.of(MessageCategory.UTILITY, 100L, MessageCategory.MARKETING, 700L));

        assertThat(price.messages(MessageCategory.UTILITY, 3).micros()).isEqualTo(315);
        assertThat(price.messages(MessageCategory.MARKETING, 1).micros()).isEqualTo(705);
        assertThat(price.messages(MessageCategory.SERVICE, 1).micros()).isEqualTo(705);
        assertThat(price.messages(null, 2).micros()).isEqualTo(1_410);
        assertThat(Price.ofMessages("USD", 5, Map.of()).messages(null, 2).micros())
                .isEqualTo(10);
    }

    @Test
    void an_amount_is_exact() {
        assertThat(new Money(12_500_000, "MXN").amount()).isEqualByComparingTo("12.5");
        assertThatThrownBy(() -> new Money(-1, "MXN")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Money(1, "mxn")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Money(1, "MXN").plus(new Money(1, "USD")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Price.ofCalls("MXN", Long.MAX_VALUE, 0).calls(1, 60))
                .isInstanceOf(ArithmeticException.class);
    }

    private static Counters message(MessageStatus status, @Nullable MessageCategory category) {
        return Counters.of(new Message(
                new AttemptStart(
                        new AttemptId(Examples.contact(new CampaignId("c1"), 1).id(), 1),
                        LINE,
                        Examples.number(1),
                        "Ana",
                        "invocation",
                        new Place(1, 0),
                        Examples.MONDAY),
                "promo",
                category,
                new MessageState(status, "wamid", null, null, null, null, null, null),
                false,
                new TreeMap<>(),
                0));
    }

    private static Line line(@Nullable Price price) {
        return Examples.line(LINE, Channel.WHATSAPP)
                .with(new Line.Details(null, null, null, null, price, null, MachineDetection.FAST, false));
    }

    @ParameterizedTest
    @CsvSource({"CREATED, 0", "UNKNOWN, 0", "SENT, 7", "FAILED, 0", "DELIVERED, 7", "READ, 7", "ACCEPTED, 7"})
    void a_message_costs_once_it_is_accepted_unless_it_fails(MessageStatus status, long cost) {
        Price price = Price.ofMessages("USD", 0, Map.of(MessageCategory.UTILITY, 7L));

        assertThat(CampaignCost.soFar(message(status, MessageCategory.UTILITY), _ -> Optional.of(line(price)))
                        .getOrDefault("USD", new Money(0, "USD"))
                        .micros())
                .isEqualTo(cost);
    }

    @Test
    void lines_in_two_currencies_give_two_amounts_and_a_line_without_a_price_gives_none() {
        Counters counters = message(MessageStatus.SENT, MessageCategory.UTILITY)
                .plus(new Counters(
                        Map.of("charged_calls@iph_1", 2L, "charged_seconds@iph_1", 30L, "charged_calls@iph_2", 9L)));
        Map<String, Line> lines = Map.of(
                "iwa_1", line(Price.ofMessages("USD", 3, Map.of())),
                "iph_1", line(Price.ofCalls("MXN", 60, 1)),
                "iph_2", line(null));

        assertThat(CampaignCost.soFar(counters, id -> Optional.ofNullable(lines.get(id.value()))))
                .containsExactly(Map.entry("MXN", new Money(32, "MXN")), Map.entry("USD", new Money(3, "USD")));
    }

    @Test
    void the_price_of_future_messages_is_that_of_past_ones_or_of_their_category() {
        Line line =
                line(Price.ofMessages("USD", 0, Map.of(MessageCategory.UTILITY, 7L, MessageCategory.MARKETING, 100L)));
        Counters counted = message(MessageStatus.SENT, MessageCategory.UTILITY);

        assertThat(CampaignCost.toCome(line, Counters.NONE, 10, null)).contains(new Money(1_000, "USD"));
        assertThat(CampaignCost.toCome(line, counted, 10, null)).contains(new Money(70, "USD"));
        assertThat(CampaignCost.toCome(line, Counters.NONE, 10, MessageCategory.UTILITY))
                .contains(new Money(70, "USD"));
        assertThat(CampaignCost.toCome(line(null), counted, 10, null)).isEmpty();
    }
}
