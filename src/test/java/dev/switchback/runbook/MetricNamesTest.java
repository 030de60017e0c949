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
    private static final Set<String> TO_COME = Set.of(
            "migration_ingest_depth",
            "migration_ingest_stuck",
            "migration_ingest_oldest_age_seconds",
            "migration_ingest_accepted_total",
            "migration_ingest_processed_total",
            "migration_ingest_failed_total",
            "migration_ingest_dead_total",
            "migration_ingest_rescued_total",
            "migration_ingest_mode",
            "migration_ingest_processing_seconds_count",
            "migration_ingest_processing_seconds_sum",
            "migration_ingest_delivery_backlog");

    @TempDir
    private Path folder;

    private Map<String, Map<String, Set<String>>> series;

    @BeforeEach
    void scrape() throws SQLException {
        Recording recording = new Recording();
        try (MeteredMigration application = new MeteredMigration(folder)) {
            recording.add(application.scrape());
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
            Expression asked = new Expression(expression);
            if (asked.names().stream().noneMatch(TO_COME::contains)) {
                asked.missing(series).forEach(what -> wrong.add(what + " in " + expression));
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(expressions()).as("expressions").hasSizeGreaterThan(50);
    }

    @Test
    void ofMetersToComeAreLeftOutOnlyUntilTheyExist() throws IOException {
        assertThat(series.keySet())
                .as("exists now: take it from the list, and bind it in MeteredMigration")
                .doesNotContainAnyElementsOf(TO_COME);
        List<String> used = expressions().stream()
                .flatMap(expression -> new Expression(expression).names().stream())
                .distinct()
                .toList();
        assertThat(used).as("nothing is on the list that nobody asks for").containsAll(TO_COME);
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
