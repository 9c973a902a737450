package io.vuelta.testkit.fakes;

import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.window.ContactZones;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Time zones that a test sets by number; every other number is in a country with one zone. */
public final class FixedZones implements ContactZones {
    private final Map<PhoneNumber, Zones> zones = new ConcurrentHashMap<>();

    public void known(PhoneNumber number, ZoneId... in) {
        zones.put(number, new Zones.Known(Set.of(in)));
    }

    public void unknown(PhoneNumber number) {
        zones.put(number, new Zones.Unknown());
    }

    @Override
    public Zones of(PhoneNumber number) {
        return zones.getOrDefault(number, new Zones.CountryOfOneZone());
    }
}
