package io.vuelta.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

/** A whole day from sign-in to export, using only what the screen shows. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(WithConsole.class)
class OperatorsDayIT {
    private static final Duration TO_CALL = Duration.ofMinutes(2);
    private static final Duration BETWEEN_READS = Duration.ofMillis(250);

    private final ConsoleStack stack = WithConsole.stack();
    private final Browser browser = stack.browser();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"en, en-GB, 1440", "es, es-MX, 390"})
    void a_campaign_is_created_loaded_started_watched_and_exported(String language, String tag, int width)
            throws Exception {
        spend(language, tag, width);
    }

    @ParameterizedTest
    @CsvSource({"en, en-US, 390", "es, es-MX, 1440"})
    @Tag("long")
    void the_same_day_works_in_each_language_at_the_other_width(String language, String tag, int width)
            throws Exception {
        spend(language, tag, width);
    }

    private void spend(String language, String tag, int width) throws Exception {
        browser.size(width, 900);
        browser.language(tag);
        browser.requests();
        Words words = signIn(language);
        String name = "Day " + language + " " + width;

        String campaign = create(words, name);
        load(words, campaign);
        look(words, campaign);
        start(words, campaign);
        pauseAndResume(words, campaign);
        awaitFinished(words, campaign, language.equals("en"));
        String csv = export(words, campaign);

        assertThat(csv).contains("campaign_name").contains(name).contains("+525555909001");
        assertThat(csv.lines()).hasSize(4);
        activity(words, campaign);
        signOut(words);
        PermittedRequests.are_those_of_the_api(browser.requests(), stack.origin(), stack.bucket());
    }

    private Words signIn(String language) {
        browser.open(URI.create("about:blank"));
        browser.open(stack.at("campaigns"));
        browser.clear();
        browser.reload();
        browser.find(By.id("key"));
        Words words = Words.of(browser, language);
        assertThat(browser.text()).contains(words.of("sign_in.title"));
        browser.type(By.id("key"), "not-a-key");
        browser.click(words.of("sign_in.action"));
        browser.awaitText(words.of("sign_in.wrong"));
        Complaints.onlyOfAnswers(browser, 401);
        browser.type(By.id("key"), stack.key());
        browser.click(words.of("sign_in.action"));
        browser.awaitText("June reminders");
        return words;
    }

    private String create(Words words, String name) {
        browser.click(words.of("campaigns.new"));
        browser.type(By.id("form-name"), name);
        browser.choose(By.id("form-agent"), "Inés");
        browser.choose(By.id("form-line"), "Collections");
        browser.type(By.id("form-first_message"), "Hi, am I speaking with {name}?");
        browser.click(By.cssSelector("#pace summary"));
        browser.type(By.id("form-retries"), "0");
        browser.click(words.of("form.save_contacts"));
        browser.await(
                "the page of its contacts", () -> browser.address().getPath().endsWith("/contacts"));
        return browser.address().getPath().replaceAll(".*/campaigns/([^/]+)/contacts", "$1");
    }

    private void load(Words words, String campaign) throws Exception {
        Path file = Files.writeString(folder.resolve("contacts.csv"), """
                Teléfono;Nombre completo;Monto
                +525555909001;Ana Gómez;900
                +525555909002;Juan Pérez;1500
                +525555909003;Lucía García;700
                """);
        browser.files(By.cssSelector("vu-upload-file input[type=file]"), file);
        browser.awaitText("Ana Gómez");
        browser.click(words.of("upload.send", Map.of("n", 3)));
        browser.await(
                "the page of the upload", () -> browser.address().getPath().contains("/uploads/"));
        browser.await("the file is loaded", () -> browser.text().contains(words.of("uploadStatus.done")));
        browser.open(stack.at("campaigns/" + campaign + "/contacts"));
        browser.awaitText("Lucía García");
    }

    private void look(Words words, String campaign) {
        browser.click(By.xpath("//main//a[contains(., 'Ana Gómez') or contains(., '909001')]"));
        browser.awaitText(words.of("timeline.LOADED"));
        assertThat(browser.address().getQuery()).contains("contact=");
        browser.open(stack.at("campaigns/" + campaign));
    }

    private void start(Words words, String campaign) {
        browser.click(words.of("act.start"));
        browser.await(
                "the page before the start", () -> browser.address().getPath().endsWith("/start"));
        browser.click(By.cssSelector(".decision .button"));
        browser.await(
                "the campaign's own page", () -> browser.address().getPath().endsWith("/" + campaign));
    }

    private void pauseAndResume(Words words, String campaign) {
        stack.awaitDrawn();
        if (browser.has(Browser.named(words.of("act.pause")))) {
            browser.click(words.of("act.pause"));
            browser.await(
                    "paused, or finished before that",
                    () -> browser.has(Browser.named(words.of("act.resume")))
                            || browser.text().contains(words.of("campaignStatus.finished")));
        }
        if (browser.has(Browser.named(words.of("act.resume")))) {
            browser.click(words.of("act.resume"));
            browser.await("resumed", () -> !browser.has(Browser.named(words.of("act.resume"))));
        }
        assertThat(browser.address().getPath()).endsWith(campaign);
    }

    /** The page notices it automatically, or at once with its refresh key. */
    private void awaitFinished(Words words, String campaign, boolean byItself) {
        if (!byItself) {
            browser.await(
                    TO_CALL,
                    BETWEEN_READS,
                    "the campaign is over",
                    () -> stack.client()
                            .get("/campaigns/" + campaign)
                            .ok()
                            .at("/campaign/status")
                            .asText()
                            .equals("finished"));
            browser.keys("r");
        }
        browser.await(
                TO_CALL,
                "the campaign is finished",
                () -> browser.text().contains(words.of("campaignStatus.finished")));
    }

    private String export(Words words, String campaign) throws Exception {
        browser.click(words.of("tab.exports"));
        browser.click(words.of("exports.make"));
        browser.await("the export is done", () -> browser.text().contains(words.of("exportStatus.done")));
        URI file = URI.create(Objects.requireNonNull(
                browser.find(By.cssSelector("main table a[download]")).getDomProperty("href")));
        assertThat(file.toString()).startsWith(stack.bucket().toString()).contains(campaign);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(file).build(), HttpResponse.BodyHandlers.ofString(UTF_8))
                    .body();
        }
    }

    private void activity(Words words, String campaign) {
        browser.click(words.of("tab.activity"));
        browser.awaitText("909001");
        assertThat(browser.address().getPath()).endsWith(campaign + "/activity");
    }

    private void signOut(Words words) {
        browser.click(By.cssSelector(".bar .menu-button"));
        browser.click(By.xpath("//*[@role='menuitem'][contains(., '" + words.of("app.sign_out") + "')]"));
        browser.find(By.id("key"));
        assertThat(browser.script("return sessionStorage.getItem('vuelta.session')"))
                .isNull();
        assertThat(List.of(browser.text().split("\n"))).doesNotContain("June reminders");
    }
}
