package dev.switchback.bench;

import dev.switchback.ingest.Ingestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The queue beside a library and hand-written loops, on one PostgreSQL with durable commits, in rounds: in each round
 * every rival once, so that a busy minute of the machine does not fall on one of them alone. Verdicts are by ratio.
 */
final class IngestThroughput {

    private static final String LINE = "%-52s %10s %10s %10s   %-22s %s%n";
    /** Until what runs often is compiled: fewer measure the compiler of the JVM, which the loops by hand hardly need. */
    private static final int WARM = 100_000;

    private static final int ROUNDS = 150;

    private final boolean full;
    private final Path state;
    private final Map<String, List<Double>> measured = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    IngestThroughput(boolean full) throws IOException {
        this.full = full;
        state = Files.createTempDirectory("switchback-bench");
    }

    /** {@return the table} */
    String measure() throws Exception {
        try (IngestServer server = new IngestServer()) {
            processing(server);
            accepting(server);
            growing(server);
            int events = full ? 1_000_000 : 200_000;
            line("%,d submissions in a heap of 256 MiB".formatted(events), IngestMemory.run(
                    server.queue("memory"), state.resolve("memory"), events), "", "", "no error", "");
        }
        return text.toString();
    }

    private void processing(IngestServer server) throws Exception {
        int events = full ? 200_000 : 60_000;
        String hand = server.queue("hand");
        String ours = server.queue("leased");
        String batched = server.queue("batched");
        String scheduled = server.queue("scheduled");
        for (int round = 0; round < (full ? 5 : 3); round++) {
            try (IngestProcessing leased = IngestProcessing.handler(ours, state.resolve("leased"))) {
                leased.perSecond(WARM);
                add("handler", leased.perSecond(events));
                add("quiet", leased.perSecond(events));
                add("beside", leased.perSecondBesideAnOldSnapshot(events));
            }
            IngestRivals.leasing(hand, WARM);
            add("hand leased", IngestRivals.leasing(hand, events));
            try (IngestProcessing one = IngestProcessing.batchHandler(batched, state.resolve("batched"))) {
                one.perSecond(WARM);
                add("batch", one.perSecond(events));
            }
            IngestRivals.inOneTransaction(hand, WARM);
            add("hand one", IngestRivals.inOneTransaction(hand, events));
            add("scheduler", IngestRivals.dbScheduler(scheduled, events / 5));
        }
        line("claimed to processed, into events", "events/s", "least", "x base", "budget", "verdict");
        row("Switchback, EventHandler", "handler", "scheduler", 10, ">= 10x db-scheduler");
        row("Switchback, EventHandler", "handler", "hand leased", 0.7, ">= 0.7x by hand");
        row("Switchback, BatchHandler", "batch", "hand one", 0.7, ">= 0.7x by hand");
        row("Switchback, beside an old snapshot", "beside", "quiet", 0.9, ">= 0.9x without");
        row("by hand: lease, then a transaction for the batch", "hand leased", "scheduler", 0, "");
        row("by hand: one transaction", "hand one", "scheduler", 0, "");
        row("db-scheduler, lock and fetch, 20 threads", "scheduler", "scheduler", 0, "");
    }

    private void accepting(IngestServer server) throws Exception {
        String bare = server.queue("bare");
        String url = server.queue("accepting");
        double seconds = full ? 5 : 3;
        try (Ingestion ingestion = IngestProcessing.base(url, state.resolve("accepting")).processing(false).start()) {
            IngestAccepting.many(ingestion, WARM);
            IngestAccepting.submitting(ingestion, 1);
            for (int round = 0; round < (full ? 5 : 3); round++) {
                add("bare", IngestAccepting.inserting(bare, seconds));
                add("submit", IngestAccepting.submitting(ingestion, seconds));
                add("many", IngestAccepting.many(ingestion, full ? 300_000 : 100_000));
            }
        }
        line("accepted", "events/s", "least", "x base", "budget", "verdict");
        row("Switchback, submit by 16 clients", "submit", "bare", 0.9, ">= 0.9x bare insert");
        row("bare committed insert by 16 clients", "bare", "bare", 0, "");
        double many = median("many");
        line("Switchback, submitAsync, 4,000 on their way", number(many), number(least("many")),
                "%.2f".formatted(many / median("bare")), ">= 30,000 /s", many >= 30_000 ? "ok" : "under");
        try (Ingestion idle = IngestProcessing.base(server.queue("idle"), state.resolve("idle")).handler(event -> {}).start()) {
            IngestAccepting.waysThrough(idle, 50);
            waits("submit, idle", IngestAccepting.waits(idle, full ? 1_000 : 300));
            waits("submit to processed, idle", IngestAccepting.waysThrough(idle, full ? 1_000 : 300));
        }
    }

    private void waits(String title, double... sorted) {
        double p50 = sorted[sorted.length / 2];
        line(title + " (p50, p99 in ms)", "%.2f".formatted(p50), "%.2f".formatted(sorted[sorted.length * 99 / 100]), "",
                "p50 < 10 ms", p50 < 10 ? "ok" : "over");
    }

    private void growing(IngestServer server) throws SQLException {
        String url = server.queue("growing");
        IngestProcessing.ofQueue(url, 1_000, ROUNDS);
        for (int round = 0; round < (full ? 3 : 2); round++) {
            for (long queued : new long[] {1_000, 100_000, 1_000_000}) {
                add("queue of %,d".formatted(queued), IngestProcessing.ofQueue(url, queued, ROUNDS));
            }
        }
        line("claimed and finished by one thread, batches of 500", "events/s", "least", "x base", "budget", "verdict");
        row("a queue of 1,000", "queue of 1,000", "queue of 1,000", 0, "");
        row("a queue of 100,000", "queue of 100,000", "queue of 1,000", 0.8, "flat: >= 0.8x");
        row("a queue of 1,000,000", "queue of 1,000,000", "queue of 1,000", 0.8, "flat: >= 0.8x");
        if (full) {
            IngestServer.execute(url, "insert into events (id, tenant, payload, attempts, accepted_at)"
                    + " select uuidv7(), 'default', '{}', 1, now() from generate_series(1, 10000000)");
            add("full", IngestProcessing.ofQueue(url, 1_000_000, ROUNDS));
            row("the same, 10,000,000 events processed before", "full", "queue of 1,000", 0.8, "flat: >= 0.8x");
        }
    }

    private void add(String name, double perSecond) {
        System.err.printf(Locale.ROOT, "%s: %.0f /s%n", name, perSecond);
        measured.computeIfAbsent(name, made -> new ArrayList<>()).add(perSecond);
    }

    private double median(String name) {
        return Figures.median(measured.get(name).stream().mapToDouble(value -> value).toArray());
    }

    private double least(String name) {
        return measured.get(name).stream().mapToDouble(value -> value).min().orElse(Double.NaN);
    }

    /** The middle one of the ratios of the rounds: what slows one round down slows both. */
    private double ratio(String name, String base) {
        List<Double> over = measured.get(name);
        List<Double> under = measured.get(base);
        double[] ratios = new double[Math.min(over.size(), under.size())];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = over.get(round) / under.get(round);
        }
        return Figures.median(ratios);
    }

    private void row(String title, String name, String base, double least, String budget) {
        double ratio = ratio(name, base);
        line(title, number(median(name)), number(least(name)), "%.2f".formatted(ratio), budget,
                least == 0 ? "" : ratio >= least ? "ok" : "under");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private void line(String... cells) {
        text.append(String.format(Locale.ROOT, LINE, (Object[]) cells).stripTrailing()).append(System.lineSeparator());
    }
}
