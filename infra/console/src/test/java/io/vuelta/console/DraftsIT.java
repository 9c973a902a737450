package io.vuelta.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;

/** Typed values stay until they are saved, whatever happens meanwhile; and they are saved once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(WithConsole.class)
class DraftsIT {
    private static final By NAME = By.id("form-name");

    private final ConsoleStack stack = WithConsole.stack();
    private final Browser browser = stack.browser();

    private Words typed(String name) {
        stack.open("campaigns/new");
        return typedHere(name);
    }

    private Words typedHere(String name) {
        browser.type(NAME, name);
        browser.choose(By.id("form-agent"), "Inés");
        browser.choose(By.id("form-line"), "Collections");
        return Words.of(browser, "en");
    }

    private String name() {
        return String.valueOf(browser.find(NAME).getDomProperty("value"));
    }

    private long campaigns(String name) {
        JsonNode all = stack.client().get("/campaigns?limit=100").ok().path("campaigns");
        return StreamSupport.stream(all.spliterator(), false)
                .filter(campaign -> campaign.path("name").asText().equals(name))
                .count();
    }

    @Test
    void typed_values_survive_a_reload_and_a_visit_to_another_page() {
        typed("Kept over a reload");

        browser.reload();
        assertThat(name()).isEqualTo("Kept over a reload");
        browser.click("People");
        browser.await("another page", () -> browser.address().getPath().endsWith("/people"));
        browser.back();

        assertThat(name()).isEqualTo("Kept over a reload");
        browser.click(Words.of(browser, "en").of("form.discard"));
        browser.await("an empty form", () -> name().isEmpty());
    }

    @Test
    void a_refused_save_keeps_the_form_and_marks_the_wrong_field() {
        Words words = typed("Refused");
        browser.script("document.getElementById('form-name').value = ''");
        browser.type(NAME, " ");

        browser.click(words.of("form.save"));

        browser.find(By.cssSelector(".summary[role=alert]"));
        assertThat(browser.find(NAME).getDomAttribute("aria-invalid")).isEqualTo("true");
        assertThat(campaigns("Refused")).isZero();
    }

    @Test
    void a_double_click_saves_once() {
        typed("Saved once");

        browser.script("""
                const button = document.querySelector('button[value=save]');
                button.click(); button.click(); button.click();
                """);
        browser.await("the page of the campaign", this::isAtACampaign);

        assertThat(campaigns("Saved once")).isEqualTo(1);
    }

    /** A second save is also impossible while the campaign's page is loading, which needs one more module. */
    @Test
    void many_clicks_save_once() {
        typed("Saved once, with many clicks");

        browser.script("""
                const clicks = setInterval(() => {
                    const button = document.querySelector('button[value=save]');
                    button ? button.click() : clearInterval(clicks);
                }, 20);
                """);
        browser.await("the page of the campaign", this::isAtACampaign);
        stack.awaitDrawn();

        assertThat(campaigns("Saved once, with many clicks")).isEqualTo(1);
    }

    private boolean isAtACampaign() {
        return !browser.address().getPath().endsWith("/new");
    }

    /** After the revocation the sign-in form covers the page, and the request continues after the sign-in. */
    @Test
    void typed_values_survive_the_revocation_of_the_key() {
        JsonNode second = stack.key("revoked", "write");
        stack.open("campaigns/new", second.path("key").asText());
        Words words = typedHere("Over the dialog");
        stack.revoke(second);

        browser.click(words.of("form.save"));
        browser.awaitText(words.of("sign_in.again"));
        browser.type(By.cssSelector("dialog[open] #key"), stack.key());
        browser.click(By.cssSelector("dialog[open] button[type=submit]"));
        browser.await("the page of the campaign", this::isAtACampaign);
        stack.awaitDrawn();

        assertThat(campaigns("Over the dialog")).isEqualTo(1);
        assertThat(browser.has(By.cssSelector("dialog[open]"))).isFalse();
        Complaints.onlyOfAnswers(browser, 401);
    }

    /** Automatic refreshes pause until the user has signed in, because the key is refused. */
    @Test
    void no_request_is_sent_while_the_sign_in_form_is_open() {
        JsonNode second = stack.key("revoked while watching", "read");
        stack.open(
                "campaigns/" + stack.samples().campaigns().paused(),
                second.path("key").asText());
        Words words = Words.of(browser, "en");
        stack.revoke(second);
        browser.keys("r");
        browser.awaitText(words.of("sign_in.again"));
        browser.requests();

        Object asked = browser.asynchronous("""
                const done = arguments[arguments.length - 1];
                const api = document.querySelector('script[type=module]').src.replace('app.js', 'api.js');
                import(api).then(({heartbeat}) => {
                    heartbeat.now();
                    setTimeout(() => done('asked'));
                }, error => done(String(error)));
                """);
        assertThat(asked).isEqualTo("asked");
        assertThat(browser.requests())
                .filteredOn(request -> request.url().getPath().startsWith("/api/"))
                .isEmpty();

        browser.type(By.cssSelector("dialog[open] #key"), stack.key());
        browser.click(By.cssSelector("dialog[open] button[type=submit]"));
        browser.await("the form is gone", () -> !browser.has(By.cssSelector("dialog[open]")));
        browser.await(
                "the page is read again",
                () -> browser.requests().stream()
                        .anyMatch(request -> request.url()
                                .getPath()
                                .endsWith(stack.samples().campaigns().paused())));
        Complaints.onlyOfAnswers(browser, 401);
    }

    /** The answer to the first request never arrives; the same key is sent again, and there is one campaign. */
    @Test
    void a_lost_answer_does_not_create_a_second_campaign() {
        Words words = typed("Lost answer");
        browser.script("""
                const fetched = window.fetch;
                window.fetch = async (...given) => {
                    const answer = await fetched(...given);
                    if (given[1]?.method === 'POST') {
                        window.fetch = fetched;
                        throw new TypeError('cut');
                    }
                    return answer;
                };
                """);

        browser.click(words.of("form.save"));
        browser.awaitText(words.of("error.unknown_outcome"));
        browser.click(words.of("form.save"));
        browser.await("the page of the campaign", this::isAtACampaign);

        assertThat(campaigns("Lost answer")).isEqualTo(1);
    }
}
