package io.vuelta.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;

/** Common problems at work: wrong files, no network, two tabs, a lost answer. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(WithConsole.class)
class MishapsIT {
    private static final By NAME = By.id("form-name");
    private static final By DESCRIPTION = By.id("form-description");

    private final ConsoleStack stack = WithConsole.stack();
    private final Browser browser = stack.browser();

    @TempDir
    Path folder;

    private JsonNode shown(String campaign) {
        return stack.client().get("/campaigns/" + campaign).ok().path("campaign");
    }

    /** The first bytes of binary files and the page's message about them; no file is sent. */
    @ParameterizedTest
    @CsvSource({
        "contacts.xlsx, 'PK\u0003\u0004 xl/workbook.xml', Excel",
        "contacts.xls, '\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1', Excel",
        "contacts.csv, '%PDF-1.7 and more', PDF",
        "contacts.csv, '', no rows"
    })
    void a_binary_file_is_refused_before_it_is_sent(String name, String bytes, String said) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes.getBytes(ISO_8859_1));
        stack.open("campaigns/" + stack.samples().campaigns().empty() + "/contacts");
        browser.requests();

        browser.files(By.cssSelector("vu-upload-file input[type=file]"), file);

        browser.awaitText(said);
        assertThat(browser.requests()).extracting(Browser.Request::method).doesNotContain("POST", "PUT");
    }

    /** The names of columns, cells and files also come from outside. */
    @Test
    void the_content_of_a_file_is_shown_as_plain_text() throws IOException {
        Path file = Files.writeString(
                folder.resolve("<img src=x onerror=alert(1)>.csv"),
                "phone," + Samples.SCRIPT.replace(",", "") + "," + Samples.BACKWARDS + "\n+525555551234,"
                        + "x".repeat(10_000) + ",\"" + Samples.SCRIPT.replace("\"", "\"\"") + "\"\n");
        stack.open("campaigns/" + stack.samples().campaigns().empty() + "/contacts");

        browser.files(By.cssSelector("vu-upload-file input[type=file]"), file);
        browser.awaitText("+525555551234");

        assertThat(browser.script("return document.title")).isNotEqualTo("HACKED");
        assertThat(browser.script("return document.querySelectorAll('main img, main script').length"))
                .isEqualTo(0L);
        assertThat(browser.script("return document.scrollingElement.scrollWidth"))
                .isEqualTo(1440L);
        assertThat(browser.text()).contains("abfdp.exe").doesNotContain("\u202E");
    }

    @ParameterizedTest
    @ValueSource(strings = {"people", "campaigns", "contacts"})
    void a_search_for_a_very_long_text_shows_a_message(String screen) {
        stack.open(
                screen.equals("contacts")
                        ? "campaigns/" + stack.samples().campaigns().ready() + "/contacts"
                        : screen);
        browser.find(By.cssSelector("main input[type=search]"));
        browser.script("""
                const field = document.querySelector('main input[type=search]');
                field.value = arguments[0];
                field.dispatchEvent(new Event('input', {bubbles: true}));
                field.dispatchEvent(new Event('change', {bubbles: true}));
                field.form?.requestSubmit();
                """, "<b>" + "9".repeat(10_000));

        stack.awaitDrawn();
        assertThat(browser.text()).doesNotContain(Words.of(browser, "en").of("app.error"));
        assertThat(browser.script("return document.scrollingElement.scrollWidth"))
                .isEqualTo(1440L);
        Complaints.onlyOfAnswers(browser, 400, 414, 431);
    }

    /** The form shows that there is no network, keeps the typed values, and saves them when the network is back. */
    @Test
    void without_a_network_nothing_is_lost() {
        String campaign = stack.phoneCampaign("Offline");
        stack.open("campaigns/" + campaign + "/settings");
        Words words = Words.of(browser, "en");
        network(false);
        try {
            browser.awaitText(words.of("app.offline"));
            browser.type(DESCRIPTION, "Typed without a network");
            browser.click(words.of("form.save"));
            browser.find(By.cssSelector(".summary[role=alert]"));
        } finally {
            network(true);
        }
        browser.await("the network is there", () -> !browser.text().contains(words.of("app.offline")));
        browser.click(words.of("form.save"));

        browser.awaitText(words.of("form.saved"));
        assertThat(shown(campaign).path("description").asText()).isEqualTo("Typed without a network");
        browser.complaints();
    }

    private void network(boolean there) {
        browser.command("Network.enable", Map.of());
        browser.command(
                "Network.emulateNetworkConditions",
                Map.of("offline", !there, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /**
     * A field that both tabs changed shows the other tab's value; a field that only the other tab changed is updated
     * with a note.
     */
    @Test
    void two_tabs_do_not_overwrite_each_other() {
        String campaign = stack.phoneCampaign("Two tabs");
        String path = "campaigns/" + campaign + "/settings";
        stack.open(path);
        Words words = Words.of(browser, "en");
        browser.type(NAME, "Two tabs, the first");
        browser.inItsOwnWindow(() -> {
            browser.size(1440, 900);
            stack.open(path);
            browser.type(NAME, "Two tabs, the second");
            browser.type(DESCRIPTION, "Of the second");
            browser.click(words.of("form.save"));
            browser.awaitText(words.of("form.saved"));
        });

        browser.click(words.of("form.save"));
        browser.awaitText("Two tabs, the second");
        assertThat(shown(campaign).path("name").asText()).isEqualTo("Two tabs, the second");
        browser.click(words.of("form.save"));
        browser.awaitText(words.of("form.saved"));

        assertThat(shown(campaign).path("name").asText()).isEqualTo("Two tabs, the first");
        assertThat(shown(campaign).path("description").asText()).isEqualTo("Of the second");
    }

    /** A page of contacts whose first answer is lost is requested again automatically. */
    @Test
    void a_page_that_could_not_be_loaded_is_requested_again_automatically() {
        String once = browser.before("""
                const fetched = window.fetch;
                let cut = 2;
                window.fetch = (...given) => String(given[0]).includes('/contacts?') && cut-- > 0
                    ? Promise.reject(new TypeError('cut')) : fetched(...given);
                """);
        try {
            stack.open("campaigns/" + stack.samples().campaigns().ready() + "/contacts");
            browser.await("the rows", () -> rows() == 12);
        } finally {
            browser.without(once);
        }
    }

    private int rows() {
        return browser.all(By.cssSelector("main tbody tr")).size();
    }

    /** Two clicks on one button count as one. */
    @Test
    void a_double_click_adds_a_contact_once() {
        String campaign = stack.phoneCampaign("Double click");
        stack.open("campaigns/" + campaign + "/contacts");
        Words words = Words.of(browser, "en");
        browser.click(words.of("contacts.add"));
        browser.type(By.id("add-contact"), "+525555550001");

        browser.script("""
                const button = document.querySelector('vu-contact-add button[type=submit]');
                button.click(); button.click();
                """);

        awaitCampaign(campaign, shown -> shown.at("/analytics/contacts").asInt() > 0);
        stack.awaitDrawn();
        assertThat(shown(campaign).at("/analytics/contacts").asInt()).isEqualTo(1);
        assertThat(browser.text()).doesNotContain(words.of("add.duplicate", Map.of("number", "+525555550001")));
    }

    private void awaitCampaign(String campaign, Predicate<JsonNode> holds) {
        browser.await("the campaign has it", () -> holds.test(shown(campaign)));
    }
}
