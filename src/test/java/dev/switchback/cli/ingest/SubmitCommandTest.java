package dev.switchback.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit.Result;
import dev.switchback.ingest.queue.QueuedEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmitCommandTest {

    @TempDir
    Path directory;

    private IngestKit kit;

    @BeforeEach
    void start() {
        kit = IngestKit.on("h2", directory);
    }

    @AfterEach
    void close() {
        kit.close();
    }

    private String file(String text) throws IOException {
        return Files.write(directory.resolve("events.jsonl"), text.getBytes(StandardCharsets.ISO_8859_1))
                .toString();
    }

    @Test
    void handsEachLineInOnItsOwn() throws IOException {
        Result result = kit.ingest("submit", file("{\"n\":1}\r\n\n[1,2]\n  \n\"last\""));

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.lines()).containsExactly("events: 3 accepted, 0 there already, 0 refused");
        kit.process(3);
        assertThat(kit.store.events(10))
                .extracting(QueuedEvent::payload)
                .containsExactlyInAnyOrder("{\"n\":1}", "[1,2]", "\"last\"");
    }

    @Test
    void tellsOfEachLineThatIsRefusedAndTakesTheOthers() throws IOException {
        String lines = "{\"n\":1}\n{\"a\":1,\"a\":2}\nno\n\"%s\"\n%s\n\u00c3(\n\"\\u0000\"\n{}\n"
                .formatted("x".repeat(300_000), "[".repeat(40) + "]".repeat(40));

        Result result = kit.ingest("submit", file(lines), "--json");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.json().path("accepted").asInt()).isEqualTo(2);
        assertThat(result.json().path("refusedLines"))
                .extracting(line -> line.path("line").asInt())
                .containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7);
        assertThat(result.err()).contains("line 4: it must be at most 262144 bytes long, but was 300002");
        assertThat(kit.store.accounting().accepted()).isEqualTo(2);
    }

    @Test
    void takesALineOnceHoweverOftenItIsHandedIn() throws IOException {
        String file =
                file(IntStream.range(0, 3_000).mapToObj("{\"n\":%d}"::formatted).collect(Collectors.joining("\n")));

        assertThat(kit.ingest("submit", file, "--once", "import-7").lines())
                .containsExactly("events: 3000 accepted, 0 there already, 0 refused");
        assertThat(kit.ingest("submit", file, "--once", "import-7").lines())
                .containsExactly("events: 0 accepted, 3000 there already, 0 refused");
        assertThat(kit.store.accounting().accepted()).isEqualTo(3_000);
    }

    @Test
    void handsNothingInWhereOnlyTheApplicationCanProcessIt() throws IOException {
        kit.ingest("mode", "DRAIN", "--reason", "on the way back");

        Result result = kit.ingest("submit", file("{}\n{}\n"));

        assertThat(result.exit()).isEqualTo(5);
        assertThat(result.err()).contains("only the application can", "line 1 was not taken in");
        assertThat(kit.store.accounting().accepted()).isZero();
    }

    @Test
    void stopsWhereNothingIsTakenIn() throws IOException {
        kit.ingest("mode", "REJECT", "--reason", "disk full");

        Result result = kit.ingest("submit", file("{}\n{}\n"));

        assertThat(result.exit()).isEqualTo(5);
        assertThat(result.err()).contains("line 1 was not taken in", "disk full");
        assertThat(result.err()).as("some may have been").doesNotContain("Nothing was changed");
    }

    @Test
    void makesAQueueOnlyIfItIsToldTo() throws IOException {
        String file = file("{}");
        String state = directory.resolve("other").toString();

        assertThat(kit.kit.bare("ingest", "submit", file, "--state", state).exit())
                .isEqualTo(8);
        Result made = kit.kit.bare("ingest", "submit", file, "--create", "--state", state);
        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(kit.kit.bare("ingest", "drain", "--state", state).lines()).containsExactly("events: 1 are left");
    }
}
