package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.shell.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

    @TempDir
    Path directory;

    @Test
    void showsTheSameEachTime() throws Exception {
        for (int time = 0; time < 2; time++) {
            String shown = run();

            assertThat(shown)
                    .contains("50 % of keys go to new (MIGRATION_NEW_PIPELINE_PCT)")
                    .contains("new     percentage_all  legacy (fallback)")
                    .contains("breaker open after 5 errors (threshold 5 in 300 s), legacy answers")
                    .contains("ok   record         durable")
                    .contains("14 tables, all by legacy: rolled_back")
                    .contains("java -jar target/switchback.jar status");
        }
    }

    private String run() throws Exception {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        Demo.run(
                new Terminal(writer, writer, Optional.empty(), false, Map.of(), Clock.systemUTC(), time -> false),
                directory.resolve("state"));
        return out.toString();
    }
}
