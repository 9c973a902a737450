package io.vuelta.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

/** A line of each provider of calls is made in its agent's page. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(WithConsole.class)
class LinesIT {
    private static final By VOICE_URL = By.id("line-voice_url");
    private static final By RECORD_CALLS = By.id("line-record_calls");

    private final ConsoleStack stack = WithConsole.stack();
    private final Browser browser = stack.browser();

    /** A platform leads the conversation itself: its line has no address for it. Only some can be made to record. */
    @ParameterizedTest
    @CsvSource({
        "twilio,     +525555550901, true,  true",
        "retell,     +525555550902, false, false",
        "vapi,       +525555550903, false, false",
        "elevenlabs, +525555550904, false, true",
        "agent,      +525555550905, true,  true",
    })
    void the_form_has_the_fields_of_the_provider(String provider, String number, boolean address, boolean records) {
        String agent =
                stack.client().get("/agents?limit=1").ok().at("/agents/0/id").asText();
        stack.open("agents/" + agent + "?add=line");
        Words words = Words.of(browser, "en");

        browser.click(words.of("provider." + provider));
        assertThat(browser.has(VOICE_URL)).isEqualTo(address);
        assertThat(browser.has(RECORD_CALLS)).isEqualTo(records);
        browser.type(By.id("line-number"), number);
        browser.type(By.id("line-secret"), "local/" + provider);
        browser.click(words.of("lines.create"));

        browser.await("the page of the line", () -> browser.address().getPath().contains("/lines/"));
        browser.awaitText(words.of("provider." + provider));
        String path = browser.address().getPath();
        JsonNode line = stack.client()
                .get("/integrations/" + path.substring(path.lastIndexOf('/') + 1))
                .ok()
                .path("integration");
        assertThat(line.path("provider").asText()).isEqualTo(provider);
        assertThat(line.path("number").asText()).isEqualTo(number);
    }
}
