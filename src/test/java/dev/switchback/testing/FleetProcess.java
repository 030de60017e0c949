package dev.switchback.testing;

import dev.switchback.Migration;
import dev.switchback.fleet.Fleet;
import dev.switchback.fleet.database.DatabaseStateStore;
import dev.switchback.pipeline.Route;
import dev.switchback.router.MigrationAdapter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of a fleet on one database, under load. It says when its router sees another percentage or route, and when
 * it becomes the leader or stops to be; instants are those of {@link System#nanoTime}, which all processes of a Linux
 * machine share.
 */
public final class FleetProcess {

    private static final long PAUSE = Duration.ofMillis(2).toNanos();
    private static final long LOOK = Duration.ofMillis(1).toNanos();

    private final PrintStream out = System.out;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong longestMicros = new AtomicLong();
    private volatile long lastNew;

    private FleetProcess() {}

    public static void main(String[] arguments) throws IOException {
        String url = "%s&ApplicationName=%s".formatted(arguments[0], arguments[1]);
        try (DatabaseStateStore store =
                DatabaseStateStore.builder(url).node(arguments[1]).open()) {
            if (arguments[2].equals("leader")) {
                new FleetProcess().stand(store);
            } else {
                new FleetProcess().serve(store);
            }
        }
        System.exit(0); // the threads of the load are daemons, but nobody waits for them
    }

    private void serve(DatabaseStateStore store) throws IOException {
        try (Migration migration = Migration.named("orders")
                .store(store)
                .environment(Map.of())
                .drainTimeout(Duration.ofSeconds(5))
                .start()) {
            MigrationAdapter<Integer, Route, RuntimeException> adapter = migration
                    .<Integer, Route, RuntimeException>legacy(request -> Route.LEGACY)
                    .newPipeline(request -> {
                        lastNew = System.nanoTime();
                        return Route.NEW;
                    })
                    .routingKey(String::valueOf)
                    .build();
            daemon(() -> load(adapter));
            daemon(() -> watch(migration, adapter));
            out.println("ready");
            obey(migration);
        }
    }

    private void load(MigrationAdapter<Integer, Route, RuntimeException> adapter) {
        for (int request = 0; true; request++) {
            long began = System.nanoTime();
            try {
                adapter.generate(request % 10_000);
            } catch (RuntimeException failed) {
                failures.incrementAndGet();
            }
            longestMicros.accumulateAndGet((System.nanoTime() - began) / 1_000, Math::max);
            requests.incrementAndGet();
            LockSupport.parkNanos(PAUSE);
        }
    }

    private void watch(Migration migration, MigrationAdapter<Integer, Route, RuntimeException> adapter) {
        String last = "";
        while (true) {
            String now = "sees %s %s"
                    .formatted(
                            migration.flags().current().percentage().percent(),
                            adapter.explain("1").reason());
            if (!now.equals(last)) {
                out.printf("%s %d%n", now, System.nanoTime());
                last = now;
            }
            LockSupport.parkNanos(LOOK);
        }
    }

    private void obey(Migration migration) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            switch (line) {
                case "figures" ->
                    out.printf(
                            "figures %d %d %d %d%n",
                            requests.get(), failures.get(), longestMicros.getAndSet(0), lastNew);
                case "emergency" -> {
                    var report = migration.emergencyRollback("the totals are wrong", "ana");
                    out.printf("emergency %s %s%n", report.state().text(), report.durable());
                }
                case "status" ->
                    out.printf(
                            "status %d %s%n",
                            migration.currentStatus().store().ageMillis(),
                            migration.currentStatus().sentence());
                default -> throw new IllegalArgumentException(line);
            }
        }
    }

    /** Stands for leader, and says from when until when it believed that it led, and in which term. */
    private void stand(DatabaseStateStore store) throws IOException {
        try (Fleet fleet = Fleet.builder(store, "orders").join()) {
            daemon(() -> {
                long term = 0;
                long last = 0;
                while (true) {
                    OptionalLong leads = fleet.leads();
                    long now = System.nanoTime(); // later than the answer: at worst the answer is taken for too new
                    if (leads.orElse(0) != term) {
                        if (term > 0) {
                            out.printf("led %d until %d%n", term, last);
                        }
                        if (leads.isPresent()) {
                            out.printf("leads %d from %d%n", leads.getAsLong(), now);
                        }
                        term = leads.orElse(0);
                    }
                    last = now;
                    if (term > 0) {
                        out.printf("still %d at %d%n", term, now);
                    }
                    LockSupport.parkNanos(LOOK * 10);
                }
            });
            out.println("ready");
            System.in.read();
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "fleet-process");
        thread.setDaemon(true);
        thread.start();
    }
}
