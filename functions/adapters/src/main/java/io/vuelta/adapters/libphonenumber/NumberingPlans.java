package io.vuelta.adapters.libphonenumber;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;
import com.google.i18n.phonenumbers.metadata.source.MetadataSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The numbering plans of the regions. Each is created at its first use. Thread-safe. */
final class NumberingPlans {
    private static final int MAX_CALLING_CODE_LENGTH = 3;

    private final PhoneNumberUtil library;
    private final Set<String> regions;
    private final Set<Integer> callingCodes;
    private final MetadataSource metadata =
            DefaultMetadataDependenciesProvider.getInstance().getPhoneNumberMetadataSource();
    private final Map<String, Optional<NumberingPlan>> plans = new ConcurrentHashMap<>();
    private final Map<Integer, List<String>> regionsOf = new ConcurrentHashMap<>();

    NumberingPlans(PhoneNumberUtil library) {
        this.library = library;
        this.regions = library.getSupportedRegions();
        this.callingCodes = library.getSupportedCallingCodes();
    }

    /** The plan of a region; none if there is no such region, or its metadata has an unknown form. */
    Optional<NumberingPlan> of(String region) {
        Optional<NumberingPlan> known = plans.get(region);
        return known != null ? known : plans.computeIfAbsent(region, this::made);
    }

    /** The plan of a calling code's main region; empty if it has none, like codes that belong to no country. */
    Optional<NumberingPlan> main(int callingCode) {
        List<String> regions = regions(callingCode);
        return regions.isEmpty() ? Optional.empty() : of(regions.getFirst());
    }

    /** The regions of a calling code, in the order in which the library checks them; the first is the main one. */
    List<String> regions(int callingCode) {
        List<String> known = regionsOf.get(callingCode);
        return known != null
                ? known
                : regionsOf.computeIfAbsent(
                        callingCode, code -> List.copyOf(library.getRegionCodesForCountryCode(code)));
    }

    /** The calling code at the beginning of international digits; 0 if there is none. */
    int callingCode(String digits) {
        int code = 0;
        for (int i = 0; i < MAX_CALLING_CODE_LENGTH && i < digits.length(); i++) {
            code = code * 10 + digits.charAt(i) - '0';
            if (callingCodes.contains(code)) {
                return digits.charAt(0) == '0' ? 0 : code;
            }
        }
        return 0;
    }

    private Optional<NumberingPlan> made(String region) {
        if (!regions.contains(region)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new NumberingPlan(metadata.getMetadataForRegion(region)));
        } catch (IllegalArgumentException _) {
            // Metadata that is newer than this code: the library itself reads the region's numbers.
            return Optional.empty();
        }
    }
}
