package vuelta.local.scheduler;

import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * How late after its time a schedule may fire.
 *
 * @param maximumWindowInMinutes 1 to 1440, only for {@link Mode#FLEXIBLE}
 */
record FlexibleTimeWindow(Mode mode, @Nullable Integer maximumWindowInMinutes) {
    private static final int LONGEST_MINUTES = 1440;
    private static final String LENGTH = "FlexibleTimeWindow.MaximumWindowInMinutes";

    enum Mode {
        OFF,
        FLEXIBLE
    }

    FlexibleTimeWindow {
        switch (RequestRefused.given(mode, "FlexibleTimeWindow.Mode")) {
            case OFF -> {
                if (maximumWindowInMinutes != null) {
                    throw RequestRefused.invalid(LENGTH, "must not be given when Mode is OFF");
                }
            }
            case FLEXIBLE ->
                RequestRefused.unlessIn(
                        1, RequestRefused.given(maximumWindowInMinutes, LENGTH), LONGEST_MINUTES, LENGTH);
        }
    }

    Duration length() {
        return Duration.ofMinutes(maximumWindowInMinutes == null ? 0 : maximumWindowInMinutes);
    }

    /** A delay within the window, always the same for one occurrence, so that a restart does not draw again. */
    Duration delayOf(String occurrence) {
        return length().isZero()
                ? Duration.ZERO
                : Duration.ofSeconds(new SplittableRandom(occurrence.hashCode()).nextLong(length().toSeconds()));
    }
}
