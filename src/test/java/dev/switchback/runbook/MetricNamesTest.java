package dev.switchback.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every name and label in alerts and on the dashboard is one of a running application. */
class MetricNamesTest {

    /** Meters of the queue, which alerts and dashboard use already; each leaves this list once it exists. */
    @TempDir
    private Path folder;

    private Map<String, Map<String, Set<String>>> series;

    @BeforeEach
    void scrape() throws SQLException {
        Recording recording = new Recording();
        try (MeteredMigration application = new MeteredMigration(folder);
                MeteredQueue queue = new MeteredQueue(folder, of -> of)) {
            recording.add(application.scrape() + queue.scrape());
        }
        series = recording.labels();
    }

    private static List<String> expressions() throws IOException {
        List<String> all = new ArrayList<>(Rules.dashboardExpressions());
        Rules.alerts().forEach(alert -> all.add(alert.expression()));
        return all;
    }

    @Test
    void areThoseOfARunningApplication() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String expression : expressions()) {
            new Expression(expression).missing(series).forEach(what -> wrong.add(what + " in " + expression));
        }

        assertThat(wrong).isEmpty();
        assertThat(expressions()).as("expressions").hasSizeGreaterThan(50);
    }

    @Test
    void thatAreWrongAreFound() {
        assertThat(new Expression("sum by (migration, side) (migration_executions_seconds_count)").missing(series))
                .containsExactly("label side");
        assertThat(new Expression("migration_breaker_state{state=~\"open|ajar\"}").missing(series))
                .containsExactly("state=ajar");
        assertThat(new Expression("rate(migration_execution_count[5m])").missing(series))
                .containsExactly("migration_execution_count");
    }
}
