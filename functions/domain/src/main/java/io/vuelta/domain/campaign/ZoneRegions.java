package io.vuelta.domain.campaign;

import java.time.ZoneId;
import java.util.Optional;

/** Gives the country of a time zone. */
@FunctionalInterface
public interface ZoneRegions {
    /** ISO 3166-1 alpha-2; empty for a zone that belongs to no single country, such as UTC. */
    Optional<String> regionOf(ZoneId zone);
}
