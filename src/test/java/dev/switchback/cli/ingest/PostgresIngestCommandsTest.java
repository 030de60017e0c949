package dev.switchback.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit.Result;
import dev.switchback.testing.PostgresServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresIngestCommandsTest extends IngestCommandsContract {

    @Override
    String database() {
        return "postgresql";
    }

    @Test
    void aVariableNamesTheDatabaseAndTheQueue() {
        kit.kit.variables(Map.of("MIGRATION_INGEST_URL", kit.url(), "MIGRATION_INGEST_QUEUE", "events"));

        assertThat(kit.kit.run("ingest", "status").exit()).isZero();
    }

    @Test
    void aDatabaseWithoutAQueueHasNone() {
        Result result = kit.kit.run("ingest", "status", "--database", PostgresServer.freshSchema());

        assertThat(result.exit()).isEqualTo(8);
        assertThat(result.err())
                .startsWith("there is no queue events in jdbc:postgresql://")
                .doesNotContain("user=");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsUnreachable() {
        Result result = kit.kit.run(
                "ingest", "mode", "HOLD", "--reason", "r", "--database", "jdbc:postgresql://localhost:1/x?user=u");

        assertThat(result.exit()).isEqualTo(7);
        assertThat(result.err()).contains("still works: ").doesNotContain("\tat ");
    }
}
