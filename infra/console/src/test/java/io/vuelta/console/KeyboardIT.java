package io.vuelta.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Actions without a pointer. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(WithConsole.class)
class KeyboardIT {
    private final ConsoleStack stack = WithConsole.stack();
    private final Browser browser = stack.browser();

    private void focus(String selector) {
        browser.await("something to focus: " + selector, () -> Boolean.TRUE.equals(browser.script("""
                const found = document.querySelector(arguments[0]);
                found?.focus();
                return found !== null && document.activeElement === found;
                """, selector)));
    }

    private String focused() {
        return String.valueOf(browser.script("return document.activeElement.innerText.trim().split('\\n')[0]"));
    }

    private Object value(String id) {
        return browser.script("return document.getElementById(arguments[0])?.value ?? null", id);
    }

    private void awaitValue(String id, String value) {
        browser.await(id + " is " + value, () -> value.equals(value(id)));
    }

    @Test
    void a_menu_can_be_used_by_keyboard_and_returns_the_focus() {
        stack.open("campaigns/" + stack.samples().campaigns().paused());
        focus("main .menu-button");
        String button = focused();

        browser.keys(Keys.ENTER);
        browser.await("the first entry has the focus", () -> isEntry(0));
        browser.keys(Keys.ARROW_DOWN);
        browser.await("the second entry has the focus", () -> isEntry(1));
        browser.keys(Keys.ARROW_UP);
        browser.await("the first entry has the focus again", () -> isEntry(0));
        browser.keys(Keys.END);
        browser.await("the last entry has the focus", () -> isEntry(-1));
        browser.keys(Keys.ESCAPE);

        browser.await("the button has the focus again", () -> button.equals(focused()));
        assertThat(browser.script("return document.querySelector('main .menu-button').getAttribute('aria-expanded')"))
                .isEqualTo("false");
    }

    private boolean isEntry(int at) {
        return Boolean.TRUE.equals(browser.script("""
                const entries = [...document.querySelectorAll('main [role=menuitem]')];
                return entries.length > 0 && document.activeElement === entries.at(arguments[0]);
                """, at));
    }

    /** The fields can do by keyboard everything that the track does with a pointer. */
    @Test
    void hours_can_be_set_by_keyboard() {
        stack.open("campaigns/new");
        browser.click(Words.of(browser, "en").of("hours.set"));
        String start = "form-hours-mon-0-start";
        String stop = "form-hours-mon-0-stop";
        focus("#" + start);

        browser.keys(Keys.ARROW_UP);
        awaitValue(start, "09:15");
        browser.keys(Keys.PAGE_DOWN);
        awaitValue(start, "08:15");
        browser.find(By.id(start)).sendKeys(Keys.chord(Keys.SHIFT, Keys.ARROW_UP));
        awaitValue(start, "09:15");
        browser.keys(Keys.TAB);
        browser.type(By.id(stop), "24");
        browser.keys(Keys.TAB);
        awaitValue(stop, "24:00");
        focus("#form-hours-sat");
        browser.keys(Keys.SPACE);
        awaitValue("form-hours-sat-0-start", "09:15");
        browser.keys(Keys.SPACE);
        browser.await("Saturday is closed", () -> value("form-hours-sat-0-start") == null);
        assertThat(value("form-hours-tue-0-start")).isEqualTo("09:00");
    }

    /** The first tab stop is a link that skips the navigation. */
    @Test
    void one_key_skips_the_navigation() {
        stack.open("people");
        browser.script("document.activeElement.blur()");

        browser.keys(Keys.TAB);
        assertThat(focused()).isEqualTo(Words.of(browser, "en").of("app.skip"));
        browser.keys(Keys.ENTER);

        browser.await(
                "the content has the focus", () -> "main".equals(browser.script("return document.activeElement.id")));
    }
}
