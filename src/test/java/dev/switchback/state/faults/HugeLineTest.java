package dev.switchback.state.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F18: a line of a gigabyte, read by a process with 64 MiB. */
@Tag("faults")
class HugeLineTest {

    private static final long GIGABYTE = 1L << 30;

    @TempDir
    Path folder;

    private Path directory() {
        return folder.resolve("state");
    }

    private void fill() throws IOException {
        try (Subject store = Subject.Kind.LONG_SEGMENTS.open(directory(), "driver")) {
            for (long event = 1; event <= 5; event++) {
                store.write(event);
            }
        }
    }

    @Test
    void isCutAsATornTail() throws Exception {
        fill();
        try (RandomAccessFile history =
                new RandomAccessFile(directory().resolve("history.jsonl").toFile(), "rw")) {
            history.setLength(history.length() + GIGABYTE); // a hole: it reads as zeros and takes no room
        }

        goesOn();

        Subject.Reading reading = StoreSubject.read(directory());
        assertThat(reading.unreadable()).isEmpty();
        assertThat(reading.numbers()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void isDamageBetweenRecords() throws Exception {
        fill();
        Path history = directory().resolve("history.jsonl");
        String text = Files.readString(history);
        int middle = text.indexOf('\n', text.length() / 2) + 1;
        try (RandomAccessFile file = new RandomAccessFile(history.toFile(), "rw")) {
            file.seek(middle + GIGABYTE);
            file.write(("\n" + text.substring(middle)).getBytes(StandardCharsets.UTF_8));
            file.seek(middle);
            file.write(new byte[text.length() - middle]);
        }

        goesOn();

        assertThat(directory().resolve("history-000000000001.jsonl"))
                .as("nothing is cut")
                .hasSize(GIGABYTE + 1 + text.length());
        assertThat(StoreSubject.read(directory()).unreadable().orElseThrow()).contains("damaged: bytes");
    }

    private void goesOn() throws IOException {
        try (WriterProcess process = WriterProcess.store(directory(), "writer")) {
            process.ask(6);
            assertThat(process.answer()).isEqualTo("ack 6");
        }
    }
}
