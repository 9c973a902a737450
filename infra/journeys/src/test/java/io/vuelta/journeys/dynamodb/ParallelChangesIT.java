package io.vuelta.journeys.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.action.ActOnCampaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.LineChange;
import io.vuelta.domain.line.LineId;
import io.vuelta.handlers.runtime.RandomWaits;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.RecordingWakes;
import io.vuelta.testkit.fakes.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many parallel requests that change one campaign all succeed, and none overwrites another's change. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ParallelChangesIT {
    private static final int THREADS = 60;

    @AutoClose
    private static final TemplateTable STARTED = TemplateTable.start();

    private static final Stores STORES = Stores.of(STARTED.table());

    /** A campaign that works is written in a transaction, with its place in the list of its line. */
    @ParameterizedTest
    @EnumSource(
            value = CampaignStatus.class,
            names = {"READY", "ACTIVE"})
    void sixty_parallel_changes_of_one_campaign_all_succeed(CampaignStatus status) throws Exception {
        CampaignId id = new CampaignId("parallel" + status);
        STORES.ofCampaigns().campaigns().create(Examples.campaign(id, new LineId("line"), status, Examples.settings()));
        ActOnCampaign actions = new ActOnCampaign(
                STORES.ofCampaigns().campaigns(),
                STORES.ofCampaigns().books(),
                new RecordingWakes(),
                new RandomWaits(),
                new VirtualTime(Examples.MONDAY));
        CountDownLatch all = new CountDownLatch(THREADS);
        List<Future<ActOnCampaign.Changed>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                String mark = "-" + i + ".";
                results.add(threads.submit(() -> {
                    all.countDown();
                    all.await();
                    return actions.change(id, LineChange.NONE, (settings, _) -> named(settings, mark));
                }));
            }
        }

        for (Future<ActOnCampaign.Changed> result : results) {
            assertThat(result.get()).isInstanceOf(ActOnCampaign.Changed.Done.class);
        }
        String name = STORES.ofCampaigns()
                .campaigns()
                .find(id)
                .orElseThrow()
                .settings()
                .name();
        assertThat(IntStream.range(0, THREADS).mapToObj(i -> "-" + i + "."))
                .allSatisfy(mark -> assertThat(name).containsOnlyOnce(mark));
    }

    private static CampaignSettings named(CampaignSettings settings, String mark) {
        return settings.copied(settings.name() + mark, Examples.MONDAY);
    }
}
