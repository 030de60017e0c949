package dev.switchback.state.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.fleet.database.DatabaseStateStore;
import dev.switchback.state.Attribution;
import dev.switchback.state.Document;
import dev.switchback.state.DurableStateStore;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.files.FileStateStore;
import dev.switchback.testing.FakeClock;
import dev.switchback.testing.PostgresServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateTransferTest {

    private static final Attribution BY = Attribution.api("ana", "a \"quoted\" reason: grün, 灰, 🟢 \\ </script>");

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();
    private Path export;
    private final List<HistoryEntry> entries = new ArrayList<>();
    private Map<String, Document> documents = Map.of();

    @BeforeEach
    void exportADirectory() {
        export = folder.resolve("state.jsonl");
        try (FileStateStore store = files("state")) {
            for (int change = 1; change <= 20; change++) {
                clock.advance(Duration.ofMillis(1_500));
                store.commit(percentage(change));
                store.commit(StateChange.of("other", "SEEN", BY)
                        .observation()
                        .change(current -> current.with("keys", Map.of("forced", List.of("k"))))
                        .data("count", 1.5)
                        .build());
            }
            documents = documents(store);
            store.replay(entries::add);
            StateExport.write(store, export, clock.instant());
        }
    }

    @Test
    void writesOneLinePerEntryBetweenAHeaderAndAChecksum() throws IOException {
        List<String> lines = Files.readAllLines(export);

        assertThat(lines).hasSize(42);
        assertThat(lines.get(0))
                .isEqualTo("{\"switchback\":\"state\",\"format\":1,\"exportedAt\":\"%s\",\"from\":\"%s\",\"newest\":%d}"
                        .formatted(
                                clock.instant(),
                                folder.resolve("state"),
                                entries.get(39).sequence()));
        assertThat(lines.get(1))
                .startsWith("{\"seq\":%d,\"at\":\"".formatted(entries.get(0).sequence()))
                .doesNotContain("\"prev\"", "\"crc\"");
        assertThat(lines.get(41)).matches("\\{\"entries\":40,\"sha256\":\"[0-9a-f]{64}\"}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(export)))
                .isEqualTo("rw-------");
    }

    @Test
    void goesFromFilesToADatabaseAndBack() throws IOException {
        Path back = folder.resolve("back.jsonl");
        Transferred whole = StateImport.check(export).whole();
        assertThat(whole.generations()).isEqualTo(Map.of("active-models", 20L, "other", 0L));
        try (DatabaseStateStore database = DatabaseStateStore.open(PostgresServer.freshSchema())) {
            StateImport.check(export).into(database);
            assertHolds(database);
            assertThat(documents(database)).isEqualTo(documents);
            StateExport.write(database, back, clock.instant());
        }
        List<String> there = Files.readAllLines(back);
        List<String> here = Files.readAllLines(export);
        assertThat(there.subList(1, 41)).as("letter by letter").isEqualTo(here.subList(1, 41));

        StateImport.check(back).intoDirectory(folder.resolve("again"));

        try (FileStateStore again = files("again")) {
            assertHolds(again);
            again.commit(percentage(50));
            assertThat(again.verify()).isEmpty();
        }
        assertThat(leftovers()).isEmpty();
    }

    private void assertHolds(DurableStateStore store) {
        List<HistoryEntry> there = new ArrayList<>();
        store.replay(there::add);
        assertThat(there)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("sequence", "data")
                .isEqualTo(entries);
        for (int index = 0; index < entries.size(); index++) {
            assertThat(there.get(index).data())
                    .containsAllEntriesOf(entries.get(index).data());
        }
        assertThat(store.verify()).isEmpty();
        documents.forEach((name, document) -> {
            assertThat(store.document(name).sections()).isEqualTo(document.sections());
            assertThat(store.document(name).generation()).isEqualTo(document.generation());
            assertThat(store.document(name).changedAt()).isEqualTo(document.changedAt());
        });
    }

    @Test
    void refusesAnExportThatIsCutAnywhere() throws IOException {
        byte[] whole = Files.readAllBytes(export);
        Path cut = folder.resolve("cut.jsonl");
        for (int length = 0; length < whole.length; length += 1 + length / 7) {
            Files.write(cut, Arrays.copyOf(whole, length));

            assertThatThrownBy(() -> StateImport.check(cut))
                    .as("%d bytes", length)
                    .isInstanceOf(TransferException.class);
        }
        Files.write(cut, Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> StateImport.check(cut))
                .hasMessage("cannot import state: it ends in the middle of line 42 (file=%s)."
                        .concat(" Nothing was changed; export it again")
                        .formatted(cut));
    }

    @Test
    void refusesAnExportOfWhichOneByteWasChanged() throws IOException {
        byte[] whole = Files.readAllBytes(export);
        Path edited = folder.resolve("edited.jsonl");
        for (int at = 0; at < whole.length - 68; at += 13) {
            byte[] other = whole.clone();
            other[at] ^= 1;
            Files.write(edited, other);

            if (at > 150) { // whatever the header says of the time and the place is only for people
                assertThatThrownBy(() -> StateImport.check(edited))
                        .as("byte %d", at)
                        .isInstanceOf(TransferException.class);
            }
        }
    }

    @Test
    void saysWhatIsWrongWithAnExport() throws IOException {
        List<String> lines = Files.readAllLines(export);
        assertRefused(List.of("{}"), "it does not begin as an export of state does");
        assertRefused(List.of("{\"switchback\":\"state\",\"format\":2}"), "its format is 2, and 1 can be read");
        assertRefused(List.of("nothing"), "line 1 is not a record of the history");
        assertRefused(lines.subList(0, 41), "it ends after line 41, and its last line is missing");
        List<String> edited = new ArrayList<>(lines);
        edited.set(5, edited.get(5).replace("ana", "eve"));
        assertRefused(edited, "it was edited, or damaged on the way: its checksum is another");
        List<String> swapped = new ArrayList<>(lines);
        swapped.set(5, lines.get(6));
        swapped.set(6, lines.get(5));
        assertRefused(
                swapped,
                "record %d is out of place in line 7".formatted(entries.get(4).sequence()));
        List<String> shorter = new ArrayList<>(lines);
        shorter.remove(40);
        long last = entries.get(39).sequence();
        assertRefused(
                shorter,
                "it holds 39 entries up to record %d, and says that it has 40 up to record %d"
                        .formatted(last - 1, last));
        List<String> longer = new ArrayList<>(lines);
        longer.add("{}");
        assertRefused(longer, "something follows its last line");
        assertRefused(List.of("x".repeat(200_000)), "line 1 is longer than any record");
    }

    private void assertRefused(List<String> lines, String why) throws IOException {
        Path bad = folder.resolve("bad.jsonl");
        Files.write(bad, lines);

        assertThatThrownBy(() -> StateImport.check(bad))
                .isInstanceOf(TransferException.class)
                .hasMessage("cannot import state: %s (file=%s). Nothing was changed; export it again", why, bad);
    }

    @Test
    void changesNothingWhenTheFileIsAnotherOneByThen() throws IOException {
        StateImport checked = StateImport.check(export);
        List<String> lines = new ArrayList<>(Files.readAllLines(export));
        lines.set(40, lines.get(40).replace("ana", "eve"));
        Files.write(export, lines);

        try (DatabaseStateStore database = DatabaseStateStore.open(PostgresServer.freshSchema())) {
            assertThatThrownBy(() -> checked.into(database)).isInstanceOf(TransferException.class);
            assertThat(database.migrations()).isEmpty();
            assertThat(database.history(HistoryQuery.newest(10))).isEmpty();
        }
        assertThatThrownBy(() -> checked.intoDirectory(folder.resolve("new"))).isInstanceOf(TransferException.class);
        assertThat(folder.resolve("new")).doesNotExist();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void fillsNoStoreThatHoldsAnything() throws IOException {
        StateImport checked = StateImport.check(export);
        try (DatabaseStateStore database = DatabaseStateStore.open(PostgresServer.freshSchema())) {
            database.commit(percentage(1));
            assertThatThrownBy(() -> checked.into(database))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining("it holds a history already");
        }
        Path occupied = folder.resolve("occupied");
        Files.createDirectory(occupied);
        Files.writeString(occupied.resolve("note.txt"), "mine");
        assertThatThrownBy(() -> checked.intoDirectory(occupied))
                .isInstanceOf(TransferException.class)
                .hasMessage("cannot import state: the directory is not empty (directory=%s)."
                        .concat(" Nothing was changed; name one that does not exist")
                        .formatted(occupied));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("elsewhere"));
        assertThatThrownBy(() -> checked.intoDirectory(link)).isInstanceOf(TransferException.class);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void fillsAnEmptyDirectoryAndClearsAwayWhatAKilledProcessLeft() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path left = folder.resolve(".empty.import-999999999-6f2a1c3e-0000-4000-8000-000000000001");
        Files.createDirectories(left.resolve("migrations"));
        Files.writeString(left.resolve("history.jsonl"), "half");

        StateImport.check(export).intoDirectory(empty);

        try (FileStateStore store = files("empty")) {
            assertHolds(store);
        }
        assertThat(left).doesNotExist();
    }

    @Test
    void neverOverwritesAFileAndLeavesNoHalfOne() throws IOException {
        byte[] before = Files.readAllBytes(export);
        try (FileStateStore store = files("state")) {
            assertThatThrownBy(() -> StateExport.write(store, export, clock.instant()))
                    .isInstanceOf(TransferException.class);
            assertThatThrownBy(() -> StateExport.write(store, full(), clock.instant()))
                    .isInstanceOf(TransferException.class)
                    .hasMessageContaining("no space left");
        }
        assertThat(Files.readAllBytes(export)).isEqualTo(before);
    }

    @Test
    void exportsAStoreThatHoldsNothing() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DatabaseStateStore database = DatabaseStateStore.open(PostgresServer.freshSchema())) {
            Transferred nothing = StateExport.write(database, out, clock.instant());

            assertThat(nothing.entries()).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8)).hasLineCount(2).doesNotContain("user=");
        }
    }

    private static OutputStream full() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("no space left on device");
            }
        };
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(path -> path.getFileName().toString().contains(".import-"))
                    .toList();
        }
    }

    private FileStateStore files(String name) {
        return FileStateStore.builder(folder.resolve(name))
                .clock(clock)
                .node("test")
                .pollEvery(Duration.ZERO)
                .open();
    }

    private static Map<String, Document> documents(DurableStateStore store) {
        return Map.of("active-models", store.document("active-models"), "other", store.document("other"));
    }

    private static StateChange percentage(double target) {
        return StateChange.of("active-models", "PERCENTAGE_CHANGED", BY)
                .change(current -> current.with("percentage", Map.of("target", target)))
                .build();
    }
}
