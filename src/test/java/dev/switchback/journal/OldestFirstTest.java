package dev.switchback.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.testing.FakeClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OldestFirstTest {

    private final MemoryStorage disk = new MemoryStorage();
    private final JournalOptions options = new JournalOptions(JournalOptions.SEGMENT_BYTES, false, new FakeClock());

    @Test
    void readsToTheEndWhileARotationIsBetweenItsRenames() throws IOException {
        Journal journal = Journal.open(disk, options, new Journal.Known(List.of(), Long.MAX_VALUE), read -> {});
        journal.startSegment(List.of(body("header 1"), body("event 2")));
        journal.startSegment(List.of(body("header 3"), body("event 4")));
        disk.failOn(call -> call.equals("move history.jsonl.next"));

        List<String> lines = new ArrayList<>();
        SegmentFiles.oldestFirst(disk, sequence -> true, line -> {
            if (lines.isEmpty()) {
                assertThatThrownBy(() -> journal.startSegment(List.of(body("header 5"))))
                        .hasMessage("injected: move history.jsonl.next");
            }
            lines.add(new String(line, StandardCharsets.UTF_8).substring(0, 8));
        });

        assertThat(disk.list()).doesNotContain("history.jsonl");
        assertThat(lines).containsExactly("{\"seq\":1", "{\"seq\":2", "{\"seq\":3", "{\"seq\":4");
    }

    private static byte[] body(String text) {
        return "{\"type\":\"TEST\",\"text\":\"%s\"}".formatted(text).getBytes(StandardCharsets.UTF_8);
    }
}
