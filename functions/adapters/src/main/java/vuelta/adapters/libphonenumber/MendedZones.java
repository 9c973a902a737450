package vuelta.adapters.libphonenumber;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is wrong in the zones that libphonenumber (geocoder 3.23) gives a number, by the IANA time zone database 2025b.
 *
 * <p>It names one zone for all places that once had its time, so it has countries by a neighbour's clock, though only one
 * of the two is put forward in summer. All its 3,286 prefixes were compared with their countries' own zones from 2026 to
 * 2030; these are the ones that differ. And in Mexico, whose clocks were set anew in October 2022, it has Chihuahua where
 * it was before, and the municipalities along the northern border like the rest of their states.
 */
final class MendedZones {
    /** By calling code: a zone of elsewhere, and the country's own. */
    private static final Map<Integer, Map<String, String>> OWN = Map.of(
            7, Map.of("Europe/Bucharest", "Europe/Kaliningrad"),
            52, Map.of("America/New_York", "America/Cancun"),
            211, Map.of("Africa/Nairobi", "Africa/Juba"),
            212, Map.of("Atlantic/Canary", "Africa/Casablanca"),
            213, Map.of("Europe/Paris", "Africa/Algiers"),
            218, Map.of("Europe/Bucharest", "Africa/Tripoli"),
            505, Map.of("America/Chicago", "America/Managua"),
            970, Map.of("Europe/Bucharest", "Asia/Hebron"));

    private static final int MEXICO = 52;
    private static final int MEXICAN_AREA = 3;

    private static final List<String> CHIHUAHUA = List.of("America/Chihuahua");
    private static final List<String> CIUDAD_JUAREZ = List.of("America/Ciudad_Juarez");

    /** An area on both sides of the line up to which the clocks are those of the United States. */
    private static final List<String> NORTH_EAST = List.of("America/Mexico_City", "America/Matamoros");

    private static final Map<String, List<String>> MEXICAN_AREAS = Map.ofEntries(
            Map.entry("614", CHIHUAHUA),
            Map.entry("621", CHIHUAHUA),
            Map.entry("625", CHIHUAHUA),
            Map.entry("626", List.of("America/Ojinaga", "America/Chihuahua")),
            Map.entry("627", CHIHUAHUA),
            Map.entry("628", CHIHUAHUA),
            Map.entry("629", CHIHUAHUA),
            Map.entry("635", CHIHUAHUA),
            // Casas Grandes, and Janos and Ascensión on the border.
            Map.entry("636", List.of("America/Chihuahua", "America/Ciudad_Juarez")),
            Map.entry("639", CHIHUAHUA),
            Map.entry("648", CHIHUAHUA),
            Map.entry("649", CHIHUAHUA),
            Map.entry("652", CHIHUAHUA),
            Map.entry("656", CIUDAD_JUAREZ),
            Map.entry("657", CIUDAD_JUAREZ),
            Map.entry("659", CHIHUAHUA),
            Map.entry("862", NORTH_EAST),
            Map.entry("864", NORTH_EAST),
            Map.entry("867", NORTH_EAST),
            Map.entry("868", NORTH_EAST),
            Map.entry("873", NORTH_EAST),
            Map.entry("877", NORTH_EAST),
            Map.entry("878", NORTH_EAST),
            Map.entry("891", NORTH_EAST),
            Map.entry("892", NORTH_EAST),
            Map.entry("894", NORTH_EAST),
            Map.entry("897", NORTH_EAST),
            Map.entry("899", NORTH_EAST));

    private MendedZones() {}

    /**
     * The zones that were told of a number, or better ones; none if none were told.
     *
     * @param national the number without its calling code
     */
    static Stream<String> of(int callingCode, String national, Collection<String> told) {
        if (callingCode == MEXICO && !told.isEmpty() && national.length() >= MEXICAN_AREA) {
            List<String> area = MEXICAN_AREAS.get(national.substring(0, MEXICAN_AREA));
            if (area != null) {
                return area.stream();
            }
        }
        Map<String, String> own = OWN.getOrDefault(callingCode, Map.of());
        return told.stream().map(zone -> own.getOrDefault(zone, zone));
    }
}
