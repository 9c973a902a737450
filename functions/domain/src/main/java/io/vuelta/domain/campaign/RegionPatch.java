package io.vuelta.domain.campaign;

import java.time.ZoneId;

/**
 * A change of the country in which numbers without country code are read.
 *
 * @param region its default is the country of the campaign's time zone
 * @param regions gives the country of a time zone
 */
public record RegionPatch(FieldPatch<String> region, ZoneRegions regions) {
    String applied(String now, ZoneId where) {
        return switch (region) {
            case FieldPatch.Absent<String> _ -> now;
            case FieldPatch.Value<String> given -> given.value();
            case FieldPatch.Null<String> _ ->
                regions.regionOf(where)
                        .orElseThrow(() -> new InvalidSetting(
                                "default_region",
                                "is required, because the time zone " + where + " does not determine a country"));
        };
    }
}
