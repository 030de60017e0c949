package dev.switchback.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.journal.disk.Storage;
import dev.switchback.testing.FakeClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JournalTest {

    private static final String ACTIVE = "history.jsonl";

    private final MemoryStorage disk = new MemoryStorage();
    private final JournalOptions options = new JournalOptions(JournalOptions.SEGMENT_BYTES, false, new FakeClock());
    private final List<JournalRecord> read = new ArrayList<>();

    private Journal open() throws IOException {
        return open(disk, List.of());
    }

    private Journal open(Storage storage, List<Position> vouched) throws IOException {
        read.clear();
        return Journal.open(storage, options, new Journal.Known(vouched, Long.MAX_VALUE), read::add);
    }

    private static byte[] body(String text) {
        return "{\"type\":\"TEST\",\"text\":\"%s\"}".formatted(text).getBytes(StandardCharsets.UTF_8);
    }

    /** A header and four records: five lines. */
    private Journal filled() throws IOException {
        Journal journal = open();
        journal.startSegment(List.of(body("header")));
        for (int number = 1; number <= 4; number++) {
            journal.append(List.of(body("event " + number)));
        }
        return journal;
    }

    @Test
    void writesLinesThatAreNumberedChainedAndChecked() throws IOException {
        filled();

        String[] lines = new String(disk.content(ACTIVE), StandardCharsets.UTF_8).split("\n");
        assertThat(lines).hasSize(5);
        assertThat(lines[0])
                .startsWith("{\"seq\":1,\"format\":1,\"type\":\"TEST\",\"text\":\"header\",\"prev\":\"000000");
        assertThat(lines[1]).startsWith("{\"seq\":2,\"type\":\"TEST\",\"text\":\"event 1\",\"prev\":\"");
        assertThat(lines[1]).matches(".*,\"prev\":\"[0-9a-f]{64}\",\"crc\":\"[0-9a-f]{8}\"}");
        assertThat(SegmentFiles.verify(disk)).isEmpty();
    }

    @Test
    void keepsWhatWasAppendedOverAPowerCut() throws IOException {
        filled();

        disk.crash();

        assertThat(open().last().sequence()).isEqualTo(5);
        assertThat(read).extracting(JournalRecord::sequence).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void isCutAtEveryByteAndKeepsEveryWholeLine() throws IOException {
        filled();
        byte[] whole = disk.content(ACTIVE);
        int header = Arrays.asList(new String(whole, StandardCharsets.UTF_8).split("\n"))
                .get(0)
                .length();
        for (int cut = 0; cut <= whole.length; cut++) {
            MemoryStorage broken = new MemoryStorage();
            broken.tamper(ACTIVE, Arrays.copyOf(whole, cut));
            long complete = completeLines(whole, cut);

            Journal journal = open(broken, List.of());

            if (cut < header) {
                assertThat(journal.recovery().unusable()).as("cut at %d", cut).isPresent();
                continue;
            }
            assertThat(journal.last().sequence()).as("cut at %d", cut).isEqualTo(complete);
            journal.append(List.of(body("after the cut")));
            assertThat(SegmentFiles.verify(broken)).as("cut at %d", cut).isEmpty();
            assertThat(open(broken, List.of()).recovery()).as("cut at %d", cut).isEqualTo(cleanFor(broken));
        }
    }

    private static Recovery cleanFor(MemoryStorage storage) {
        assertThat(storage.list()).contains(ACTIVE);
        return new Recovery(
                Recovery.CLEAN.unusable(), Recovery.CLEAN.unwritable(), Recovery.CLEAN.torn(), List.of(), 1);
    }

    /** A line counts when nothing but its end of line is missing. */
    private static long completeLines(byte[] whole, int cut) {
        long lines = 0;
        for (int at = 0; at < whole.length; at++) {
            if (whole[at] == '\n' && at <= cut) {
                lines++;
            }
        }
        return lines;
    }

    @Test
    void findsEveryFlippedByte() throws IOException {
        Position last = filled().last();
        byte[] whole = disk.content(ACTIVE);
        Random random = new Random(42);
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            MemoryStorage broken = new MemoryStorage();
            broken.tamper(ACTIVE, flipped);

            Recovery recovery = open(broken, List.of(last)).recovery();

            assertThat(recovery.unusable().isPresent() || !recovery.damage().isEmpty())
                    .as("byte %d, seed 42", at)
                    .isTrue();
            assertThat(broken.content(ACTIVE)).as("byte %d, seed 42", at).isEqualTo(flipped);
        }
    }

    @Test
    void refusesToBeCutBeforeWhatOthersVouchFor() throws IOException {
        Position last = filled().last();
        byte[] torn = Arrays.copyOf(disk.content(ACTIVE), (int) last.offset() - 10);
        disk.tamper(ACTIVE, torn);

        Journal journal = open(disk, List.of(last));

        assertThat(journal.recovery().unusable())
                .contains("the journal ends before what was durable (last=4, known=5)");
        assertThat(disk.content(ACTIVE)).isEqualTo(torn);
    }

    @Test
    void cutsAZeroFilledTailAndKeepsItAside() throws IOException {
        Position last = filled().last();
        byte[] content = disk.content(ACTIVE);
        disk.tamper(ACTIVE, Arrays.copyOf(content, content.length + 200_000));

        Journal journal = open(disk, List.of(last));

        assertThat(journal.recovery().torn())
                .contains(new Recovery.TornTail(
                        content.length, 200_000, "history.torn-20260101T000000.000Z-%d".formatted(content.length)));
        assertThat(disk.content(ACTIVE)).isEqualTo(content);
        assertThat(disk.content("history.torn-20260101T000000.000Z-%d".formatted(content.length)))
                .hasSize(200_000);
    }

    @Test
    void findsLinesThatAreLostDoubledOrSwapped() throws IOException {
        filled();
        List<String> lines = List.of(new String(disk.content(ACTIVE), StandardCharsets.UTF_8).split("\n"));
        List<List<Integer>> orders = List.of(
                List.of(0, 1, 3, 4),
                List.of(1, 2, 3, 4),
                List.of(0, 1, 1, 2, 3, 4),
                List.of(0, 2, 1, 3, 4),
                List.of(0, 1, 2, 3, 4, 4));
        for (List<Integer> order : orders) {
            StringBuilder text = new StringBuilder();
            order.forEach(line -> text.append(lines.get(line)).append('\n'));
            disk.tamper(ACTIVE, text.toString().getBytes(StandardCharsets.UTF_8));

            assertThat(SegmentFiles.verify(disk)).as("lines %s", order).isNotEmpty();
            assertThat(open().recovery().damage()).as("lines %s", order).isNotEmpty();
        }
    }

    @Test
    void leavesANewerFormatAlone() throws IOException {
        open().startSegment(List.of(body("header")));
        String line = new String(disk.content(ACTIVE), StandardCharsets.UTF_8).replace("\"format\":1", "\"format\":2");
        byte[] checked = line.substring(0, line.indexOf(",\"crc\"")).getBytes(StandardCharsets.UTF_8);
        CRC32C sum = new CRC32C();
        sum.update(checked);
        String newer = new String(checked, StandardCharsets.UTF_8) + ",\"crc\":\"%08x\"}\n".formatted(sum.getValue());
        byte[] content = (newer + "half a rec").getBytes(StandardCharsets.UTF_8);
        disk.tamper(ACTIVE, content);

        Journal journal = open();

        assertThat(journal.isNewer()).isTrue();
        assertThat(journal.takesRecords()).isFalse();
        assertThatThrownBy(() -> journal.append(List.of(body("refused"))))
                .hasMessage("history.jsonl cannot be appended to");
        assertThat(disk.content(ACTIVE)).isEqualTo(content);
    }

    @Test
    void readsPastALineThatIsTooLongWithoutHoldingIt() throws IOException {
        filled();
        byte[] good = disk.content(ACTIVE);
        byte[] huge = new byte[good.length + 2_000_000];
        Arrays.fill(huge, (byte) 'x');
        System.arraycopy(good, 0, huge, 0, good.length);
        disk.tamper(ACTIVE, huge);

        assertThat(open().last().sequence()).isEqualTo(5);
    }

    @Nested
    class WhenTheDiskFails {

        @Test
        void takesAFailedWriteBack() throws IOException {
            Journal journal = filled();
            byte[] before = disk.content(ACTIVE);
            disk.failOn(call -> call.startsWith("write"));

            assertThatThrownBy(() -> journal.append(List.of(body("lost")))).hasMessage("injected: write history.jsonl");

            assertThat(disk.content(ACTIVE)).isEqualTo(before);
            disk.heal();
            journal.append(List.of(body("kept")));
            assertThat(open().last().sequence()).isEqualTo(6);
        }

        @Test
        void neverForcesAFileAgainThatCouldNotBeForced() throws IOException {
            Journal journal = filled();
            disk.failOn(call -> call.startsWith("force"));
            assertThatThrownBy(() -> journal.append(List.of(body("lost")))).isInstanceOf(IOException.class);
            disk.heal();

            assertThatThrownBy(() -> journal.append(List.of(body("refused"))))
                    .hasMessage("the disk failed to keep what was written: injected: force history.jsonl");

            SegmentFiles.renew(disk);
            disk.crash();
            assertThat(open().last().sequence()).isEqualTo(5);
        }

        @Test
        void finishesARotationThatWasCutOffAtAnyStep() throws IOException {
            for (int step = 1; step <= 12; step++) {
                MemoryStorage copy = new MemoryStorage();
                Journal journal = open(copy, List.of());
                journal.startSegment(List.of(body("header")));
                Position last = journal.append(List.of(body("event"))).get(0).position();
                copy.failFrom(step);
                boolean failed = fails(() -> journal.startSegment(List.of(body("second header"))));
                MemoryStorage cut = copy.copy();
                copy.crash();

                for (MemoryStorage after : List.of(cut, copy)) {
                    Journal again = open(after, List.of(last));
                    assertThat(again.recovery().unusable()).as("step %d", step).isEmpty();
                    if (again.needsSegment()) {
                        again.startSegment(List.of(body("second header")));
                    }
                    again.append(List.of(body("goes on")));
                    assertThat(SegmentFiles.verify(after))
                            .as("step %d, failed %s", step, failed)
                            .isEmpty();
                }
            }
        }

        private boolean fails(Attempt attempt) {
            try {
                attempt.run();
                return false;
            } catch (IOException expected) {
                return expected.getMessage() != null;
            }
        }
    }

    private interface Attempt {
        void run() throws IOException;
    }

    @Nested
    class WithSealedSegments {

        WithSealedSegments() throws IOException {
            Journal journal = filled();
            for (int segment = 2; segment <= 3; segment++) {
                journal.startSegment(List.of(body("header")));
                journal.append(List.of(body("event in segment " + segment)));
            }
        }

        @Test
        void namesThemByTheirFirstRecord() {
            assertThat(disk.list()).containsExactly("history-000000000001.jsonl", "history-000000000006.jsonl", ACTIVE);
        }

        @Test
        void readsThemFromTheNewestToTheOldest() throws IOException {
            List<String> lines = new ArrayList<>();
            SegmentFiles.newestFirst(disk, sequence -> sequence != 7, line -> {
                lines.add(new String(line, StandardCharsets.UTF_8).substring(0, 8));
                return lines.size() < 4;
            });

            assertThat(lines).containsExactly("{\"seq\":9", "{\"seq\":8", "{\"seq\":6", "{\"seq\":5");
        }

        @Test
        void compressesThemAndLosesNothing() throws IOException {
            assertThat(SegmentFiles.archive(
                            disk, last -> new String(last, StandardCharsets.UTF_8).startsWith("{\"seq\":5,")))
                    .containsExactly("history-000000000001.jsonl.gz");

            List<Long> found = new ArrayList<>();
            SegmentFiles.newestFirst(disk, found::add, line -> true);
            assertThat(found).containsExactly(9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
            assertThat(SegmentFiles.verify(disk)).isEmpty();
            assertThat(disk.list()).doesNotContain("history-000000000001.jsonl");
        }

        @Test
        void noticesOneThatIsMissing() throws IOException {
            disk.delete("history-000000000006.jsonl");

            assertThat(SegmentFiles.verify(disk))
                    .contains(new Problem(ACTIVE, 0, "damaged: bytes 0 to 0, between records 5 and 8"));
        }
    }
}
