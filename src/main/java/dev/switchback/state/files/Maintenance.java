package dev.switchback.state.files;

import dev.switchback.journal.Problem;
import dev.switchback.journal.SegmentFiles;
import dev.switchback.journal.disk.Storage;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.engine.Engine;
import dev.switchback.state.view.DocumentFiles;
import dev.switchback.state.view.RecordJson;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is done to the history as a whole, while no other process writes to it. */
final class Maintenance {

    private Maintenance() {}

    static List<Problem> verify(Engine<FileBacking> engine) {
        List<Problem> problems = new ArrayList<>();
        engine.call(() -> {
            StoreFiles files = engine.backing().files();
            StoreFiles.LockedWork work = () -> {
                problems.addAll(SegmentFiles.verify(files.storage()));
                problems.addAll(documents(files.storage()));
            };
            if (files.refusal().isPresent()) {
                work.run(); // what cannot be locked can still be looked at
            } else {
                files.underLock(work);
            }
            return true;
        });
        return List.copyOf(problems);
    }

    static long restore(Engine<FileBacking> engine, Iterable<HistoryEntry> history) {
        return engine.call(() -> {
            long[] taken = new long[1];
            StoreFiles files = engine.backing().files();
            files.underLock(() -> {
                files.refresh();
                taken[0] = new Restoring(files).run(history, files.storage().where());
            });
            engine.publish(() -> {});
            return taken[0];
        });
    }

    private static List<Problem> documents(Storage storage) throws IOException {
        List<Problem> problems = new ArrayList<>();
        for (Map.Entry<String, String> damaged :
                DocumentFiles.read(storage).damaged().entrySet()) {
            problems.add(new Problem("migrations/%s.json".formatted(damaged.getKey()), 0, damaged.getValue()));
        }
        return problems;
    }

    static List<String> archive(Engine<FileBacking> engine, Instant olderThan) {
        List<String> written = new ArrayList<>();
        engine.call(() -> {
            StoreFiles files = engine.backing().files();
            files.underLock(() -> written.addAll(SegmentFiles.archive(
                    files.storage(),
                    line -> Instant.parse(RecordJson.parse(line).path("at").asString())
                            .isBefore(olderThan))));
            return true;
        });
        return List.copyOf(written);
    }
}
