package io.vuelta.domain.settle;

import static io.vuelta.testkit.World.CAMPAIGN;
import static io.vuelta.testkit.World.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.campaign.AutoPause;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.campaign.PauseCampaign;
import io.vuelta.domain.line.LineId;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.ScriptedMessageProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider accepts a message, and reports later by webhook that the account or the template cannot be used. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LateTroubleTest {
    private static final ProviderTrouble.Refusal ACCOUNT = new ProviderTrouble.AccountUnusable();

    private final World world = new World(Examples.with().template("hello", "hello_again")).load(3);
    private final AttemptId attempt = begun(world);

    private static AttemptId begun(World world) {
        return id(world.beginNext());
    }

    private MessageEvent.Refused refused(ProviderTrouble.Refusal fault) {
        return new MessageEvent.Refused("WHATSAPP_1", fault, world.clock.instant());
    }

    private Settlement.Result settle(MessageEvent event) {
        return world.settle
                .apply(new ProviderEvents.ProviderEvent(World.LINE, attempt, event))
                .result();
    }

    @Test
    void an_unusable_account_pauses_the_campaign_with_the_reason_and_the_contact_may_be_retried() {
        assertThat(settle(refused(ACCOUNT))).isEqualTo(Settlement.Result.SETTLED);

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.INACTIVE);
        assertThat(world.campaign().state().autoPause())
                .isEqualTo(new AutoPause("WHATSAPP_1", world.clock.instant(), List.of(attempt.toString())));
        assertThat(world.contact(attempt).status()).isEqualTo(ContactStatus.QUEUE);
        assertThat(world.counters()).isEqualTo(world.store.recount(CAMPAIGN));
    }

    @Test
    void an_unusable_template_is_replaced_by_the_alternative_for_a_while() {
        settle(refused(new ProviderTrouble.TemplateUnusable()));

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(world.campaign().templateOut())
                .isEqualTo(world.clock.instant().plus(PauseCampaign.TEMPLATE_RESTS));
    }

    private void change(String template, @Nullable String alternative, String language) {
        Campaign before = world.campaign();
        assertThat(world.store
                        .campaigns()
                        .save(before.changed(Examples.with()
                                .opening(new MessageContent.Template(template, alternative, language, null))
                                .build())))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"hello_2, hello_again", "hello_2,"})
    void an_unusable_template_that_the_campaign_no_longer_uses_changes_nothing(
            String template, @Nullable String alternative) {
        change(template, alternative, "es_MX");
        Campaign changed = world.campaign();

        settle(refused(new ProviderTrouble.TemplateUnusable()));

        assertThat(world.campaign()).isEqualTo(changed);
    }

    @ParameterizedTest
    @CsvSource({"hello, es_MX, true", "hello_2, es_MX, false", "hello, es, false"})
    void a_changed_template_is_not_unusable(String template, String language, boolean out) {
        settle(refused(new ProviderTrouble.TemplateUnusable()));

        change(template, "hello_again", language);

        assertThat(world.campaign().templateOut() != null).isEqualTo(out);
    }

    @Test
    void a_campaign_without_an_alternative_pauses_itself() {
        World only = new World(Examples.with().template("hello", null)).load(1);
        AttemptId sent = begun(only);

        only.settle(
                sent,
                new MessageEvent.Refused(
                        "WHATSAPP_132015", new ProviderTrouble.TemplateUnusable(), only.clock.instant()));

        assertThat(only.campaign().status()).isEqualTo(CampaignStatus.INACTIVE);
        assertThat(only.campaign().state().autoPause())
                .extracting(AutoPause::reason)
                .isEqualTo("WHATSAPP_132015");
    }

    @Test
    void a_repeated_error_changes_nothing_after_it_was_resolved() {
        MessageEvent.Refused event = refused(ACCOUNT);
        settle(event);
        world.act(CampaignAction.RESUME);
        Campaign resumed = world.campaign();

        assertThat(settle(event)).isEqualTo(Settlement.Result.IGNORED);

        assertThat(world.campaign()).isEqualTo(resumed);
    }

    @ParameterizedTest(name = "{0} s after the resume")
    @ValueSource(longs = {-1, 0, 1})
    void errors_before_the_campaign_was_started_again_are_ignored(long seconds) {
        world.act(CampaignAction.PAUSE);
        world.clock.advance(Duration.ofMillis(10_500));
        Instant resumed = world.clock.instant();
        world.act(CampaignAction.RESUME);

        // The time in the form of providers.
        settle(new MessageEvent.Refused(
                "WHATSAPP_1", ACCOUNT, resumed.minusMillis(500).plusSeconds(seconds)));

        assertThat(world.campaign().status()).isEqualTo(seconds < 0 ? CampaignStatus.ACTIVE : CampaignStatus.INACTIVE);
        assertThat(world.contact(attempt).status()).isEqualTo(ContactStatus.QUEUE);
    }

    @Test
    void an_error_of_a_message_that_was_already_delivered_is_applied_too() {
        settle(new MessageEvent.Reported(
                ScriptedMessageProvider.providerId(attempt), MessageStatus.DELIVERED, world.clock.instant()));

        settle(refused(ACCOUNT));

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.INACTIVE);
        assertThat(world.contact(attempt).status()).isEqualTo(ContactStatus.DELIVERED);
    }

    /** Wherever settle crashes, the event is delivered again. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_death_at_any_point_loses_neither_the_pause_nor_the_contacts_result(boolean afterwards) {
        for (String operation : List.of("campaigns.find", "campaigns.save", "contacts.find", "contacts.write")) {
            World crashing = new World(Examples.with().template("hello", null)).load(1);
            AttemptId sent = begun(crashing);
            var event = new ProviderEvents.ProviderEvent(
                    World.LINE, sent, new MessageEvent.Refused("WHATSAPP_1", ACCOUNT, crashing.clock.instant()));
            crashing.store.faults(afterwards ? FailAt.afterNext(operation) : FailAt.beforeNext(operation));
            assertThatThrownBy(() -> crashing.settle.apply(event)).isInstanceOf(FailAt.Crash.class);
            crashing.store.faults(Faults.NONE);

            crashing.settle.apply(event);

            assertThat(crashing.campaign().status()).as(operation).isEqualTo(CampaignStatus.INACTIVE);
            assertThat(crashing.contact(sent).status()).as(operation).isEqualTo(ContactStatus.QUEUE);
            assertThat(crashing.counters()).as(operation).isEqualTo(crashing.store.recount(CAMPAIGN));
        }
    }

    @Test
    void an_event_signed_with_another_lines_secret_is_ignored() {
        LineId other = new LineId("other");

        for (MessageEvent event : List.of(
                refused(ACCOUNT),
                refused(new ProviderTrouble.OptedOut()),
                new MessageEvent.Stopped("wamid", "STOP", world.clock.instant()),
                new MessageEvent.Reported("wamid", MessageStatus.ACCEPTED, world.clock.instant()))) {
            assertThat(world.settle
                            .apply(new ProviderEvents.ProviderEvent(other, attempt, event))
                            .result())
                    .isEqualTo(Settlement.Result.ANOTHER_LINE);
        }

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(world.contact(attempt).status()).isEqualTo(ContactStatus.SENDING);
        assertThat(world.message(attempt).status()).isEqualTo(MessageStatus.SENT);
        assertThat(world.store
                        .doNotContact()
                        .find(
                                world.contact(attempt).number(),
                                world.campaign().settings().channel(),
                                world.clock.instant()))
                .isEmpty();
    }

    @Test
    void an_event_queued_without_a_line_by_an_earlier_version_is_settled() {
        MessageEvent read = new MessageEvent.Reported(
                ScriptedMessageProvider.providerId(attempt), MessageStatus.READ, world.clock.instant());

        assertThat(world.settle
                        .apply(new ProviderEvents.ProviderEvent(null, attempt, read))
                        .result())
                .isEqualTo(Settlement.Result.SETTLED);
    }
}
