package io.vuelta.domain.campaign;

import java.time.ZoneId;
import java.util.Optional;

/** Knows which country a time zone belongs to. */
@FunctionalInterface
public interface ZoneRegions {
    /** ISO 3166-1 alpha-2; empty for a zone that belongs to no single country, such as UTC. */
    Optional<String> regionOf(ZoneId zone);
}
