package io.vuelta.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a window. Not for several threads. */
public final class Browser implements AutoCloseable {
    private static final List<Path> BROWSERS = List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome"));
    private static final List<Path> DRIVERS = List.of(
            Path.of("/usr/bin/chromedriver"),
            Path.of(Objects.requireNonNullElse(System.getenv("CHROMEWEBDRIVER"), "/none"), "chromedriver"));

    /** Maximum time to wait for the page; set a larger value on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(Long.getLong("console.patience", 20));

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ChromeDriverService service;
    private final ChromeDriver driver;
    private final List<Request> requests = new ArrayList<>();

    /**
     * A request of the page.
     *
     * @param id the browser's id of the request
     */
    public record Request(String id, String method, URI url) {}

    private Browser(ChromeDriverService service, ChromeDriver driver) {
        this.service = service;
        this.driver = driver;
    }

    /** Whether Chromium is installed on this machine. */
    public static boolean isInstalled() {
        return found(BROWSERS).isPresent() && found(DRIVERS).isPresent();
    }

    private static Optional<Path> found(List<Path> candidates) {
        return candidates.stream().filter(Files::isExecutable).findFirst();
    }

    /**
     * Starts a browser, which takes some seconds.
     *
     * @throws IllegalStateException if no Chromium is installed
     */
    public static Browser start() {
        Path binary = found(BROWSERS).orElseThrow(() -> new IllegalStateException("no browser among " + BROWSERS));
        Path driver = found(DRIVERS).orElseThrow(() -> new IllegalStateException("no driver among " + DRIVERS));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable("browser", Level.ALL);
        logs.enable("performance", Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(binary.toString());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                // Pages that were left are discarded, and none is prepared in advance.
                "--disable-features=BackForwardCache,SpareRendererForSitePerProcess,Translate,MediaRouter",
                "--hide-scrollbars",
                "--force-color-profile=srgb");
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.toFile())
                .usingAnyFreePort()
                .withSilent(true)
                .build();
        return new Browser(service, new ChromeDriver(service, options));
    }

    /** Sets the size of the page's visible area, in CSS pixels. */
    public void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Sets the light or dark theme. Motion is always reduced, so that no state is half animated. */
    public void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** Sets the languages of the user, e.g. {@code es-MX}. */
    public void language(String tag) {
        driver.executeCdpCommand(
                "Emulation.setUserAgentOverride",
                Map.of("userAgent", String.valueOf(script("return navigator.userAgent")), "acceptLanguage", tag));
    }

    /** Runs a script in each document before the document's own scripts, until {@link #clear}. */
    public String before(String script) {
        return String.valueOf(
                driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script))
                        .get("identifier"));
    }

    public void without(String identifier) {
        driver.executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", identifier));
    }

    /** A command of the DevTools protocol. */
    public Map<String, Object> command(String name, Map<String, Object> parameters) {
        return driver.executeCdpCommand(name, parameters);
    }

    public void open(URI address) {
        driver.get(address.toString());
    }

    public void reload() {
        driver.navigate().refresh();
    }

    public void back() {
        driver.navigate().back();
    }

    public URI address() {
        return URI.create(Objects.requireNonNull(driver.getCurrentUrl()));
    }

    /** Forgets the session and the typed values. */
    public void clear() {
        script("sessionStorage.clear()");
    }

    public @Nullable Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Runs a script that calls its last argument when it is done. */
    public @Nullable Object asynchronous(String script, Object... arguments) {
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
        return driver.executeAsyncScript(script, arguments);
    }

    /** Runs an action in a new window, which is closed afterwards, so that changes of the time stay in that window. */
    public void inItsOwnWindow(Runnable action) {
        String before = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        try {
            action.run();
        } finally {
            driver.close();
            driver.switchTo().window(before);
        }
    }

    /** The visible text of the page. */
    public String text() {
        return String.valueOf(script("return document.body.innerText"));
    }

    /** Waits until the element exists and is visible. */
    public WebElement find(By by) {
        WebElement[] found = new WebElement[1];
        await(by.toString(), () -> {
            Optional<WebElement> one = visible(by);
            one.ifPresent(element -> found[0] = element);
            return one.isPresent();
        });
        return found[0];
    }

    public boolean has(By by) {
        return visible(by).isPresent();
    }

    private Optional<WebElement> visible(By by) {
        return driver.findElements(by).stream().filter(WebElement::isDisplayed).findFirst();
    }

    public List<WebElement> all(By by) {
        return driver.findElements(by);
    }

    /** Clicks the button, link, tab or menu entry with this text. */
    public void click(String words) {
        click(named(words));
    }

    public void click(By by) {
        await("a click on " + by, () -> {
            Optional<WebElement> one = visible(by);
            one.ifPresent(this::press);
            return one.isPresent();
        });
    }

    private void press(WebElement element) {
        driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        element.click();
    }

    /** Finds an element by text, label or title, ignoring spaces and a countdown. */
    public static By named(String words) {
        String quoted = quoted(words);
        return By.xpath(
                "//*[self::button or self::a or self::summary or self::label or @role='menuitem' or @role='tab']"
                        + "[normalize-space(.)=" + quoted + " or @aria-label=" + quoted + " or @title=" + quoted + "]");
    }

    private static String quoted(String words) {
        return words.contains("'") ? '"' + words + '"' : "'" + words + "'";
    }

    /** Replaces the field's value. */
    public void type(By by, String text) {
        WebElement field = find(by);
        driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", field);
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
    }

    /** Chooses the first entry of a list that contains this text. */
    public void choose(By list, String words) {
        await("an entry " + words + " in " + list, () -> Boolean.TRUE.equals(script("""
                const [list, words] = arguments;
                const option = [...list.options].find(one => one.text.includes(words));
                if (!option) return false;
                list.value = option.value;
                list.dispatchEvent(new Event('change', {bubbles: true}));
                return true;
                """, find(list), words)));
    }

    /** Selects files in a file field, which may be hidden. */
    public void files(By by, Path... files) {
        await("a field of files " + by, () -> !driver.findElements(by).isEmpty());
        driver.findElements(by)
                .getFirst()
                .sendKeys(String.join("\n", Stream.of(files).map(Path::toString).toList()));
    }

    public void keys(CharSequence... keys) {
        new org.openqa.selenium.interactions.Actions(driver).sendKeys(keys).perform();
    }

    public void awaitText(String words) {
        await("the words \"" + words + "\"", () -> text().contains(words));
    }

    public void await(String what, BooleanSupplier holds) {
        await(PATIENCE, what, holds);
    }

    /** Waits for a condition; elements that are drawn again meanwhile are looked up again. */
    public void await(Duration patience, String what, BooleanSupplier holds) {
        await(patience, BETWEEN_LOOKS, what, holds);
    }

    /** The same with another pause between two checks, for a check that is more expensive than reading the page. */
    public void await(Duration patience, Duration pause, String what, BooleanSupplier holds) {
        Await.until(patience, pause, () -> what + "\nat " + address() + "\n" + text(), () -> {
            try {
                return holds.getAsBoolean();
            } catch (StaleElementReferenceException | ElementNotInteractableException _) {
                return false;
            }
        });
    }

    /** The browser's messages since the last call: errors, and violations of the content policy. */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get("browser")) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                complaints.add(entry.getLevel() + " " + entry.getMessage());
            }
        }
        return complaints;
    }

    /** The requests since the last call, in order. */
    public List<Request> requests() {
        requests.clear();
        for (LogEntry entry : driver.manage().logs().get("performance")) {
            JsonNode message = read(entry.getMessage()).path("message");
            if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                JsonNode request = message.at("/params/request");
                String url = request.path("url").asText();
                if (url.toLowerCase(Locale.ROOT).startsWith("http")) {
                    requests.add(new Request(
                            message.at("/params/requestId").asText(),
                            request.path("method").asText(),
                            URI.create(url)));
                }
            }
        }
        return List.copyOf(requests);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A picture of the visible area, as PNG. */
    public byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    @Override
    public void close() {
        try {
            driver.quit();
        } catch (WebDriverException _) {
            // The element is already gone.
        }
        service.stop();
    }
}
