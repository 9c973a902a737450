package io.vuelta.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;

/** Every screen for different users: by keyboard, in the dark theme, on a telephone; with hostile data. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(WithConsole.class)
class ScreensIT {
    private final ConsoleStack stack = WithConsole.stack();
    private final Browser browser = stack.browser();

    @Test
    void axe_finds_nothing_on_any_screen_in_either_theme() {
        stack.open("people");
        for (ConsoleScreen screen : ConsoleScreen.of(stack.samples())) {
            stack.go(screen.path());
            Axe.finds_nothing(browser, screen.name());
            browser.dark(true);
            Axe.finds_enough_contrast(browser, screen.name() + " in the dark");
            browser.dark(false);
            Complaints.none(browser);
        }
    }

    @Test
    @Tag("long")
    void axe_finds_nothing_on_a_telephone_in_spanish() {
        browser.size(390, 844);
        browser.language("es-MX");
        stack.open("people");
        for (ConsoleScreen screen : ConsoleScreen.of(stack.samples())) {
            stack.go(screen.path());
            Axe.finds_nothing(browser, screen.name() + " at 390 pixels");
            Complaints.none(browser);
        }
    }

    @Test
    @Tag("long")
    void no_screen_is_wider_than_a_telephone_in_the_longer_language() {
        browser.size(390, 844);
        browser.language("es-MX");
        List<String> wider = new ArrayList<>();
        stack.open("people");
        for (ConsoleScreen screen : ConsoleScreen.of(stack.samples())) {
            stack.go(screen.path());
            Object width = browser.script("return document.scrollingElement.scrollWidth");
            if (!(width instanceof Long pixels) || pixels > 390) {
                wider.add(screen.name() + ": " + width + " by " + browser.script("""
                        return [...document.querySelectorAll('body *')]
                            .filter(one => one.getBoundingClientRect().right > 391
                                && ![...ancestors(one)].some(above => ['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(above).overflowX)))
                            .map(one => one.tagName + '.' + one.getAttribute('class')).slice(0, 5).join(' ');
                        function* ancestors(one) { for (let up = one.parentElement; up; up = up.parentElement) yield up; }
                        """));
            }
        }

        assertThat(wider).isEmpty();
    }

    /** There, a row of contacts is shown as a card with two columns and three lines. */
    @Test
    void no_cell_of_a_contacts_card_covers_another_on_a_telephone() {
        browser.size(390, 844);
        browser.language("es-MX");
        stack.open("campaigns/" + stack.samples().campaigns().finished() + "/contacts");
        browser.await(
                "the rows", () -> !browser.all(By.cssSelector("main tbody tr")).isEmpty());

        assertThat(browser.script("""
                const boxes = row => [...row.children].map(cell => cell.getBoundingClientRect()).filter(box => box.width > 0);
                const cover = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
                    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
                return [...document.querySelectorAll('main tbody tr')]
                    .filter(row => boxes(row).some((one, at) => boxes(row).slice(at + 1).some(other => cover(one, other))))
                    .map(row => row.innerText);
                """)).isEqualTo(List.of());
    }

    @Test
    void data_from_outside_is_shown_as_plain_text() {
        String campaign = "campaigns/" + stack.samples().campaigns().hostile();
        stack.open("lists");
        for (String path : List.of(
                "campaigns", campaign, campaign + "/contacts", campaign + "/settings", campaign + "/start", "people")) {
            stack.go(path);

            assertThat(browser.script("return document.title")).as(path).isNotEqualTo("HACKED");
            assertThat(browser.script("return document.querySelectorAll('img[src=\"x\"], main script').length"))
                    .as(path)
                    .isEqualTo(0L);
            assertThat(browser.script("return document.scrollingElement.scrollWidth"))
                    .as("width of " + path)
                    .isEqualTo(1440L);
            Complaints.none(browser);
        }
    }

    /** A name with a character that reverses the text direction is marked, and does not reverse the text after it. */
    @Test
    void invisible_characters_are_made_visible() {
        stack.open("campaigns/" + stack.samples().campaigns().hostile() + "/contacts");

        browser.awaitText("ab⟨U+202E⟩fdp.exe⟨U+200B⟩");
        assertThat(browser.text()).contains("<script>").doesNotContain("\u202E");
    }
}
