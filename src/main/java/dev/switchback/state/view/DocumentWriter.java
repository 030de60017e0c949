package dev.switchback.state.view;

import dev.switchback.journal.disk.Storage;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows which documents are behind the journal, and brings them up to it. For the store's own thread. */
public final class DocumentWriter {

    private static final Logger LOG = LoggerFactory.getLogger(DocumentWriter.class);

    private final Set<String> behind = new HashSet<>();
    private Optional<String> failure = Optional.empty();

    public void changed(String migration) {
        behind.add(migration);
    }

    public boolean isBehind() {
        return !behind.isEmpty();
    }

    /** Writes those that are behind, the one changed first before the others; needs the lock. */
    public void write(Storage storage, Views views) throws IOException {
        List<View> changed = behind.stream()
                .flatMap(name -> views.view(name).stream())
                .sorted(Comparator.comparingLong(view -> view.at().sequence()))
                .toList();
        for (View view : changed) {
            DocumentFiles.write(storage, view);
            behind.remove(view.document().migration());
        }
        failure = Optional.empty();
    }

    public void failed(IOException why) {
        if (failure.isEmpty()) {
            LOG.warn(
                    "[StateStore] documents cannot be written; the history has everything, and they are tried again",
                    why);
        }
        failure = Optional.of("documents cannot be written: " + Reason.of(why));
    }

    /** {@return why documents could not be written the last time} */
    public Optional<String> failure() {
        return failure;
    }
}
