package dev.switchback.router.node;

import dev.switchback.router.statistics.Totals;
import dev.switchback.state.Document;
import dev.switchback.state.StateStoreException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was counted hour by hour, a section a day: {@code statistics-2026-11-21} holds {@code {"hours": {"08": [120,
 * 30]}}} with the figures of {@link Totals}, in UTC.
 *
 * <p>Days are kept by their number and not by their age, so that one process whose clock is wrong does not wipe them
 * out.
 */
final class HourlyStatistics {

    private static final Logger log = LoggerFactory.getLogger(HourlyStatistics.class);
    private static final int KEPT_DAYS = 35;

    /** Each day that goes is in the record of the change, which must stay short. */
    private static final int MOST_REMOVED = 4;

    private static final Pattern SECTION = Pattern.compile(KeptStatistics.SECTION + "-[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private HourlyStatistics() {}

    /**
     * Returns what a document keeps by the hour's begin.
     *
     * @param earlier what an earlier version kept in one section
     */
    static Map<Instant, Totals> read(Document document, Map<String, Totals> earlier) {
        Map<Instant, Totals> hours = new TreeMap<>();
        earlier.forEach((hour, totals) -> put(hours, hour, totals));
        for (String section : days(document)) {
            String day = section.substring(KeptStatistics.SECTION.length() + 1);
            day(document, section)
                    .ifPresent(read -> read.hours()
                            .forEach((hour, figures) ->
                                    put(hours, "%sT%s:00:00Z".formatted(day, hour), Totals.of(figures))));
        }
        return hours;
    }

    /** {@return the document with more in one hour, and without the days that are too many} */
    static Document add(Document document, Map<String, Totals> earlier, Totals more, Instant at) {
        Document grown = document;
        Map<Instant, Totals> hours = new TreeMap<>();
        earlier.forEach((hour, totals) -> put(hours, hour, totals));
        hours.merge(at.truncatedTo(ChronoUnit.HOURS), more, Totals::plus);
        for (Map.Entry<Instant, Totals> hour : hours.entrySet()) {
            grown = addHour(grown, hour.getKey(), hour.getValue());
        }
        List<String> days = days(grown);
        for (String oldest : days.subList(0, Math.min(MOST_REMOVED, Math.max(0, days.size() - KEPT_DAYS)))) {
            grown = grown.without(oldest);
        }
        return grown;
    }

    private static Document addHour(Document document, Instant begin, Totals more) {
        String[] parts = begin.toString().split("[T:]", -1);
        String section = "%s-%s".formatted(KeptStatistics.SECTION, parts[0]);
        return day(document, section)
                .map(day -> document.with(section, day.with(parts[1], more)))
                .orElse(document);
    }

    private static void put(Map<Instant, Totals> hours, String begin, Totals totals) {
        try {
            hours.merge(Instant.parse(begin), totals, Totals::plus);
        } catch (DateTimeException noTime) {
            log.debug("[Statistics] an hour is left out, it is named {}", begin, noTime);
        }
    }

    /** {@return the sections of days, the oldest first} */
    private static List<String> days(Document document) {
        return document.sections().keySet().stream()
                .filter(name -> SECTION.matcher(name).matches())
                .sorted()
                .toList();
    }

    /** {@return a day, empty if it cannot be read: it is left as it is, and the sums do not suffer} */
    private static Optional<Day> day(Document document, String section) {
        try {
            return Optional.of(document.section(section, Day.class).orElse(new Day(Map.of())));
        } catch (StateStoreException otherFormat) {
            log.debug("[Statistics] a day is left out", otherFormat);
            return Optional.empty();
        }
    }

    /**
     * The section of a day.
     *
     * @param hours the figures of each hour, by its two digits
     */
    record Day(Map<String, List<Long>> hours) {

        Day {
            hours = hours == null ? Map.of() : new TreeMap<>(hours);
        }

        Day with(String hour, Totals more) {
            Map<String, List<Long>> grown = new TreeMap<>(hours);
            grown.merge(
                    hour,
                    more.figures(),
                    (had, added) -> Totals.of(had).plus(Totals.of(added)).figures());
            return new Day(grown);
        }
    }
}
