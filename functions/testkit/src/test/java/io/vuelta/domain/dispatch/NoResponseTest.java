package io.vuelta.domain.dispatch;

import static io.vuelta.testkit.World.CAMPAIGN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.campaign.AutoPause;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.InvalidSetting;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.campaign.NoResponse;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.HistoryEntry;
import io.vuelta.domain.pace.Command;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.ScriptedMessageProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A person who does not answer a message gets another one, while retries are left and no answer arrives before. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NoResponseTest {
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final NoResponse AGAIN = new NoResponse(AN_HOUR, "are_you_there");

    private World world = world(AGAIN, 1);

    private static World world(@Nullable NoResponse noResponse, int retries) {
        return world("promo", "promo_again", noResponse, retries);
    }

    private static World world(
            String template, @Nullable String alternative, @Nullable NoResponse noResponse, int retries) {
        return new World(Examples.with()
                        .opening(new MessageContent.Template(template, alternative, "es_MX", null, noResponse))
                        .retries(retries))
                .load(1);
    }

    private AttemptId sent() {
        List<Command.Begin> begins = world.tick();
        assertThat(begins).hasSize(1);
        world.begin(begins.getFirst());
        return World.id(begins.getFirst());
    }

    private Contact contact() {
        return world.contact(0);
    }

    private void writes(AttemptId attempt) {
        world.settle(
                attempt,
                MessageEvent.Reported.written(ScriptedMessageProvider.providerId(attempt), world.clock.instant()));
    }

    private void finishes() {
        world.clock.advance(Duration.ofDays(2));
        assertThat(world.tick()).isEmpty();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
        assertThat(world.counters()).isEqualTo(world.store.recount(CAMPAIGN));
    }

    @ParameterizedTest
    @CsvSource({"4, false", "5, true", "10080, true", "10081, false"})
    void the_delay_is_from_5_minutes_to_a_week(int minutes, boolean taken) {
        if (taken) {
            assertThat(new NoResponse(Duration.ofMinutes(minutes), null).template())
                    .isNull();
        } else {
            assertThatThrownBy(() -> new NoResponse(Duration.ofMinutes(minutes), null))
                    .isInstanceOf(InvalidSetting.class)
                    .hasMessage("no_response.after_minutes must be from 5 to 10080");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = MessageStatus.class,
            names = {"SENT", "DELIVERED", "READ"})
    void a_person_who_does_not_answer_a_sent_delivered_or_read_message_gets_the_second_template_once(
            MessageStatus reached) {
        AttemptId first = sent();
        world.reported(first, reached);
        ContactStatus status = contact().status();
        assertThat(contact().waits()).isTrue();
        assertThat(contact().due()).isEqualTo(World.START.plus(AN_HOUR));
        assertThat(world.tick()).isEmpty();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);

        world.clock.advance(AN_HOUR);
        AttemptId second = sent();

        assertThat(second.number()).isEqualTo(2);
        assertThat(world.message(second).template()).isEqualTo("are_you_there");
        assertThat(contact().tally().retries()).isEqualTo(1);
        assertThat(contact().log().history()).extracting(HistoryEntry::what).containsOnlyOnce("NO_RESPONSE");
        assertThat(contact().waits()).isFalse();
        world.reported(second, MessageStatus.READ);
        assertThat(contact().status()).isEqualTo(ContactStatus.READ);
        assertThat(status).isIn(ContactStatus.SENDING, ContactStatus.DELIVERED, ContactStatus.READ);
        finishes();
    }

    @ParameterizedTest
    @CsvSource({"promo_later, alt, promo_later", ", alt, alt", ", , promo"})
    void the_second_message_uses_its_own_template_or_the_alternative_or_the_first(
            @Nullable String own, @Nullable String alternative, String sent) {
        world = world("promo", alternative, new NoResponse(AN_HOUR, own), 1);
        AttemptId first = sent();
        assertThat(world.message(first).template()).isEqualTo("promo");
        world.clock.advance(AN_HOUR);

        assertThat(world.message(sent()).template()).isEqualTo(sent);
    }

    @Test
    void without_the_setting_or_without_retries_no_second_message_is_sent() {
        for (World without : List.of(world(null, 3), world(AGAIN, 0))) {
            world = without;
            world.reported(sent(), MessageStatus.READ);
            assertThat(contact().waits()).isFalse();
            finishes();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"writes", "ACCEPTED", "REJECTED"})
    void a_person_who_answers_before_gets_no_second_message(String answer) {
        AttemptId first = sent();
        world.reported(first, MessageStatus.READ);
        world.clock.advance(AN_HOUR.minusSeconds(1));
        if (answer.equals("writes")) {
            writes(first);
        } else {
            world.reported(first, MessageStatus.valueOf(answer));
        }
        // A late event is not new.
        world.reported(first, MessageStatus.DELIVERED);

        assertThat(contact().waits()).isFalse();
        assertThat(contact().status())
                .isEqualTo(answer.equals("writes") ? ContactStatus.READ : ContactStatus.valueOf(answer));
        finishes();
    }

    @Test
    void a_person_who_answers_an_earlier_message_gets_no_third_message() {
        world = world(AGAIN, 3);
        AttemptId first = sent();
        world.clock.advance(AN_HOUR);
        AttemptId second = sent();
        assertThat(contact().waits()).isTrue();

        writes(first);
        writes(first);

        assertThat(second.number()).isEqualTo(2);
        assertThat(contact().waits()).isFalse();
        finishes();
    }

    @ParameterizedTest
    @CsvSource({"true, READ", "false, ACCEPTED"})
    void an_answer_between_the_plan_and_the_attempt_cancels_the_attempt(boolean text, ContactStatus status) {
        AttemptId first = sent();
        world.clock.advance(AN_HOUR);
        Command.Begin planned = world.tick().getFirst();
        if (text) {
            writes(first);
        } else {
            world.reported(first, MessageStatus.ACCEPTED);
        }

        world.begin(planned);

        assertThat(world.messages.requests()).hasSize(1);
        assertThat(contact().status()).isEqualTo(status);
        assertThat(contact().attempts()).isEqualTo(1);
        assertThat(contact().waits()).isFalse();
        finishes();
    }

    @Test
    void a_second_message_that_was_surely_not_sent_uses_up_no_retry() {
        world.reported(sent(), MessageStatus.READ);
        world.clock.advance(AN_HOUR);
        world.messages.answer(new MessageEvent.NotSent(
                "WHATSAPP_131056", world.clock.instant().plusSeconds(64), world.clock.instant()));
        AttemptId notSent = sent();

        assertThat(contact().status()).isEqualTo(ContactStatus.READ);
        assertThat(contact().tally().retries()).isZero();
        assertThat(contact().waits()).isTrue();
        world.clock.advance(Duration.ofSeconds(64));
        AttemptId again = sent();
        assertThat(again.number()).isEqualTo(notSent.number() + 1);
        assertThat(world.message(again).template()).isEqualTo("are_you_there");
        assertThat(contact().tally().retries()).isEqualTo(1);
        finishes();
    }

    private void nextTemplateIsUnusable() {
        Instant now = world.clock.instant();
        world.messages.answer(new PlacementResult(
                new MessageEvent.NotSent("WHATSAPP_132015", now.plusSeconds(30), now),
                Optional.of(new ProviderTrouble.TemplateUnusable())));
    }

    @ParameterizedTest
    @CsvSource({"are_you_there", "promo_again"})
    void an_unusable_template_of_the_second_message_pauses_the_campaign_and_is_not_sent_again(String own) {
        world = world("promo", "promo_again", new NoResponse(AN_HOUR, own), 1);
        world.reported(sent(), MessageStatus.DELIVERED);
        world.clock.advance(AN_HOUR);
        nextTemplateIsUnusable();
        AttemptId refused = sent();

        assertThat(world.message(refused).template()).isEqualTo(own);
        assertThat(world.campaign().templateOut()).isNull();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.INACTIVE);
        assertThat(world.campaign().state().autoPause())
                .isEqualTo(new AutoPause("WHATSAPP_132015", world.clock.instant(), List.of(refused.toString())));
        assertThat(contact().status()).isEqualTo(ContactStatus.DELIVERED);
        assertThat(contact().tally().retries()).isZero();
        world.clock.advance(AN_HOUR);
        assertThat(world.tick()).isEmpty();
        world.act(CampaignAction.RESUME);
        nextTemplateIsUnusable();
        sent();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.INACTIVE);
        assertThat(world.messages.requests()).hasSize(3);
        assertThat(world.counters()).isEqualTo(world.store.recount(CAMPAIGN));
    }

    @Test
    void a_second_message_with_the_unusable_first_template_uses_the_alternative() {
        world = world("promo", "promo_again", new NoResponse(AN_HOUR, "promo"), 1);
        world.reported(sent(), MessageStatus.DELIVERED);
        world.clock.advance(AN_HOUR);
        nextTemplateIsUnusable();
        assertThat(world.message(sent()).template()).isEqualTo("promo");
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(world.campaign().templateOut()).isNotNull();
        world.clock.advance(Duration.ofSeconds(30));
        world.messages.answer(new MessageEvent.Taken("wamid.2", world.clock.instant()));

        assertThat(world.message(sent()).template()).isEqualTo("promo_again");

        finishes();
    }

    @Test
    void the_order_of_a_refusal_and_its_contradiction_does_not_matter() {
        List<Instant> dues = new ArrayList<>();
        for (boolean refusedFirst : new boolean[] {true, false}) {
            world = world(AGAIN, 1);
            AttemptId first = sent();
            if (!refusedFirst) {
                world.reported(first, MessageStatus.DELIVERED);
            }
            world.settle(
                    first,
                    new MessageEvent.Refused(
                            "131049", new ProviderTrouble.Person(Duration.ZERO), world.clock.instant()));
            world.reported(first, MessageStatus.DELIVERED);
            assertThat(contact().status()).isEqualTo(ContactStatus.DELIVERED);
            assertThat(contact().tally().retries()).isZero();
            dues.add(contact().due());
        }
        assertThat(dues).containsOnly(World.START.plus(AN_HOUR));
    }

    /** For any events in any order: never more messages than retries allow, none after an answer, and an end. */
    @Test
    void a_campaign_finishes_after_any_events() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int retries = random.nextInt(4);
            world = world(AGAIN, retries);
            boolean answered = false;
            AttemptId latest = sent();
            for (int step = 0; step < 12; step++) {
                switch (random.nextInt(5)) {
                    case 0 -> world.reported(latest, MessageStatus.DELIVERED);
                    case 1 -> world.reported(latest, MessageStatus.READ);
                    case 2 -> {
                        boolean says = random.nextInt(4) == 0;
                        if (says && random.nextBoolean()) {
                            writes(latest);
                        } else if (says) {
                            world.reported(latest, MessageStatus.ACCEPTED);
                        }
                        answered |= says;
                    }
                    default -> {
                        world.clock.advance(Duration.ofMinutes(random.nextInt(90)));
                        List<Command.Begin> begins = world.tick();
                        if (!begins.isEmpty()) {
                            assertThat(answered).as("seed %s", seed).isFalse();
                            world.begin(begins.getFirst());
                            latest = World.id(begins.getFirst());
                        }
                    }
                }
                assertThat(world.counters()).as("seed %s", seed).isEqualTo(world.store.recount(CAMPAIGN));
            }
            while (world.campaign().status() == CampaignStatus.ACTIVE) {
                world.clock.advance(AN_HOUR);
                for (Command.Begin begin : world.tick()) {
                    assertThat(answered).as("seed %s", seed).isFalse();
                    world.begin(begin);
                }
            }
            assertThat(world.messages.requests()).as("seed %s", seed).hasSizeLessThanOrEqualTo(retries + 1);
            if (!answered) {
                assertThat(world.messages.requests()).as("seed %s", seed).hasSize(retries + 1);
            }
        }
    }
}
