package dev.switchback.state.files;

import dev.switchback.journal.JournalRecord;
import dev.switchback.state.Document;
import dev.switchback.state.engine.Backing;
import dev.switchback.state.engine.Batch;
import dev.switchback.state.engine.Prepared;
import dev.switchback.state.engine.UncertainException;
import dev.switchback.state.view.Doubts;
import dev.switchback.state.view.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files beneath a store. For the engine's thread. */
final class FileBacking implements Backing {

    private final StoreFiles files;

    FileBacking(StoreFiles files) {
        this.files = files;
    }

    StoreFiles files() {
        return files;
    }

    @Override
    public Map<String, Document> documents() {
        return files.views().documents();
    }

    @Override
    public Doubts doubts() {
        return files.doubts();
    }

    @Override
    public Optional<String> refusal() {
        return files.refusal();
    }

    @Override
    public Optional<String> unwritable() {
        return files.unwritable();
    }

    @Override
    public Optional<String> damage() {
        return files.damage();
    }

    @Override
    public long newest() {
        return files.journal().last().sequence();
    }

    /** Lock, read what others wrote, work the changes out on that, append, and only then say so. */
    @Override
    public void write(Batch batch) throws IOException {
        try {
            files.underLock(() -> {
                files.refresh();
                append(batch);
            });
        } catch (IOException failed) {
            files.writeFailed(failed);
            if (files.journal().failure().isPresent()) {
                throw new UncertainException(Reason.of(failed), failed);
            }
            throw failed;
        }
    }

    private void append(Batch batch) throws IOException {
        files.beginSegmentIfDue();
        List<Prepared> prepared = batch.prepare(documents(), doubts(), newest());
        if (prepared.isEmpty()) {
            return;
        }
        List<JournalRecord> records;
        try {
            records =
                    files.journal().append(prepared.stream().map(Prepared::body).toList());
        } catch (IOException failed) {
            if (files.journal().failure().isPresent()) {
                files.attempts().failed(prepared);
            }
            throw failed;
        }
        for (int index = 0; index < records.size(); index++) {
            files.accept(prepared.get(index).applied(), records.get(index));
        }
        batch.durable(prepared);
    }

    @Override
    public boolean look() throws IOException {
        files.look();
        return true;
    }

    @Override
    public boolean needsRecovery() {
        return files.needsRecovery();
    }

    @Override
    public void recover() {
        files.recover();
    }

    @Override
    public boolean hasUnwritten() {
        return files.hasUnwritten();
    }

    @Override
    public void checkpoint() {
        files.checkpoint();
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
