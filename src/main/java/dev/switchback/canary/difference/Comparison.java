package dev.switchback.canary.difference;

import dev.switchback.pipeline.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What comparing one pair of outcomes found.
 *
 * @param discrepancies each difference, in the order found; at most {@value #LISTED} are listed, of more the first of
 *     each class before others
 * @param unlisted how many more there were, all counted in the summary
 * @param summary how many there are of each severity, and of files
 * @param performance how long both took, empty if one of them did not end
 */
public record Comparison(
        List<Discrepancy> discrepancies, int unlisted, Summary summary, Optional<Performance> performance) {

    /** How many differences one comparison lists. */
    public static final int LISTED = 500;

    private static final Comparison MATCH = of(List.of());

    public Comparison {
        discrepancies = List.copyOf(discrepancies);
    }

    /** What the differences amount to. */
    public enum Result {
        /** There is no difference. */
        MATCH,
        /** There are only differences that legacy also has with itself. */
        NOISE,
        /** There are only differences that somebody has said to ignore, and perhaps noise. */
        IGNORED,
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
     * @param ignored how many a rule says to ignore; they are in none of the counts before
     * @param noise how many legacy has with itself, too; they are in none of the counts before
     * @param files how many files were compared, both sides' together without doubles
     * @param filesEqual how many of those are the same byte for byte
     */
    public record Summary(int critical, int warning, int info, int ignored, int noise, int files, int filesEqual) {

        /** {@return the counts of so many files, without a difference yet} */
        public static Summary ofFiles(int files, int filesEqual) {
            return new Summary(0, 0, 0, 0, 0, files, filesEqual);
        }

        private Summary plus(Severity severity, int many) {
            return new Summary(
                    critical + (severity == Severity.CRITICAL ? many : 0),
                    warning + (severity == Severity.WARNING ? many : 0),
                    info + (severity == Severity.INFO ? many : 0),
                    ignored,
                    noise,
                    files,
                    filesEqual);
        }

        private Summary without(Severity severity, Standing standing) {
            Summary fewer = plus(severity, -1);
            return new Summary(
                    fewer.critical,
                    fewer.warning,
                    fewer.info,
                    ignored + (standing == Standing.IGNORED ? 1 : 0),
                    noise + (standing == Standing.NOISE ? 1 : 0),
                    files,
                    filesEqual);
        }
    }

    /** Whether a difference counts. */
    public enum Standing {
        /** It does. */
        COUNTS,
        /** A rule says to ignore it. */
        IGNORED,
        /** Legacy differs from itself there. */
        NOISE
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
        Summary summary = Summary.ofFiles(files, filesEqual);
        for (Discrepancy discrepancy : discrepancies) {
            summary = summary.plus(discrepancy.severity(), 1);
        }
        List<Discrepancy> listed = discrepancies.size() <= LISTED ? discrepancies : listed(discrepancies);
        return new Comparison(listed, discrepancies.size() - listed.size(), summary, Optional.empty());
    }

    /** {@return as many as are listed: the first of each class before others, so that no class is lost before them} */
    private static List<Discrepancy> listed(List<Discrepancy> discrepancies) {
        Set<List<Object>> classes = new HashSet<>();
        List<Discrepancy> first = new ArrayList<>();
        List<Discrepancy> others = new ArrayList<>();
        for (Discrepancy found : discrepancies) {
            boolean isFirst = classes.add(
                    List.of(found.type(), found.shape().place(), found.shape().change()));
            (isFirst ? first : others).add(found);
        }
        first.addAll(others);
        return first.subList(0, LISTED);
    }

    /** {@return whether there is no difference that counts} */
    public boolean matches() {
        return summary.critical() + summary.warning() + summary.info() == 0;
    }

    /** {@return what the differences amount to} */
    public Result result() {
        if (summary.critical() > 0) {
            return Result.CRITICAL;
        }
        if (!matches()) {
            return Result.COSMETIC;
        }
        if (summary.ignored() > 0) {
            return Result.IGNORED;
        }
        return summary.noise() > 0 ? Result.NOISE : Result.MATCH;
    }

    /**
     * Returns what is left when the listed differences that do not count are taken out; those that are not listed do
     * count, because nobody has looked at them.
     *
     * @param findings the listed differences, each with its standing, as they are to be shown
     */
    public Comparison judged(List<Finding> findings) {
        List<Discrepancy> left = new ArrayList<>();
        Summary counts = summary;
        for (Finding finding : findings) {
            if (finding.standing() == Standing.COUNTS) {
                left.add(finding.discrepancy());
            } else {
                counts = counts.without(finding.discrepancy().severity(), finding.standing());
            }
        }
        return new Comparison(left, unlisted, counts, performance);
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
        return new Comparison(all, unlisted, summary.plus(slower.severity(), 1), Optional.of(took));
    }

    /**
     * Returns one line for a log, control characters escaped: the counts, and of the first difference that matters most
     * the fingerprint and the line.
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
                .map(worst -> "%s fingerprint=%s first=[%s]".formatted(counts, worst.fingerprint(), worst.line()))
                .orElse(counts);
    }
}
