package io.vuelta.handlers.publish;

import com.amazonaws.services.lambda.runtime.Context;
import io.vuelta.domain.campaign.AutoPause;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.event.ItemChange;
import io.vuelta.handlers.runtime.LogLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Logs and counts campaigns that have paused themselves: a person must check them. */
final class PausedCampaigns {
    private PausedCampaigns() {}

    static void log(List<ItemChange> changes, Context context) {
        for (ItemChange change : changes) {
            if (change instanceof ItemChange.OfCampaign campaign) {
                Campaign after = campaign.after();
                @Nullable AutoPause autoPause = after.state().autoPause();
                Campaign before = campaign.before();
                if (autoPause != null && (before == null || before.state().autoPause() == null)) {
                    LogLine.of(context, "campaign_paused")
                            .with("campaign", after.id())
                            .with("line", after.line())
                            .with("reason", autoPause.reason())
                            .counted()
                            .warn();
                }
            }
        }
    }
}
