package dev.switchback.cli.read;

import dev.switchback.cli.read.DoctorCommand.Finding;
import dev.switchback.fleet.database.DatabaseReport;
import dev.switchback.fleet.database.DatabaseStateStore;
import dev.switchback.health.HealthStatus;
import dev.switchback.state.DurableStateStore;
import dev.switchback.state.StateStoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Each look that the doctor takes at a database. A class of its own, so that a directory loads nothing of it. */
final class DatabaseDiagnosis {

    private static final int CROWDED_PERCENT = 90;
    private static final Duration SLOW = Duration.ofMillis(100);
    private static final Duration APART = Duration.ofSeconds(2);

    private final DatabaseReport report;

    private DatabaseDiagnosis(DatabaseReport report) {
        this.report = report;
    }

    static List<Finding> of(DurableStateStore store) {
        if (!(store instanceof DatabaseStateStore database)) {
            return List.of();
        }
        try {
            return new DatabaseDiagnosis(database.examine()).findings();
        } catch (StateStoreException away) {
            return List.of(new Finding(
                    "database",
                    HealthStatus.CRITICAL,
                    String.valueOf(away.getMessage()),
                    "bring it back; until then applications keep to what they last read"));
        }
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(
                report.standby()
                        ? new Finding(
                                "database",
                                HealthStatus.CRITICAL,
                                "PostgreSQL %s, a standby: it takes no changes".formatted(report.server()),
                                "name the server that takes changes; `targetServerType=primary` in the URL finds it")
                        : Finding.fine("database", "PostgreSQL %s answers".formatted(report.server())));
        findings.add(tables());
        findings.add(judged("roundtrip", isSlow(), millis(report.roundTrip()), "look at the network between"));
        findings.add(judged(
                "connections",
                report.connections() * 100 >= report.mostConnections() * CROWDED_PERCENT,
                "%d of %d used; each process takes at most four, a leader one more"
                        .formatted(report.connections(), report.mostConnections()),
                "raise max_connections, or close what is idle, before the next process finds no place"));
        findings.add(judged(
                "listen",
                !report.listens(),
                report.listens() ? "a notification arrived" : "no notification arrived",
                "a pool that gives connections away after each transaction loses them; changes are found by looking,"
                        + " twice a second"));
        findings.add(judged(
                "clock",
                report.clockAhead().abs().compareTo(APART) > 0,
                "the server's is %s ahead of this one's".formatted(millis(report.clockAhead())),
                "set the clocks by NTP; what nodes say is timed by the server's, what changes say by their writer's"));
        return findings;
    }

    private boolean isSlow() {
        return report.roundTrip().compareTo(SLOW) > 0;
    }

    private Finding tables() {
        if (report.tables() == 0) {
            return Finding.fine("tables", "not there yet: they are made at the first start");
        }
        return judged(
                "tables",
                report.tables() > report.knownTables(),
                "version %d, and %d is known here".formatted(report.tables(), report.knownTables()),
                "use the newer version of Switchback that made them");
    }

    private static Finding judged(String check, boolean wrong, String detail, String remedy) {
        return wrong ? new Finding(check, HealthStatus.DEGRADED, detail, remedy) : Finding.fine(check, detail);
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
    }
}
