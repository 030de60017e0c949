package dev.switchback.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.journal.disk.StorageFile;
import dev.switchback.testing.FakeClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** F14: the lock was taken away without a word, and another process writes at the same time. */
class LockLostTest {

    private static final String ACTIVE = "history.jsonl";

    private final MemoryStorage disk = new MemoryStorage();
    private Journal mine;

    private Journal open() throws IOException {
        JournalOptions options = new JournalOptions(JournalOptions.SEGMENT_BYTES, false, new FakeClock());
        return Journal.open(disk, options, Journal.Known.NOTHING, record -> {});
    }

    private static List<byte[]> body(String text) {
        return List.of("{\"type\":\"TEST\",\"text\":\"%s\"}".formatted(text).getBytes(StandardCharsets.UTF_8));
    }

    @BeforeEach
    void begin() throws IOException {
        mine = open();
        mine.startSegment(body("header"));
        mine.append(body("before"));
    }

    private String content() {
        return new String(disk.content(ACTIVE), StandardCharsets.UTF_8);
    }

    @Test
    void writesNothingOverWhatAnotherHasAppended() throws IOException {
        open().append(body("theirs"));
        String before = content();

        assertThatThrownBy(() -> mine.append(body("mine")))
                .hasMessage("another process wrote at the same time: something here has opened LOCK");

        assertThat(content()).isEqualTo(before);
        assertThat(mine.catchUp(record -> {})).isTrue();
        mine.append(body("mine, after theirs"));
        assertThat(SegmentFiles.verify(disk)).isEmpty();
    }

    @Test
    void acknowledgesNothingThatAnotherHasWrittenOver() throws IOException {
        Journal theirs = open();
        byte[] before = disk.content(ACTIVE);
        theirs.append(body("a record of theirs that is longer than mine"));
        byte[] longer = disk.content(ACTIVE);
        disk.tamper(ACTIVE, before);
        mine = open();
        whenForced(() -> {
            try (StorageFile file = disk.write(ACTIVE)) {
                file.writeFully(ByteBuffer.wrap(longer, before.length, longer.length - before.length), before.length);
            }
        });

        assertThatThrownBy(() -> mine.append(body("mine"))).isInstanceOf(IOException.class);

        disk.heal();
        assertThat(content()).contains("longer than mine").doesNotContain(":\"mine\"");
        assertThat(mine.failure()).as("it goes on after what is there now").isEmpty();
        assertThat(mine.catchUp(record -> {})).isTrue();
        mine.append(body("mine, after theirs"));
        assertThat(SegmentFiles.verify(disk)).isEmpty();
    }

    @Test
    void acknowledgesNothingInASegmentThatAnotherHasSealed() throws IOException {
        Journal theirs = open();
        whenForced(() -> theirs.startSegment(body("their header")));

        assertThatThrownBy(() -> mine.append(body("mine"))).isInstanceOf(IOException.class);

        assertThat(mine.failure()).as("nobody can tell whether it counts").isPresent();
    }

    private interface Meanwhile {
        void run() throws IOException;
    }

    private void whenForced(Meanwhile meanwhile) {
        disk.failOn(call -> {
            if (call.equals("force " + ACTIVE)) {
                disk.heal();
                try {
                    meanwhile.run();
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            }
            return false;
        });
    }
}
