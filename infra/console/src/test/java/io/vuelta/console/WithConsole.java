package io.vuelta.console;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * One system and one browser for all tests of the process; without a browser they are skipped. Each test begins in a
 * large window with the bright theme and in English. After each test the browser must have reported no error of a
 * script and no violation of the content policy.
 */
final class WithConsole implements ExecutionCondition, BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
    private static volatile @Nullable ConsoleStack running;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Browser.isInstalled()
                ? ConditionEvaluationResult.enabled("a browser is installed")
                : ConditionEvaluationResult.disabled(
                        "NO BROWSER: the console is not tested; apt-get install chromium chromium-driver fonts-inter");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.create(WithConsole.class))
                .computeIfAbsent(WithConsole.class, _ -> started(), AutoCloseable.class);
    }

    private static AutoCloseable started() {
        ConsoleStack stack = ConsoleStack.start(Path.of("../.."), Path.of("target/functions.log"));
        running = stack;
        return stack;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Browser browser = stack().browser();
        browser.size(1440, 900);
        browser.dark(false);
        browser.language("en-GB");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Complaints.none(stack().browser());
    }

    static ConsoleStack stack() {
        ConsoleStack stack = running;
        if (stack == null) {
            throw new IllegalStateException("a class that uses it must be extended with WithConsole");
        }
        return stack;
    }
}
