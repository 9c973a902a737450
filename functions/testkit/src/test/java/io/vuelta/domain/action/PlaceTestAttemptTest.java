package io.vuelta.domain.action;

import static io.vuelta.testkit.World.LINE;
import static io.vuelta.testkit.World.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.dispatch.MessageTemplates.Found;
import io.vuelta.domain.file.AddContacts;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FiveTries;
import io.vuelta.testkit.fakes.OneByOne;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PlaceTestAttemptTest {
    private static final CampaignId TEST = CampaignId.ofTest("1");
    private static final String TO = "+525512345678";
    private static final MessageContent HELLO = new MessageContent.FirstMessage("Hello {name}");

    private final World world = world(Examples.settings());

    private static World world(CampaignSettings settings) {
        World world = new World(settings);
        world.store.agents().put(Examples.agent());
        return world;
    }

    private static PlaceTestAttempt tests(World world, Found template) {
        return new PlaceTestAttempt(
                world.store.campaigns(),
                new AddContacts(
                        world.store.campaigns(),
                        world.store.agents(),
                        world.store.contacts(),
                        world.store.doNotContact(),
                        (raw, _) -> raw.matches("\\+[0-9]{12}")
                                ? new NumberReader.Reading.Plain(new PhoneNumber(raw))
                                : new NumberReader.Reading.Unreadable("INVALID_PHONE_NUMBER"),
                        world.wakes,
                        new OneByOne(),
                        world.clock),
                world.store.doNotContact(),
                new CheckTemplates(
                        world.store.campaigns(),
                        world.store.people(),
                        world.store.lines(),
                        (_, _, _) -> template,
                        world.clock),
                new ActOnCampaign(
                        world.store.campaigns(), world.store.books(), world.wakes, new FiveTries(), world.clock),
                world.clock);
    }

    private PlaceTestAttempt.Result place(MessageContent content, String to) {
        return tests(world, new Found.NotThere())
                .apply(
                        TEST,
                        world.store.lines().find(LINE).orElseThrow(),
                        content,
                        new AddContacts.Given(Map.of("phone_number", to, "name", "Ana"), Map.of("owes", "7")));
    }

    private AttemptId placed() {
        return ((PlaceTestAttempt.Result.Begun) place(HELLO, TO)).attempt();
    }

    @Test
    void a_test_is_the_only_attempt_of_its_own_campaign() {
        AttemptId attempt = placed();

        List<Command.Begin> begins = world.tick();
        assertThat(begins).singleElement().satisfies(command -> {
            assertThat(World.id(command)).isEqualTo(attempt);
            world.ends(command, CallStatus.ENDED, AnsweredBy.MACHINE);
        });

        assertThat(world.call(attempt).status()).isEqualTo(CallStatus.ENDED);
        assertThat(world.provider.requests()).hasSize(1);
        assertThat(world.contact(attempt).status()).isEqualTo(ContactStatus.VOICEMAIL);
        assertThat(world.contact(attempt).data().variables()).containsEntry("owes", "7");
        assertThat(world.tickAt(START.plusSeconds(5))).isEmpty();
        assertThat(world.tickAt(START.plusSeconds(10))).isEmpty();
        assertThat(world.store.campaigns().find(TEST).orElseThrow().status()).isEqualTo(CampaignStatus.FINISHED);
        assertThat(world.store.campaigns().list(Optional.empty(), 10))
                .extracting(campaign -> campaign.id())
                .containsExactly(World.CAMPAIGN);
    }

    @Test
    void a_repeated_request_continues_the_same_attempt() {
        AttemptId first = placed();
        assertThat(placed()).isEqualTo(first);
        assertThat(world.tick()).hasSize(1);
        assertThat(placed()).isEqualTo(first);
        assertThat(world.tick()).isEmpty();
    }

    @Test
    void a_technical_failure_is_not_retried() {
        AttemptId attempt = placed();
        world.tick().forEach(command -> world.ends(command, CallStatus.FAILED, null));

        assertThat(world.contact(attempt).status()).isEqualTo(ContactStatus.FAILED);
        assertThat(world.tickAt(START.plus(Duration.ofMinutes(6)))).isEmpty();
    }

    @Test
    void a_test_that_could_not_begin_in_time_does_not_begin() {
        AttemptId attempt = placed();

        assertThat(world.tickAt(START.plus(PlaceTestAttempt.BEGINS_WITHIN))).isEmpty();

        assertThat(world.contact(attempt).attempts()).isZero();
        assertThat(world.contact(attempt).reason()).isEqualTo("CAMPAIGN_ENDED");
    }

    @Test
    void a_number_on_the_do_not_contact_list_is_not_called() {
        Suppression entry = new Suppression(new PhoneNumber(TO), null, "asked", "api", START, null);
        world.store.doNotContact().put(entry);

        assertThat(place(HELLO, TO)).isEqualTo(new PlaceTestAttempt.Result.Listed(entry));

        assertThat(world.tick()).isEmpty();
        assertThat(world.store.campaigns().find(TEST).orElseThrow().status()).isEqualTo(CampaignStatus.CANCELLED);
    }

    @Test
    void a_number_listed_after_the_request_is_not_called() {
        AttemptId attempt = placed();
        List<Command.Begin> begins = world.tick();
        world.store.doNotContact().put(new Suppression(new PhoneNumber(TO), null, "asked", "api", START, null));

        begins.forEach(world::begin);

        assertThat(world.provider.requests()).isEmpty();
        assertThat(world.contact(attempt).status()).isEqualTo(ContactStatus.SUPPRESSED);
    }

    @Test
    void an_invalid_number_is_refused() {
        assertThat(place(HELLO, "+12")).isInstanceOf(PlaceTestAttempt.Result.Refused.class);
        assertThat(world.store.campaigns().find(TEST).orElseThrow().status()).isEqualTo(CampaignStatus.CANCELLED);
    }

    @Test
    void a_template_is_checked_before_anything_is_sent() {
        World messages = world(Examples.with()
                .template("hello", null)
                .concurrency(CampaignSettings.MAX_CONCURRENCY)
                .build());

        assertThat(sent(messages, "1", new Found.NotThere())).isInstanceOf(PlaceTestAttempt.Result.Unfit.class);
        assertThat(sent(messages, "2", new Found.Unavailable("PROVIDER_UNREACHABLE")))
                .isEqualTo(new PlaceTestAttempt.Result.Unavailable("PROVIDER_UNREACHABLE"));
        assertThat(messages.tick()).isEmpty();

        assertThat(sent(messages, "3", new Found.Known(Examples.template("promo", "es_MX", List.of("name")))))
                .isInstanceOf(PlaceTestAttempt.Result.Begun.class);
        assertThat(messages.tick()).hasSize(1);
    }

    private static PlaceTestAttempt.Result sent(World world, String id, Found template) {
        return tests(world, template)
                .apply(
                        CampaignId.ofTest(id),
                        world.store.lines().find(LINE).orElseThrow(),
                        new MessageContent.Template("promo", null, "es_MX", null),
                        new AddContacts.Given(Map.of("phone_number", TO, "name", "Ana"), Map.of()));
    }
}
