package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.event.DeliveryLog;
import io.vuelta.domain.event.Endpoint;
import io.vuelta.domain.event.EndpointId;
import io.vuelta.domain.event.Endpoints;
import io.vuelta.domain.event.Event;
import io.vuelta.domain.event.EventType;
import io.vuelta.domain.event.LoggedDelivery;
import io.vuelta.domain.event.UndeliveredEvents;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The contract of the stores of endpoints, of undelivered events and of deliveries. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public abstract class EndpointsContract {
    private static final AtomicInteger IDS = new AtomicInteger();
    private static final Instant NOW = Examples.MONDAY;

    private final EndpointId id = new EndpointId("we_contract_" + IDS.incrementAndGet());

    protected abstract Endpoints endpoints();

    protected abstract UndeliveredEvents undelivered();

    protected abstract DeliveryLog log();

    private Endpoint created() {
        return Endpoint.created(
                id,
                "https://hooks.example.com/a?b=c",
                Set.of(EventType.CALL_ENDED, EventType.MESSAGE_RECEIVED),
                Endpoint.Format.VUELTA,
                "secret",
                NOW);
    }

    @Test
    void an_endpoint_is_found_as_it_was_saved() {
        assertThat(endpoints().find(id)).isEmpty();
        assertThat(endpoints().save(created())).isTrue();
        Endpoint whole = new Endpoint(
                id,
                "https://b.example.com",
                Set.of(EventType.CALL_ENDED),
                Endpoint.Format.ALTUR,
                new Endpoint.Secrets("new", "old", NOW.plusSeconds(1), "oldest", NOW.plusMillis(1)),
                new Endpoint.Health(true, NOW.plusMillis(2), NOW.plusSeconds(3)),
                NOW,
                1);

        assertThat(endpoints().find(id)).contains(created().inVersion(1));
        assertThat(endpoints().save(whole)).isTrue();
        assertThat(endpoints().find(id)).contains(whole.inVersion(2));
        assertThat(endpoints().all()).contains(whole.inVersion(2));
    }

    @Test
    void the_second_save_of_the_same_version_is_refused() {
        assertThat(endpoints().save(created())).isTrue();
        assertThat(endpoints().save(created().rolled("other", NOW))).isFalse();
        Endpoint read = endpoints().find(id).orElseThrow();
        assertThat(endpoints().save(read.rolled("second", NOW))).isTrue();

        assertThat(endpoints().save(read.rolled("third", NOW))).isFalse();

        assertThat(endpoints().find(id)).map(found -> found.secrets().current()).contains("second");
    }

    @Test
    void a_deleted_endpoint_is_gone_and_cannot_be_saved() {
        assertThat(endpoints().save(created())).isTrue();
        Endpoint read = endpoints().find(id).orElseThrow();

        endpoints().delete(id);
        endpoints().delete(id);

        assertThat(endpoints().find(id)).isEmpty();
        assertThat(endpoints().save(read.rolled("other", NOW))).isFalse();
    }

    // NullAway does not see the annotation within the type of a record that it reads from a class file.
    @SuppressWarnings("NullAway")
    @Test
    void an_event_is_kept_for_each_endpoint_until_it_expires() {
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put("text", "Sí");
        data.put("nothing", null);
        data.put("tags", List.of("vip"));
        data.put("n", 7);
        String eventId = "evt_contract_" + IDS.incrementAndGet();
        Event event = new Event(eventId, EventType.MESSAGE_RECEIVED, NOW, new CampaignId("C1"), data);
        EndpointId other = new EndpointId("we_other");
        Instant until = NOW.plus(Duration.ofDays(14));

        undelivered().keep(event, id, until);
        undelivered().keep(event, id, until);
        undelivered().keep(event, other, until.plusSeconds(10));

        assertThat(undelivered().find(eventId, NOW))
                .containsExactlyInAnyOrder(
                        new UndeliveredEvents.Kept(event, id), new UndeliveredEvents.Kept(event, other));
        assertThat(undelivered().find(eventId, until)).containsExactly(new UndeliveredEvents.Kept(event, other));
        undelivered().remove(eventId, other);
        assertThat(undelivered().find(eventId, until)).isEmpty();
        assertThat(undelivered().find(eventId + "x", NOW)).isEmpty();
    }

    private LoggedDelivery failed(int n) {
        return new LoggedDelivery(
                id,
                "evt_" + n,
                EventType.CALL_ENDED,
                NOW.minusSeconds(1),
                new CampaignId("C1"),
                n,
                NOW.plusSeconds(n),
                Duration.ofMillis(10_070),
                LoggedDelivery.Outcome.FAILED,
                "TIMEOUT",
                NOW.plusSeconds(20));
    }

    @Test
    void a_delivery_is_logged_with_all_its_fields() {
        LoggedDelivery whole = failed(1);
        LoggedDelivery least = new LoggedDelivery(
                id,
                "evt_2",
                EventType.ENDPOINT_DISABLED,
                NOW,
                null,
                1,
                NOW.plusSeconds(9),
                Duration.ZERO,
                LoggedDelivery.Outcome.ACCEPTED,
                "HTTP_204",
                null);
        log().add(whole);
        log().add(whole);
        log().add(least);

        assertThat(log().older(id, Optional.empty(), 10)).containsExactly(least, whole);
    }

    @Test
    void deliveries_of_an_endpoint_are_listed_both_ways() {
        List<LoggedDelivery> all =
                IntStream.rangeClosed(1, 5).mapToObj(this::failed).toList();
        all.forEach(log()::add);
        String third = all.get(2).id();

        assertThat(log().older(id, Optional.empty(), 2)).containsExactly(all.get(4), all.get(3));
        assertThat(log().older(id, Optional.of(third), 10)).containsExactly(all.get(1), all.get(0));
        assertThat(log().newer(id, third, 2)).containsExactly(all.get(2), all.get(3));
        assertThat(log().newer(id, third, 10)).containsExactly(all.get(2), all.get(3), all.get(4));
        assertThat(log().older(new EndpointId(id + "x"), Optional.empty(), 10)).isEmpty();
    }
}
