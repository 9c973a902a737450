package io.vuelta.domain.campaign;

import java.time.ZoneId;

/**
 * A change of the country in which numbers without country code are read.
 *
 * @param region its default is the country of the campaign's time zone
 * @param regions gives the country of a time zone
 */
public record RegionPatch(FieldPatch<String> region, ZoneRegions regions) {
    /**
     * The region after the change. A region that was never given follows the time zone; contacts that are loaded already
     * keep their numbers.
     *
     * @param before the time zone before the change
     * @param after the time zone after the change
     */
    NumberRegion applied(NumberRegion now, ZoneId before, ZoneId after) {
        return switch (region) {
            case FieldPatch.Absent<String> _ -> now.given() || after.equals(before) ? now : of(after);
            case FieldPatch.Value<String> given -> NumberRegion.ofCustomer(given.value());
            case FieldPatch.Null<String> _ -> of(after);
        };
    }

    private NumberRegion of(ZoneId zone) {
        return regions.regionOf(zone)
                .map(NumberRegion::ofZone)
                .orElseThrow(() -> new InvalidSetting(
                        "default_region",
                        "is required, because the time zone " + zone + " does not determine a country"));
    }
}
