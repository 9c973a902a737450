package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.count.HourlyFigures;
import io.vuelta.domain.count.HourlyFigures.Figure;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * The figures of a campaign for a day of UTC. Each hour and figure is a numeric attribute, named by the hour and the
 * figure's letter, so that figures are added without reading the item.
 */
final class DayItem {
    private static final int SECONDS_AN_HOUR = 3_600;
    private static final Map<Figure, String> LETTERS = new EnumMap<>(Map.of(
            Figure.ATTEMPTS, "a",
            Figure.ANSWERED, "h",
            Figure.VOICEMAIL, "m",
            Figure.DELIVERED, "d",
            Figure.READ, "r",
            Figure.FAILED, "f",
            Figure.BUSY, "b",
            Figure.NO_ANSWER, "n",
            Figure.CONVERTED, "c",
            Figure.OPT_OUTS, "o"));

    private DayItem() {}

    /** The updates that add these figures, one for each of their days. */
    static List<Update> add(DynamoTable table, CampaignId campaign, HourlyFigures figures) {
        SortedMap<LocalDate, ItemUpdate> updates = new TreeMap<>();
        figures.hours()
                .forEach((hour, counts) -> counts.forEach((figure, count) -> {
                    LocalDate day = hour.atOffset(ZoneOffset.UTC).toLocalDate();
                    var _ = updates.computeIfAbsent(day, _ -> new ItemUpdate(table, Keys.day(day, campaign)))
                            .add("h" + hour.atOffset(ZoneOffset.UTC).getHour() + LETTERS.get(figure), count);
                }));
        List<Update> done = new ArrayList<>();
        updates.values().forEach(update -> done.add(update.done()));
        return done;
    }

    static HourlyFigures read(ItemReader item) {
        LocalDate day = LocalDate.parse(item.text("pk").substring(Keys.DAY.length()));
        HourlyFigures all = HourlyFigures.NONE;
        for (int hour = 0; hour < 24; hour++) {
            Map<Figure, Long> figures = new EnumMap<>(Figure.class);
            for (Figure figure : Figure.values()) {
                long count = item.number("h" + hour + LETTERS.get(figure));
                if (count != 0) {
                    figures.put(figure, count);
                }
            }
            if (!figures.isEmpty()) {
                all = all.plus(HourlyFigures.at(day.atTime(hour, 0).toInstant(ZoneOffset.UTC), figures));
            }
        }
        return all;
    }

    /** The figures as text: {@code <hours since 1970>:a5,h3;…}. */
    static String text(HourlyFigures figures) {
        return figures.hours().entrySet().stream()
                .map(hour -> hour.getKey().getEpochSecond() / SECONDS_AN_HOUR + ":"
                        + new TreeMap<>(hour.getValue())
                                .entrySet().stream()
                                        .map(count -> LETTERS.get(count.getKey()) + count.getValue())
                                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining(";"));
    }

    static HourlyFigures hours(String text) {
        SortedMap<Instant, Map<Figure, Long>> hours = new TreeMap<>();
        for (String part : text.isEmpty() ? List.<String>of() : List.of(text.split(";"))) {
            int colon = part.indexOf(':');
            Map<Figure, Long> figures = new EnumMap<>(Figure.class);
            String counts = part.substring(colon + 1);
            for (String count : counts.isEmpty() ? List.<String>of() : List.of(counts.split(","))) {
                figures.put(figure(count.substring(0, 1)), Long.parseLong(count.substring(1)));
            }
            hours.put(Instant.ofEpochSecond(Long.parseLong(part.substring(0, colon)) * SECONDS_AN_HOUR), figures);
        }
        return new HourlyFigures(hours);
    }

    private static Figure figure(String letter) {
        return LETTERS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(letter))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no figure has the letter " + letter));
    }
}
