package dev.switchback.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was measured, as the text that people read. */
final class Table {

    private static final String CALLS = "%-44s %7s %9s %9s %7s %7s %7s %7s   %-39s %s%n";
    private static final String CALLERS = "%-44s %11s %11s %9s %7s   %-32s %s%n";
    private static final double MOST = 1.05;

    private final StringBuilder text = new StringBuilder();

    String calls(Figures figures, List<Integer> threadCounts) {
        line(CALLS, "a call", "threads", "ns/op", "cpu ns/op", "B/op", "x R4j", "x R4j5m", "x LD", "budget", "verdict");
        for (int threads : threadCounts) {
            for (Row row : Row.values()) {
                if (figures.has(row, threads)) {
                    call(figures, row, threads);
                }
            }
        }
        text.append(
                        "cpu ns/op: what the processor spends on a call, and what ratios and verdicts are taken from; R4j: ")
                .append("bare Resilience4j, R4j5m: the same with our window of five minutes, LD: LaunchDarkly")
                .append(System.lineSeparator());
        return text.toString();
    }

    private void call(Figures figures, Row row, int threads) {
        Figures.Figure cost = figures.of(row, threads);
        List<Budget.Limit> limits = row.budget().limits(figures, row, threads);
        line(
                CALLS,
                row.title(),
                threads,
                number("%.1f", cost.elapsed()),
                number("%.1f", cost.nanos()),
                number("%.0f", cost.bytes()),
                number("%.2f", figures.ratio(row, Row.RESILIENCE4J, threads)),
                number("%.2f", figures.ratio(row, Row.RESILIENCE4J_BY_TIME, threads)),
                number("%.2f", figures.ratio(row, Row.LAUNCH_DARKLY, threads)),
                limits.stream().map(Budget.Limit::text).collect(Collectors.joining(", ")),
                verdict(limits));
    }

    private static String verdict(List<Budget.Limit> limits) {
        if (limits.isEmpty()) {
            return "";
        }
        if (limits.stream().anyMatch(limit -> Double.isNaN(limit.measured()))) {
            return "not measured";
        }
        return limits.stream().allMatch(Budget.Limit::holds) ? "ok" : "over";
    }

    String callers(Latencies latencies) {
        line(
                CALLERS,
                "a caller, legacy side, new side hangs 500 ms",
                "p50 us",
                "p99 us",
                "samples",
                "x p99",
                "budget",
                "verdict");
        caller(latencies, "withoutCanary", "Switchback, no canary", "");
        double ratio = latencies.ratio("withCanary", "withoutCanary");
        caller(latencies, "withCanary", "Switchback, detached canary of every request", verdict(ratio));
        caller(latencies, "scientist", "Scientist4J runAsync", "");
        double told = latencies.ratio("slowlyHeard", "unheard");
        caller(latencies, "unheard", "Switchback, publisher, nobody hears", "", "unheard");
        caller(latencies, "slowlyHeard", "Switchback, publisher, slow subscriber", verdict(told), "unheard");
        return text.toString();
    }

    private void caller(Latencies latencies, String benchmark, String title, String verdict) {
        caller(latencies, benchmark, title, verdict, "withoutCanary");
    }

    private void caller(Latencies latencies, String benchmark, String title, String verdict, String base) {
        Latencies.Quantiles waited = latencies.of(benchmark);
        line(
                CALLERS,
                title,
                number("%.1f", waited.p50() / 1_000),
                number("%.1f", waited.p99() / 1_000),
                waited.samples(),
                number("%.2f", latencies.ratio(benchmark, base)),
                verdict.isEmpty() ? "" : "<= %.2fx p99".formatted(MOST),
                verdict);
    }

    private void line(String format, Object... cells) {
        text.append(String.format(Locale.ROOT, format, cells).stripTrailing()).append(System.lineSeparator());
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }

    private static String verdict(double ratio) {
        if (Double.isNaN(ratio)) {
            return "not measured";
        }
        return ratio <= MOST ? "ok" : "over";
    }
}
