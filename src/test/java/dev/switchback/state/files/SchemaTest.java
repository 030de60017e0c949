package dev.switchback.state.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.switchback.state.Attribution;
import dev.switchback.state.StateChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {

    private static final Attribution BY = Attribution.api("ana", "a reason");
    private static final Path SCHEMAS = Path.of("state/schema");

    @TempDir
    Path directory;

    private static Schema schema(String name) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(SCHEMAS.resolve(name)));
    }

    private void fill() {
        try (FileStateStore store =
                FileStateStore.builder(directory).segmentBytes(8_192).open()) {
            for (int change = 1; change <= 60; change++) {
                double target = change / 2.0;
                store.commit(StateChange.of("active-models", "PERCENTAGE_CHANGED", BY)
                        .change(current -> current.with("percentage", Map.of("target", target)))
                        .build());
            }
            store.commit(StateChange.of("active-models", "ROLLBACK_EXECUTED", BY)
                    .rollback("routing", "emergency_manual")
                    .ended(false, List.of("force_legacy"), List.of("did not drain"), Duration.ofMillis(12))
                    .change(current -> current.without("percentage"))
                    .build());
        }
    }

    @Test
    void describesEveryLineOfTheHistory() throws IOException {
        fill();
        Schema schema = schema("history-record.schema.json");

        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }

        assertThat(lines).hasSizeGreaterThan(61);
        for (String line : lines) {
            assertThat(schema.validate(line, InputFormat.JSON)).as(line).isEmpty();
        }
    }

    @Test
    void describesEveryDocument() throws IOException {
        fill();

        String document = Files.readString(directory.resolve("migrations/active-models.json"));

        assertThat(schema("migration-document.schema.json").validate(document, InputFormat.JSON))
                .as(document)
                .isEmpty();
        assertThat(document).contains("\n  \"generation\" : 61,\n");
    }

    @Test
    void refusesWhatIsNoDocument() throws IOException {
        assertThat(schema("migration-document.schema.json").validate("{\"format\":2}", InputFormat.JSON))
                .isNotEmpty();
    }
}
