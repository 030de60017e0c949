package dev.switchback.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class H2IngestCommandsTest extends IngestCommandsContract {

    @Override
    String database() {
        return "h2";
    }

    @Test
    void theQueueIsBesideTheStateUnlessAnotherIsNamed() {
        kit.queue(1);

        assertThat(kit.kit
                        .run("ingest", "status", "--json")
                        .json()
                        .path("pending")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aQueueThatIsNotThereIsNotMade() {
        Path absent = directory.resolve("absent");

        Result result = kit.kit.bare("ingest", "status", "--state", absent.toString());

        assertThat(result.exit()).isEqualTo(8);
        assertThat(result.err()).startsWith("there is no queue events in jdbc:h2:file:");
        assertThat(Files.exists(absent)).isFalse();
    }

    @Test
    void aQueueOfAnotherNameIsNotThere() {
        Result result = kit.ingest("status", "--queue", "orders");

        assertThat(result.exit()).isEqualTo(8);
        assertThat(result.err()).startsWith("there is no queue orders in jdbc:h2:file:");
    }
}
