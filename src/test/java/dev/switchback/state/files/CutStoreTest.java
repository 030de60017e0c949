package dev.switchback.state.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.journal.MemoryStorage;
import dev.switchback.journal.SegmentFiles;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.testing.FakeClock;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** F1 and F3: each file of a store is cut at every byte, or goes on in zeros. */
class CutStoreTest {

    private static final String JOURNAL = "history.jsonl";
    private static final String DOCUMENT = "active-models.json";

    private final MemoryStorage disk = new MemoryStorage();

    private static FileStateStore open(MemoryStorage storage) {
        return Story.open(storage, new FakeClock());
    }

    private static MemoryStorage documents(MemoryStorage storage) {
        return storage.directory("migrations", true);
    }

    private void commit(int from, int to) {
        try (FileStateStore store = open(disk)) {
            for (int number = from; number <= to; number++) {
                store.commit(Story.numbered(number));
            }
        }
    }

    private static List<Integer> numbers(FileStateStore store) {
        return store.history(HistoryQuery.newest(100).of(Story.MIGRATION)).stream()
                .map(HistoryEntry::data)
                .map(data -> (Integer) data.get("number"))
                .toList();
    }

    /** The lines of which nothing is missing but the end of the line, the header apart. */
    private static int events(byte[] journal, int cut) {
        int lines = 0;
        for (int at = 0; at < journal.length; at++) {
            if (journal[at] == '\n' && at <= cut) {
                lines++;
            }
        }
        return lines - 1;
    }

    private static void isInOrderNow(MemoryStorage broken, int events, String what) {
        try (FileStateStore store = open(broken)) {
            assertThat(store.unreadable(Story.MIGRATION)).as(what).isEmpty();
            assertThat(numbers(store)).as(what).hasSize(events);
            assertThat(store.document(Story.MIGRATION).generation()).as(what).isEqualTo(events);
            assertThat(store.verify()).as(what).isEmpty();
        }
        Map<String, String> first = broken.contents();
        open(broken).close();
        assertThat(broken.contents()).as("the second opening, " + what).isEqualTo(first);
    }

    private static void isLeftAlone(MemoryStorage broken, String what) {
        Map<String, String> before = broken.contents();
        try (FileStateStore store = open(broken)) {
            assertThat(store.unreadable(Story.MIGRATION)).as(what).isPresent();
        }
        assertThat(broken.contents()).as(what).isEqualTo(before);
    }

    @Test
    void keepsEveryWholeLineOfAJournalThatNobodyVouchesFor() throws IOException {
        commit(1, 4);
        documents(disk).delete(DOCUMENT);
        byte[] journal = disk.content(JOURNAL);
        for (int cut = 0; cut <= journal.length; cut++) {
            MemoryStorage broken = disk.copy();
            broken.tamper(JOURNAL, Arrays.copyOf(journal, cut));
            int events = events(journal, cut);
            if (events < 0) {
                isLeftAlone(broken, "cut at %d, in the header".formatted(cut));
            } else {
                isInOrderNow(broken, events, "cut at %d".formatted(cut));
            }
        }
    }

    @Test
    void cutsNothingThatADocumentVouchesFor() {
        commit(1, 3);
        byte[] document = documents(disk).content(DOCUMENT);
        int vouched = disk.content(JOURNAL).length;
        commit(4, 6);
        documents(disk).tamper(DOCUMENT, document);
        byte[] journal = disk.content(JOURNAL);
        for (int cut = 0; cut <= journal.length; cut++) {
            MemoryStorage broken = disk.copy();
            broken.tamper(JOURNAL, Arrays.copyOf(journal, cut));
            if (cut < vouched - 1) {
                isLeftAlone(broken, "cut at %d, before %d".formatted(cut, vouched));
            } else {
                isInOrderNow(broken, events(journal, cut), "cut at %d, after %d".formatted(cut, vouched));
            }
        }
    }

    @Test
    void makesADocumentAnewThatIsCutAnywhere() {
        commit(1, 4);
        byte[] document = documents(disk).content(DOCUMENT);
        for (int cut = 0; cut < document.length; cut++) {
            MemoryStorage broken = disk.copy();
            documents(broken).tamper(DOCUMENT, Arrays.copyOf(document, cut));

            try (FileStateStore store = open(broken)) {
                assertThat(store.document(Story.MIGRATION).generation())
                        .as("cut at %d", cut)
                        .isEqualTo(4);
                assertThat(store.status().damage()).as("cut at %d", cut).isPresent();
            }
            assertThat(documents(broken).content(DOCUMENT)).as("cut at %d", cut).isEqualTo(document);
        }
    }

    @Test
    void noticesASealedSegmentThatIsCutAnywhere() throws IOException {
        commit(1, 14);
        String sealed = "history-000000000001.jsonl";
        byte[] content = disk.content(sealed);
        for (int cut = 0; cut < content.length; cut++) {
            disk.tamper(sealed, Arrays.copyOf(content, cut));
            assertThat(SegmentFiles.verify(disk)).as("cut at %d", cut).isNotEmpty();
        }
        try (FileStateStore store = open(disk)) {
            assertThat(store.document(Story.MIGRATION).generation()).isEqualTo(14);
        }
    }

    @Test
    void cutsATailOfZeros() {
        commit(1, 4);
        byte[] journal = disk.content(JOURNAL);
        disk.tamper(JOURNAL, Arrays.copyOf(journal, journal.length + 4_096));

        isInOrderNow(disk, 4, "4096 zeros");

        assertThat(disk.list()).anyMatch(name -> name.startsWith("history.torn-"));
    }
}
