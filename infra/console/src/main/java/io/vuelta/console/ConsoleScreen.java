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
        all.add(new ConsoleScreen(
                "overview-running", "campaigns/" + made.campaigns().running()));
        all.add(new ConsoleScreen(
                "overview-paused", "campaigns/" + made.campaigns().paused()));
        all.add(new ConsoleScreen(
                "overview-finished", "campaigns/" + made.campaigns().finished()));
        all.add(new ConsoleScreen(
                "overview-waiting", "campaigns/" + made.campaigns().closed()));
        all.add(new ConsoleScreen(
                "overview-empty", "campaigns/" + made.campaigns().empty()));
        all.add(new ConsoleScreen(
                "overview-messages", "campaigns/" + made.campaigns().messages()));
        all.add(new ConsoleScreen("start", "campaigns/" + made.campaigns().ready() + "/start"));
        all.add(new ConsoleScreen("settings", "campaigns/" + made.campaigns().paused() + "/settings"));
        all.add(new ConsoleScreen("contacts", "campaigns/" + made.campaigns().finished() + "/contacts"));
        all.add(new ConsoleScreen(
                "contacts-empty", "campaigns/" + made.campaigns().empty() + "/contacts"));
        all.add(new ConsoleScreen("upload", "campaigns/" + made.campaigns().finished() + "/uploads/" + made.upload()));
        all.add(new ConsoleScreen(
                "upload-failed", "campaigns/" + made.campaigns().ready() + "/uploads/" + made.failedUpload()));
        all.add(new ConsoleScreen("activity", "campaigns/" + made.campaigns().finished() + "/activity"));
        all.add(new ConsoleScreen(
                "activity-messages", "campaigns/" + made.campaigns().messages() + "/activity"));
        all.add(new ConsoleScreen("exports", "campaigns/" + made.campaigns().finished() + "/exports"));
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
