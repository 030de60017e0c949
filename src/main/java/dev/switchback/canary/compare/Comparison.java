package dev.switchback.canary.compare;

import dev.switchback.pipeline.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What comparing one pair of outcomes found.
 *
 * @param discrepancies each difference, in the order found; at most {@value #LISTED} are listed
 * @param unlisted how many more there were, all counted in the summary
 * @param summary how many there are of each severity, and of files
 * @param performance how long both took, empty if one of them did not end
 */
public record Comparison(
        List<Discrepancy> discrepancies, int unlisted, Summary summary, Optional<Performance> performance) {

    /** How many differences one comparison lists. */
    static final int LISTED = 500;

    private static final Comparison MATCH = of(List.of());

    public Comparison {
        discrepancies = List.copyOf(discrepancies);
    }

    /** What the differences amount to. */
    public enum Result {
        /** There is no difference. */
        MATCH,
        /** There are differences, none of them critical. */
        COSMETIC,
        /** At least one difference is critical. */
        CRITICAL
    }

    /**
     * How many differences there are.
     *
     * @param critical how many are critical
     * @param warning how many are warnings
     * @param info how many are cosmetic
     * @param files how many files were compared, both sides' together without doubles
     * @param filesEqual how many of those are the same byte for byte
     */
    public record Summary(int critical, int warning, int info, int files, int filesEqual) {

        private Summary plus(Severity severity) {
            return new Summary(
                    critical + (severity == Severity.CRITICAL ? 1 : 0),
                    warning + (severity == Severity.WARNING ? 1 : 0),
                    info + (severity == Severity.INFO ? 1 : 0),
                    files,
                    filesEqual);
        }
    }

    /**
     * How long both sides took.
     *
     * @param legacy how long legacy took
     * @param replacement how long the new side took
     */
    public record Performance(Duration legacy, Duration replacement) {

        private static final Duration NOTICEABLE = Duration.ofMillis(50);

        /** {@return whether the new side was slower by more than 50 ms and took more than 1.5 times as long} */
        public boolean regressed() {
            Duration slower = replacement.minus(legacy);
            return slower.compareTo(NOTICEABLE) > 0 && slower.multipliedBy(2).compareTo(legacy) > 0;
        }
    }

    /** {@return the comparison of two equal outputs} */
    public static Comparison match() {
        return MATCH;
    }

    /** {@return the comparison that found these differences} */
    public static Comparison of(List<Discrepancy> discrepancies) {
        return of(discrepancies, 0, 0);
    }

    /** {@return the comparison that found these differences in so many files, of which so many are equal} */
    public static Comparison of(List<Discrepancy> discrepancies, int files, int filesEqual) {
        Summary summary = new Summary(0, 0, 0, files, filesEqual);
        for (Discrepancy discrepancy : discrepancies) {
            summary = summary.plus(discrepancy.severity());
        }
        List<Discrepancy> listed = discrepancies.subList(0, Math.min(LISTED, discrepancies.size()));
        return new Comparison(listed, discrepancies.size() - listed.size(), summary, Optional.empty());
    }

    /** {@return whether there is no difference at all} */
    public boolean matches() {
        return result() == Result.MATCH;
    }

    /** {@return what the differences amount to} */
    public Result result() {
        if (summary.critical() > 0) {
            return Result.CRITICAL;
        }
        return summary.warning() + summary.info() > 0 ? Result.COSMETIC : Result.MATCH;
    }

    /** {@return the same with each listed difference changed, the summary as it was} */
    public Comparison each(UnaryOperator<Discrepancy> change) {
        return new Comparison(discrepancies.stream().map(change).toList(), unlisted, summary, performance);
    }

    /** {@return the same, knowing how long both took if both returned; a regression is one more difference} */
    public Comparison timed(Outcome<?> legacy, Outcome<?> replacement) {
        if (performance.isPresent() || !legacy.isReturned() || !replacement.isReturned()) {
            return this;
        }
        Performance took = new Performance(legacy.took(), replacement.took());
        if (!took.regressed()) {
            return new Comparison(discrepancies, unlisted, summary, Optional.of(took));
        }
        Discrepancy slower = Discrepancy.of(
                        DiscrepancyType.PERFORMANCE_REGRESSION, "", "the new side took more than 1.5 times as long")
                .values(
                        "%d ms".formatted(took.legacy().toMillis()),
                        "%d ms".formatted(took.replacement().toMillis()));
        List<Discrepancy> all = new ArrayList<>(discrepancies);
        all.add(slower);
        return new Comparison(all, unlisted, summary.plus(slower.severity()), Optional.of(took));
    }

    /**
     * Returns one line for a log, control characters escaped: the counts and the first difference that matters most.
     *
     * @param subject what was compared, such as the routing key
     */
    public String line(String subject) {
        String counts = "key=%s result=%s critical=%d warning=%d info=%d"
                .formatted(
                        Shown.escaped(subject),
                        result().name().toLowerCase(Locale.ROOT),
                        summary.critical(),
                        summary.warning(),
                        summary.info());
        return discrepancies.stream()
                .max(Comparator.comparing(Discrepancy::severity))
                .map(worst -> "%s first=[%s]".formatted(counts, worst.line()))
                .orElse(counts);
    }

    /** {@return a list in Markdown, a line for each difference, control characters escaped} */
    public String toMarkdown() {
        StringBuilder text = new StringBuilder("%s: %d critical, %d warning, %d info\n"
                .formatted(result(), summary.critical(), summary.warning(), summary.info()));
        performance.ifPresent(took -> text.append("legacy %d ms, new %d ms\n"
                .formatted(took.legacy().toMillis(), took.replacement().toMillis())));
        discrepancies.forEach(found -> text.append("- %s\n".formatted(found.line())));
        if (unlisted > 0) {
            text.append("- and %d more\n".formatted(unlisted));
        }
        return text.toString();
    }
}
