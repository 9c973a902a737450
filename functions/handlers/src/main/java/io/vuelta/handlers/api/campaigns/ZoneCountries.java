package io.vuelta.handlers.api.campaigns;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** The country of each time zone. Reads a small file at each call, which happens once for each new campaign. */
final class ZoneCountries {
    private static final String FILE = "zone-countries.txt";

    private ZoneCountries() {}

    /** ISO 3166-1 alpha-2; empty for a zone that belongs to no single country, such as UTC. */
    static Optional<String> countryOf(ZoneId zone) {
        try (InputStream file = Objects.requireNonNull(ZoneCountries.class.getResourceAsStream(FILE), FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Arrays.asList(line.split(" ")))
                    .filter(words -> words.indexOf(zone.getId()) > 0)
                    .map(words -> words.get(0))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }
}
