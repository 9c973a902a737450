package io.vuelta.domain.window;

import io.vuelta.domain.phone.PhoneNumber;
import java.time.ZoneId;
import java.util.Set;

/** Finds the time zones in which a number may be. Pure: the same number always has the same result. */
public interface ContactZones {
    /** The zones of one number. It never throws. */
    Zones of(PhoneNumber number);

    /** The information that a number gives about its time zone. */
    sealed interface Zones {
        /**
         * The zones in which the number may be. If there are several, the right one is unknown, so the window must be
         * open in all of them.
         *
         * @param zones one or more
         */
        record Known(Set<ZoneId> zones) implements Zones {
            public Known {
                if (zones.isEmpty()) {
                    throw new IllegalArgumentException("known zones are one or more; a number without any is Unknown");
                }
                zones = Set.copyOf(zones);
            }
        }

        /** The number itself does not show a zone, but its whole country has one zone: the campaign's zone decides. */
        record CountryOfOneZone() implements Zones {}

        /** The time zone is unknown: the number shows no zone, and its country has several. */
        record Unknown() implements Zones {}
    }
}
