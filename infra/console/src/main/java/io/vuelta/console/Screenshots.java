package io.vuelta.console;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/**
 * {@code mvn -Pscreenshots}: writes pictures of every screen, with a running campaign, into {@code infra/docs/console}.
 */
public final class Screenshots {
    private static final int WIDE = 1440;
    private static final int NARROW = 390;
    private static final int HIGH = 900;

    /** Screens that are also shown on a telephone, in the dark theme and in Spanish. */
    private static final List<String> IN_MANY_WAYS =
            List.of("campaigns", "overview-running", "new-campaign", "contacts");

    private static final String RUNNING = "overview-running";
    private static final int ENOUGH = 30;
    private static final Duration TO_CALL = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private static final int MAX_COLOURS = 256;

    private Screenshots() {}

    public static void main(String[] arguments) throws Exception {
        Path project = Path.of(arguments[0]);
        Path folder = Files.createDirectories(project.resolve("infra/docs/console"));
        Path log =
                Files.createDirectories(project.resolve("infra/console/target")).resolve("functions.log");
        try (ConsoleStack stack = ConsoleStack.start(project, log)) {
            Browser browser = stack.browser();
            // It is meant for tests and would disturb the pictures.
            stack.client()
                    .post("/campaigns/" + stack.samples().campaigns().hostile() + "/archive")
                    .ok();
            browser.open(stack.at("campaigns"));
            browser.language("en-GB");
            String only = System.getProperty("screens", "");
            for (ConsoleScreen screen : inOrder(stack)) {
                if (!screen.name().matches(only.isBlank() ? ".*" : only)) {
                    continue;
                }
                browser.size(WIDE, HIGH);
                browser.dark(false);
                open(stack, screen);
                save(browser, folder, screen.name());
                if (IN_MANY_WAYS.contains(screen.name())) {
                    browser.dark(true);
                    save(browser, folder, screen.name() + "-dark");
                    browser.dark(false);
                    browser.size(NARROW, HIGH);
                    stack.awaitDrawn();
                    save(browser, folder, screen.name() + "-narrow");
                    browser.size(WIDE, HIGH);
                    browser.language("es-MX");
                    open(stack, screen);
                    save(browser, folder, screen.name() + "-es");
                    browser.language("en-GB");
                }
            }
        }
        System.exit(0);
    }

    /** The running campaign is last because it then has the most data. */
    private static List<ConsoleScreen> inOrder(ConsoleStack stack) {
        return ConsoleScreen.of(stack.samples()).stream()
                .sorted(Comparator.comparing(screen -> screen.name().equals(RUNNING)))
                .toList();
    }

    /** Opens a screen. For a running campaign it waits for enough finished calls and some in progress. */
    private static void open(ConsoleStack stack, ConsoleScreen screen) {
        stack.open(screen.path());
        if (screen.name().equals(RUNNING)) {
            Browser browser = stack.browser();
            browser.await(
                    TO_CALL,
                    BETWEEN_LOOKS,
                    "calls that are under way",
                    () -> Boolean.TRUE.equals(browser.script("""
                    const {waiting, analytics} = document.querySelector('vu-overview').campaign;
                    return Boolean(waiting) && analytics.in_flight > 0 && analytics.contactsProcessed > arguments[0];
                    """, ENOUGH)));
            // The plot shows the moment at which the page was loaded.
            browser.reload();
            stack.awaitDrawn();
        }
    }

    private static void save(Browser browser, Path folder, String name) throws IOException {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(browser.picture()));
        Path file = folder.resolve(name.toLowerCase(Locale.ROOT) + ".png");
        ImageIO.write(withPalette(picture), "png", file.toFile());
        System.out.println(file);
    }

    /** Uses only the most frequent colours: a third of the bytes, and text looks the same. */
    private static BufferedImage withPalette(BufferedImage picture) {
        int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        int[] palette = java.util.Arrays.stream(pixels)
                .boxed()
                .collect(Collectors.groupingBy(colour -> colour, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue().reversed())
                .limit(MAX_COLOURS)
                .mapToInt(Map.Entry::getKey)
                .toArray();
        IndexColorModel colours =
                new IndexColorModel(8, palette.length, palette, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE);
        BufferedImage reduced =
                new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, colours);
        Map<Integer, Integer> nearest = new java.util.HashMap<>();
        byte[] row = new byte[picture.getWidth()];
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                row[x] = (byte) (int)
                        nearest.computeIfAbsent(pixels[y * picture.getWidth() + x], colour -> nearest(colour, palette));
            }
            reduced.getRaster().setDataElements(0, y, picture.getWidth(), 1, row);
        }
        return reduced;
    }

    private static int nearest(int colour, int[] palette) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < palette.length; i++) {
            int red = ((colour >> 16) & 0xFF) - ((palette[i] >> 16) & 0xFF);
            int green = ((colour >> 8) & 0xFF) - ((palette[i] >> 8) & 0xFF);
            int blue = (colour & 0xFF) - (palette[i] & 0xFF);
            int distance = red * red + green * green + blue * blue;
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }
}
