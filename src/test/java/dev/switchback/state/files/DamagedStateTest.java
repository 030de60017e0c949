package dev.switchback.state.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.health.HealthStatus;
import dev.switchback.journal.Journal;
import dev.switchback.journal.JournalOptions;
import dev.switchback.journal.MemoryStorage;
import dev.switchback.state.Attribution;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateStoreException;
import dev.switchback.testing.FakeClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DamagedStateTest {

    private static final Attribution BY = Attribution.api("ana", "a reason");
    private static final String JOURNAL = "history.jsonl";
    private static final String DOCUMENT = "active-models.json";

    private final FakeClock clock = new FakeClock();
    private final MemoryStorage disk = new MemoryStorage();

    private FileStateStore open(MemoryStorage storage) {
        return FileStateStore.builder(Path.of("memory"))
                .clock(clock)
                .node("test")
                .pollEvery(Duration.ZERO)
                .storage(directory -> storage)
                .open();
    }

    private static StateChange percentage(double target) {
        return StateChange.of("active-models", "PERCENTAGE_CHANGED", BY)
                .change(current -> current.with("percentage", Map.of("target", target)))
                .build();
    }

    private Document fill() {
        try (FileStateStore store = open(disk)) {
            for (int change = 1; change <= 4; change++) {
                store.commit(percentage(change));
            }
            return store.document("active-models");
        }
    }

    private MemoryStorage documents(MemoryStorage storage) {
        return storage.directory("migrations", true);
    }

    private static byte[] flipped(byte[] content, int at, Random random) {
        byte[] flipped = content.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    @Test
    void neverBecomesAnotherStateByAFlippedByteOfTheJournal() {
        Document before = fill();
        byte[] journal = disk.content(JOURNAL);
        Random random = new Random(7);
        for (int at = 0; at < journal.length; at++) {
            MemoryStorage broken = disk.copy();
            broken.tamper(JOURNAL, flipped(journal, at, random));

            try (FileStateStore store = open(broken)) {
                boolean told = store.unreadable("active-models").isPresent()
                        || store.status().damage().isPresent();
                assertThat(told).as("byte %d, seed 7", at).isTrue();
                assertThat(store.unreadable("active-models").isPresent()
                                || store.document("active-models").equals(before))
                        .as("byte %d, seed 7", at)
                        .isTrue();
            }
        }
    }

    @Test
    void rebuildsADocumentOfWhichAnyByteIsFlipped() {
        Document before = fill();
        byte[] document = documents(disk).content(DOCUMENT);
        Random random = new Random(8);
        for (int at = 0; at < document.length; at++) {
            MemoryStorage broken = disk.copy();
            documents(broken).tamper(DOCUMENT, flipped(document, at, random));

            try (FileStateStore store = open(broken)) {
                assertThat(store.unreadable("active-models").isPresent()
                                || store.document("active-models").equals(before))
                        .as("byte %d, seed 8", at)
                        .isTrue();
            }
        }
    }

    @Test
    void keepsADamagedDocumentAside() {
        Document before = fill();
        documents(disk).tamper(DOCUMENT, "{}".getBytes(StandardCharsets.UTF_8));

        try (FileStateStore store = open(disk)) {
            assertThat(store.document("active-models")).isEqualTo(before);
            assertThat(store.status().damage())
                    .contains(
                            "the document of active-models was damaged (its checksum is wrong), and was made anew from the history");
            assertThat(store.health().status()).isEqualTo(HealthStatus.DEGRADED);
        }
        assertThat(documents(disk).list()).contains(DOCUMENT, DOCUMENT + ".damaged-20260101T000000.000Z");
        try (FileStateStore again = open(disk)) {
            assertThat(again.status().damage()).isEmpty();
        }
    }

    @Test
    void isUnreadableWhenTheJournalEndsBeforeItsDocument() {
        fill();
        byte[] journal = disk.content(JOURNAL);
        byte[] cut = Arrays.copyOf(journal, journal.length - 20);
        disk.tamper(JOURNAL, cut);

        try (FileStateStore store = open(disk)) {
            assertThat(store.unreadable("active-models"))
                    .contains("the journal ends before what was durable (last=4, known=5)");
            assertThat(store.unreadable("another")).isPresent();
            assertThatThrownBy(() -> store.commit(percentage(9))).isInstanceOf(StateStoreException.class);
            assertThat(store.submit(percentage(9)).toCompletableFuture()).isCompletedExceptionally();
            assertThat(store.health().status()).isEqualTo(HealthStatus.CRITICAL);
        }
        assertThat(disk.content(JOURNAL)).isEqualTo(cut);
    }

    @Test
    void isUnreadableWhenTheJournalIsGone() throws Exception {
        fill();
        disk.delete(JOURNAL);

        try (FileStateStore store = open(disk)) {
            assertThat(store.unreadable("active-models"))
                    .contains("the journal ends before what was durable (last=0, known=5)");
        }
        assertThat(disk.list()).doesNotContain(JOURNAL);
    }

    @Test
    void isUnreadableWhenJournalAndDocumentAreDamaged() {
        fill();
        byte[] journal = disk.content(JOURNAL);
        journal[900] ^= 1;
        disk.tamper(JOURNAL, journal);
        documents(disk).tamper(DOCUMENT, "{".getBytes(StandardCharsets.UTF_8));

        try (FileStateStore store = open(disk)) {
            assertThat(store.unreadable("active-models")).isPresent();
            assertThat(store.unreadable("another")).contains("records are lost: the journal is damaged");
            assertThatThrownBy(() -> store.commit(percentage(9))).isInstanceOf(StateStoreException.class);
        }
        assertThat(disk.content(JOURNAL)).isEqualTo(journal);
        assertThat(documents(disk).content(DOCUMENT)).isEqualTo("{".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void goesOnInANewSegmentAfterDamageInTheMiddle() {
        Document before = fill();
        byte[] journal = disk.content(JOURNAL);
        journal[900] ^= 1;
        disk.tamper(JOURNAL, journal);

        for (int opening = 1; opening <= 2; opening++) {
            try (FileStateStore store = open(disk)) {
                assertThat(store.document("active-models")).isEqualTo(before);
                assertThat(store.status().damage()).as("opening %d", opening).isPresent();
                assertThat(store.health().status()).isEqualTo(HealthStatus.DEGRADED);
            }
        }
        assertThat(disk.content("history-000000000001.jsonl")).isEqualTo(journal);
        try (FileStateStore store = open(disk)) {
            store.commit(percentage(9));
            assertThat(store.history(HistoryQuery.newest(10))).hasSize(4);
            assertThat(store.verify()).hasSize(1);
        }
    }

    @Test
    void cutsATornTailThatNobodyVouchesForAndSaysSo() {
        Document before = fill();
        byte[] journal = disk.content(JOURNAL);
        disk.tamper(JOURNAL, Arrays.copyOf(journal, journal.length + 100));

        try (FileStateStore store = open(disk)) {
            assertThat(store.document("active-models")).isEqualTo(before);
            assertThat(store.history(HistoryQuery.newest(1).ofType("RECOVERED")))
                    .hasSize(1)
                    .first()
                    .satisfies(entry -> assertThat(entry.data()).containsEntry("bytes", 100));
            assertThat(store.verify()).isEmpty();
        }
    }

    @Test
    void leavesANewerFormatAlone() {
        fill();
        String newer = new String(documents(disk).content(DOCUMENT), StandardCharsets.UTF_8)
                .replace("\"format\" : 1", "\"format\" : 2");
        documents(disk).tamper(DOCUMENT, newer.getBytes(StandardCharsets.UTF_8));

        try (FileStateStore store = open(disk)) {
            assertThat(store.unreadable("active-models")).contains("a newer version of Switchback wrote it (format=2)");
            assertThatThrownBy(() -> store.commit(percentage(9))).isInstanceOf(StateStoreException.class);
            assertThat(store.unreadable("another")).isEmpty();
        }
        assertThat(documents(disk).content(DOCUMENT)).isEqualTo(newer.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void doesNotTrustARecordThatOnlyLooksRight() throws Exception {
        fill();
        String[] bodies = {
            "{\"type\":\"X\",\"type\":\"Y\"}",
            "{\"type\":%s%s}".formatted("[".repeat(10_000), "]".repeat(10_000)),
            "{\"type\":\"PERCENTAGE_CHANGED\",\"migration\":\"../../etc\",\"at\":\"2026-01-01T00:00:00Z\"}",
            "{\uFEFF\u0000}"
        };
        for (String body : bodies) {
            MemoryStorage broken = disk.copy();
            try (Journal journal = Journal.open(
                    broken, new JournalOptions(1 << 20, false, clock), Journal.Known.NOTHING, record -> {})) {
                journal.append(List.of(body.getBytes(StandardCharsets.UTF_8)));
            }

            try (FileStateStore store = open(broken)) {
                assertThat(store.unreadable("active-models").orElse("trusted"))
                        .as("a body of %d characters", body.length())
                        .startsWith("record 6 cannot be understood");
            }
        }
    }

    @Test
    void ignoresLeftoversOfACrash() {
        Document before = fill();
        documents(disk).tamper(DOCUMENT + ".tmp-5", new byte[10]);
        disk.tamper("history.jsonl.next", new byte[10]);

        try (FileStateStore store = open(disk)) {
            assertThat(store.document("active-models")).isEqualTo(before);
            assertThat(documents(disk).list()).containsExactly(DOCUMENT);
        }
    }
}
