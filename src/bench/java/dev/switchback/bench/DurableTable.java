package dev.switchback.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/** What was measured on the disk, as the text that people read: medians over all iterations of all rounds. */
final class DurableTable {

    private static final String EVENTS = "%-44s %9s %9s %9s %9s %7s %7s   %-20s %s%n";
    private static final String OPENINGS = "%-44s %9s %9s %9s %9s   %-20s %s%n";
    private static final double MOST = 1.3;
    private static final double MOST_MILLIS = 2_000;
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final double NANOS_PER_MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    private final Map<String, List<Turn>> events = new LinkedHashMap<>();
    private final Map<String, List<Opening>> openings = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    /** What one iteration said. */
    private record Turn(double event, double byHand, double ratio, double ratioOfAll) {

        static Turn of(IterationResult result) {
            return new Turn(
                    value(result, "eventNanos"),
                    value(result, "handNanos"),
                    value(result, "ratio"),
                    value(result, "ratioOfAll"));
        }

        private static double value(IterationResult result, String name) {
            return result.getSecondaryResults().get(name).getScore();
        }
    }

    /** How long one process took, and what its processor spent, in milliseconds. */
    private record Opening(double millis, double processor) {

        static Opening of(IterationResult result) {
            return new Opening(
                    result.getPrimaryResult().getScore() / NANOS_PER_MILLISECOND,
                    result.getSecondaryResults().get(ProcessorTime.NAME).getScore() / NANOS_PER_MILLISECOND);
        }
    }

    void add(RunResult result) {
        String benchmark = result.getParams().getBenchmark();
        String name = benchmark.substring(benchmark.lastIndexOf('.') + 1);
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                if (benchmark.contains("DurableEvents")) {
                    events.computeIfAbsent(title(name, result), made -> new ArrayList<>())
                            .add(Turn.of(iteration));
                } else {
                    openings.computeIfAbsent(title(name, result), made -> new ArrayList<>())
                            .add(Opening.of(iteration));
                }
            }
        }
    }

    private static String title(String benchmark, RunResult result) {
        return switch (benchmark) {
            case "callers" -> "%s, short history".formatted(counted(result.getParams().getParam("callers"), "caller"));
            case "histories" -> "1 caller, after %s".formatted(counted(events(result), "event"));
            case "openReadOnly" -> "for reading, %s".formatted(counted(events(result), "event"));
            default -> "for writing, %s".formatted(counted(events(result), "event"));
        };
    }

    private static String events(RunResult result) {
        return result.getParams().getParam("events");
    }

    private static String counted(String number, String noun) {
        long count = Long.parseLong(number);
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    @Override
    public String toString() {
        if (!events.isEmpty()) {
            line(EVENTS, "a durable event", "us", "events/s", "hand us", "hand e/s", "x hand", "x all", "budget", "verdict");
            events.forEach(this::event);
            text.append("us, x hand: the middle ones of turns; hand: as many bytes written and forced, one event at a ")
                    .append("time; x all: the ratio of all time, rare long turns included")
                    .append(System.lineSeparator())
                    .append(System.lineSeparator());
        }
        if (!openings.isEmpty()) {
            line(OPENINGS, "opening and status, new process", "ms", "least ms", "most ms", "cpu ms", "budget", "verdict");
            openings.forEach(this::opening);
        }
        return text.toString();
    }

    private void event(String title, List<Turn> turns) {
        double ratio = median(turns, Turn::ratio);
        line(
                EVENTS,
                title,
                number("%.1f", median(turns, Turn::event) / 1_000),
                number("%.0f", NANOS_PER_SECOND / median(turns, Turn::event)),
                number("%.1f", median(turns, Turn::byHand) / 1_000),
                number("%.0f", NANOS_PER_SECOND / median(turns, Turn::byHand)),
                number("%.2f", ratio),
                number("%.2f", median(turns, Turn::ratioOfAll)),
                "<= %.1fx hand".formatted(MOST),
                ratio <= MOST ? "ok" : "over");
    }

    private void opening(String title, List<Opening> processes) {
        double[] millis = processes.stream().mapToDouble(Opening::millis).sorted().toArray();
        double middle = Figures.median(millis);
        line(
                OPENINGS,
                title,
                number("%.0f", middle),
                number("%.0f", millis[0]),
                number("%.0f", millis[millis.length - 1]),
                number("%.0f", median(processes, Opening::processor)),
                "< %.0f ms".formatted(MOST_MILLIS),
                middle < MOST_MILLIS ? "ok" : "over");
    }

    private static <T> double median(List<T> values, ToDoubleFunction<T> figure) {
        return Figures.median(values.stream().mapToDouble(figure).toArray());
    }

    private void line(String format, Object... cells) {
        text.append(String.format(Locale.ROOT, format, cells).stripTrailing()).append(System.lineSeparator());
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }
}
