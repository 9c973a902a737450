package io.vuelta.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A user with a read-only key sees no other actions. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(WithConsole.class)
@Tag("long")
class ScopesIT {
    private final ConsoleStack stack = WithConsole.stack();
    private final Browser browser = stack.browser();

    @Test
    void a_read_only_key_sees_all_screens_except_keys_and_no_action() {
        String key = stack.key("reads", "read").path("key").asText();
        stack.open("campaigns", key);
        Words words = Words.of(browser, "en");
        browser.requests();
        for (ConsoleScreen screen : ConsoleScreen.of(stack.samples())) {
            if (!List.of("keys", "webhooks", "new-campaign").contains(screen.name())) {
                stack.go(screen.path());

                assertThat(browser.text()).as(screen.name()).contains(words.of("app.read_only"));
                for (String action : List.of(
                        "campaigns.new",
                        "act.start",
                        "act.pause",
                        "act.resume",
                        "act.archive",
                        "contacts.add",
                        "contacts.upload",
                        "exports.make",
                        "form.save")) {
                    assertThat(browser.has(Browser.named(words.of(action))))
                            .as(action + " on " + screen.name())
                            .isFalse();
                }
            }
        }

        assertThat(browser.requests()).extracting(Browser.Request::method).containsOnly("GET");
        assertThat(browser.has(Browser.named(words.of("nav.keys")))).isFalse();
        Complaints.none(browser);
    }
}
