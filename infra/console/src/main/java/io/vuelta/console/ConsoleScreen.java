package io.vuelta.console;

import java.util.ArrayList;
import java.util.List;

/**
 * A screen of the console.
 *
 * @param name the name of its picture
 * @param path the path below {@code /console/}
 */
public record ConsoleScreen(String name, String path) {
    /** All screens, in different states. */
    public static List<ConsoleScreen> of(Samples.Made made) {
        List<ConsoleScreen> all = new ArrayList<>();
        all.add(new ConsoleScreen("campaigns", "campaigns"));
        all.add(new ConsoleScreen("new-campaign", "campaigns/new"));
        all.add(new ConsoleScreen("overview-running", "campaigns/" + made.running()));
        all.add(new ConsoleScreen("overview-paused", "campaigns/" + made.paused()));
        all.add(new ConsoleScreen("overview-finished", "campaigns/" + made.finished()));
        all.add(new ConsoleScreen("overview-waiting", "campaigns/" + made.closed()));
        all.add(new ConsoleScreen("overview-empty", "campaigns/" + made.empty()));
        all.add(new ConsoleScreen("overview-messages", "campaigns/" + made.messages()));
        all.add(new ConsoleScreen("start", "campaigns/" + made.ready() + "/start"));
        all.add(new ConsoleScreen("settings", "campaigns/" + made.paused() + "/settings"));
        all.add(new ConsoleScreen("contacts", "campaigns/" + made.finished() + "/contacts"));
        all.add(new ConsoleScreen("contacts-empty", "campaigns/" + made.empty() + "/contacts"));
        all.add(new ConsoleScreen("upload", "campaigns/" + made.finished() + "/uploads/" + made.upload()));
        all.add(new ConsoleScreen("upload-failed", "campaigns/" + made.ready() + "/uploads/" + made.failedUpload()));
        all.add(new ConsoleScreen("activity", "campaigns/" + made.finished() + "/activity"));
        all.add(new ConsoleScreen("activity-messages", "campaigns/" + made.messages() + "/activity"));
        all.add(new ConsoleScreen("exports", "campaigns/" + made.finished() + "/exports"));
        all.add(new ConsoleScreen("people", "people"));
        all.add(new ConsoleScreen("lists", "lists"));
        all.add(new ConsoleScreen("agents", "agents"));
        all.add(new ConsoleScreen("line", "lines/" + made.phone()));
        all.add(new ConsoleScreen("analytics", "analytics"));
        all.add(new ConsoleScreen("keys", "keys"));
        all.add(new ConsoleScreen("webhooks", "webhooks?endpoint=" + made.endpoint()));
        return all;
    }
}
