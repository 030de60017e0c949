package dev.switchback.state.faults;

import dev.switchback.journal.Problem;
import dev.switchback.state.Attribution;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateJson;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.files.FileStateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The state store, with segments so small that every few events a new one begins. */
final class StoreSubject implements Subject {

    private static final String MIGRATION = "active-models";
    private static final int SEGMENT = 16_384;
    private static final int MOST = 100_000;
    private static final int HEARTBEAT = 10;

    private final FileStateStore store;

    private StoreSubject(FileStateStore store) {
        this.store = store;
    }

    static Subject open(Path directory, String node) {
        return new StoreSubject(FileStateStore.builder(directory)
                .node(node)
                .segmentBytes(SEGMENT)
                .open());
    }

    static Subject openWithLongSegments(Path directory, String node) {
        return new StoreSubject(FileStateStore.builder(directory).node(node).open());
    }

    static StateChange numbered(long number) {
        return StateChange.of(MIGRATION, "NUMBERED", Attribution.api("ana", "a reason"))
                .data("number", number)
                .change(current -> current.with("number", Map.of("last", number)))
                .build();
    }

    @Override
    public void write(long number) {
        if (number % HEARTBEAT == 0) {
            store.observe("writer", StateJson.MAPPER.createObjectNode().put("number", number));
        }
        store.commit(numbered(number));
    }

    @Override
    public void recover() {
        store.reopen();
    }

    @Override
    public void close() {
        store.close();
    }

    /** Opens it, looks at everything, closes it, and opens it again, which is to change nothing. */
    static Reading read(Path directory) {
        List<Long> numbers = new ArrayList<>();
        try (FileStateStore store =
                FileStateStore.builder(directory).node("reader").open()) {
            Optional<String> unreadable = store.unreadable(MIGRATION);
            if (unreadable.isPresent()) {
                return new Reading(unreadable, List.of());
            }
            store.history(HistoryQuery.newest(MOST).of(MIGRATION)).stream()
                    .map(StoreSubject::number)
                    .forEach(numbers::add);
            Collections.reverse(numbers);
            List<Problem> problems = store.verify();
            if (!problems.isEmpty()) {
                return new Reading(Optional.of(problems.toString()), numbers);
            }
            if (store.document(MIGRATION).generation() != numbers.size()) {
                return new Reading(Optional.of("the document does not count as many as the history"), numbers);
            }
        } catch (StateStoreException failed) {
            return new Reading(Optional.of(failed.getMessage()), List.of());
        }
        Map<String, String> before = stamps(directory);
        FileStateStore.open(directory).close();
        boolean same = stamps(directory).equals(before);
        return new Reading(same ? Optional.empty() : Optional.of("the second opening changed something"), numbers);
    }

    private static long number(HistoryEntry entry) {
        return ((Number) entry.data().get("number")).longValue();
    }

    /** What can be seen of the files from outside, since LOCK is not to be read; who has it changes with each opening. */
    private static Map<String, String> stamps(Path directory) {
        Map<String, String> stamps = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> !path.getParent().endsWith("LOCK.owners"))
                    .toList()) {
                BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
                stamps.put(
                        file.toString(), "%d %s %s".formatted(facts.size(), facts.lastModifiedTime(), facts.fileKey()));
            }
            return stamps;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
