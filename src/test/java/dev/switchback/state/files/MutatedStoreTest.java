package dev.switchback.state.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.journal.MemoryStorage;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryQuery;
import dev.switchback.testing.FakeClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F2: each byte of a store becomes another, and each two lines of its history change places or go. */
class MutatedStoreTest {

    private static final int EVENTS = 4;
    private static final String JOURNAL = "history.jsonl";
    private static final String DOCUMENT = "active-models.json";

    private final MemoryStorage disk = new MemoryStorage();
    private final List<Document> documents = new ArrayList<>();

    private static FileStateStore open(MemoryStorage storage) {
        return Story.open(storage, new FakeClock());
    }

    @BeforeEach
    void fill() {
        try (FileStateStore store = open(disk)) {
            documents.add(store.document(Story.MIGRATION));
            for (int number = 1; number <= EVENTS; number++) {
                store.commit(Story.numbered(number));
                documents.add(store.document(Story.MIGRATION));
            }
        }
    }

    private void withoutDocument() throws IOException {
        disk.directory("migrations", true).delete(DOCUMENT);
    }

    /** What is read is what was written, or it is said that it is not; and what was found is still there. */
    private void neverBecomesAnotherState(byte[] journal, String what) {
        MemoryStorage broken = disk.copy();
        broken.tamper(JOURNAL, journal);
        try (FileStateStore store = open(broken)) {
            boolean unreadable = store.unreadable(Story.MIGRATION).isPresent();
            boolean cut =
                    !store.history(HistoryQuery.newest(1).ofType("RECOVERED")).isEmpty();
            boolean told = unreadable || cut || store.status().damage().isPresent();
            assertThat(told).as(what).isTrue();
            if (cut) {
                assertThat(documents).as(what).contains(store.document(Story.MIGRATION));
            } else if (!unreadable) {
                assertThat(store.document(Story.MIGRATION)).as(what).isEqualTo(documents.get(EVENTS));
            }
        }
        assertThat(isAllThere(broken.contents(), new String(journal, StandardCharsets.ISO_8859_1)))
                .as("every byte is kept, " + what)
                .isTrue();
    }

    private static boolean isAllThere(Map<String, String> files, String journal) {
        if (files.containsValue(journal)) { // where it was, or sealed as it was
            return true;
        }
        return files.entrySet().stream()
                .filter(file -> file.getKey().startsWith("history.torn-"))
                .anyMatch(torn -> journal.endsWith(torn.getValue())
                        && files.get(JOURNAL)
                                .startsWith(journal.substring(
                                        0, journal.length() - torn.getValue().length())));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isNeverAnotherStateWhenAByteOfTheJournalIsZero(boolean vouched) throws IOException {
        if (!vouched) {
            withoutDocument();
        }
        byte[] journal = disk.content(JOURNAL);
        for (int at = 0; at < journal.length; at++) {
            byte[] zeroed = journal.clone();
            zeroed[at] = 0;
            neverBecomesAnotherState(zeroed, "byte %d is zero".formatted(at));
        }
    }

    @Test
    void isNeverAnotherStateWhenAByteOfAJournalIsFlippedThatNobodyVouchesFor() throws IOException {
        withoutDocument();
        byte[] journal = disk.content(JOURNAL);
        Random random = new Random(3);
        for (int at = 0; at < journal.length; at++) {
            byte[] flipped = journal.clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            neverBecomesAnotherState(flipped, "byte %d is flipped, seed 3".formatted(at));
        }
    }

    @Test
    void isNeverAnotherStateWhenLinesAreLostDoubledOrSwapped() throws IOException {
        List<String> lines = List.of(new String(disk.content(JOURNAL), StandardCharsets.ISO_8859_1).split("(?<=\n)"));
        for (int one = 0; one < lines.size(); one++) {
            neverBecomesAnotherState(without(lines, one), "line %d is lost".formatted(one));
            for (int other = 0; other < lines.size(); other++) {
                List<String> doubled = new ArrayList<>(lines);
                doubled.add(other, lines.get(one));
                neverBecomesAnotherState(bytes(doubled), "line %d again at %d".formatted(one, other));
                if (one < other) {
                    List<String> swapped = new ArrayList<>(lines);
                    Collections.swap(swapped, one, other);
                    neverBecomesAnotherState(bytes(swapped), "lines %d and %d swapped".formatted(one, other));
                }
            }
        }
    }

    private static byte[] without(List<String> lines, int line) {
        List<String> left = new ArrayList<>(lines);
        left.remove(line);
        return bytes(left);
    }

    private static byte[] bytes(List<String> lines) {
        return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void makesADocumentAnewOfWhichAByteIsZero() {
        byte[] content = disk.directory("migrations", true).content(DOCUMENT);
        for (int at = 0; at < content.length; at++) {
            MemoryStorage broken = disk.copy();
            byte[] zeroed = content.clone();
            zeroed[at] = 0;
            broken.directory("migrations", true).tamper(DOCUMENT, zeroed);

            try (FileStateStore store = open(broken)) {
                assertThat(store.document(Story.MIGRATION)).as("byte %d", at).isEqualTo(documents.get(EVENTS));
                assertThat(store.status().damage()).as("byte %d", at).isPresent();
            }
        }
    }
}
