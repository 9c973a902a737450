package io.vuelta.domain.campaign;

/**
 * The country in which numbers without country code are read.
 *
 * @param country ISO 3166-1 alpha-2
 * @param given whether the customer chose it; otherwise it is the country of the time zone, and follows a change of the
 *     time zone
 */
public record NumberRegion(String country, boolean given) {
    /** A country that the customer chose. */
    public static NumberRegion ofCustomer(String country) {
        return new NumberRegion(country, true);
    }

    /** The country of the campaign's time zone. */
    public static NumberRegion ofZone(String country) {
        return new NumberRegion(country, false);
    }
}
