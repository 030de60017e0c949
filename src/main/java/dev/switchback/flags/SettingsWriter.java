package dev.switchback.flags;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.Attribution;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateStore;
import dev.switchback.state.StateStoreException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Records changes of the stored settings. Away from safety: recorded, then in force. Towards safety: in force in
 * memory, then recorded on whatever is the newest, and left in force in memory if it cannot be recorded.
 */
final class SettingsWriter {

    private final StateStore store;
    private final String migration;
    private final LiveSnapshot live;
    private final Runnable refresh;
    private final Runnable changed;
    private final Duration durableWithin;

    SettingsWriter(StoredFeatureFlags.Builder parts, LiveSnapshot live, Runnable refresh, Runnable changed) {
        this.store = parts.store;
        this.migration = parts.migration;
        this.live = live;
        this.refresh = refresh;
        this.changed = changed;
        this.durableWithin = parts.durableWithin;
    }

    /** Records an edit; returns the change with nothing masked. */
    Change record(UnaryOperator<Settings> edit, Attribution by, OptionalLong seen) {
        refresh.run();
        LiveSnapshot.Recorded recorded = live.recorded();
        Settings before = recorded.settings();
        Edit whole = new Edit(edit, before, before);
        Settings wanted = whole.of(before);
        if (recorded.unreadable().isPresent()) {
            throw StateStoreException.notWritable(
                    store.status().where(), recorded.unreadable().get());
        }
        StateChange.Builder change = StateChange.of(migration, type(before, wanted), by);
        return wanted.isAwayFromSafety(before)
                ? away(change, whole, seen.orElse(recorded.generation()))
                : safe(change, new Edit(edit, before, wanted), wanted);
    }

    private Change away(StateChange.Builder change, Edit edit, long expected) {
        HistoryEntry entry =
                store.commit(change.expecting(expected).change(edit::apply).build());
        live.letGoAbandoned();
        refresh.run();
        return new Change(edit.before, edit.after, entry, List.of());
    }

    private Change safe(StateChange.Builder change, Edit edit, Settings bound) {
        edit.rebase = true;
        if (live.hold(edit, bound)) {
            changed.run();
        }
        try {
            CompletableFuture<HistoryEntry> written =
                    store.submit(change.change(edit::apply).build()).toCompletableFuture();
            refresh.run();
            HistoryEntry entry = durable(written, edit);
            letGo(edit);
            return new Change(edit.before, edit.after, entry, List.of());
        } catch (StateStoreException unrecorded) {
            live.abandon(edit);
            throw unrecorded;
        } catch (RuntimeException refused) { // by the edit itself, on newer settings than it was tried on
            letGo(edit);
            throw refused;
        }
    }

    private HistoryEntry durable(CompletableFuture<HistoryEntry> written, Edit edit) {
        String where = store.status().where();
        try {
            return written.get(durableWithin.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw StateStoreException.notDurable(where, failed);
        } catch (TimeoutException late) {
            var unused = written.thenRun(() -> letGo(edit));
            throw StateStoreException.notDurable(
                    where, new TimeoutException("not written within %s, in force in memory".formatted(durableWithin)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            var unused = written.thenRun(() -> letGo(edit));
            throw StateStoreException.notDurable(where, interrupted);
        }
    }

    private void letGo(Edit edit) {
        refresh.run();
        if (live.letGo(edit)) {
            changed.run();
        }
    }

    /** The type of the record: that of the one section which changes, or the general one. */
    private static String type(Settings before, Settings after) {
        List<String> sections = Stream.of(Setting.values())
                .filter(setting -> setting.differs(before, after))
                .map(Setting::section)
                .distinct()
                .toList();
        return sections.size() == 1 ? type(sections.get(0)) : "FLAGS_CHANGED";
    }

    private static String type(String section) {
        return switch (section) {
            case "percentage" -> "PERCENTAGE_CHANGED";
            case "override" -> "OVERRIDE_CHANGED";
            case "canary" -> "CANARY_CHANGED";
            case "keys" -> "KEYS_CHANGED";
            case "breakerSettings" -> "BREAKER_CONFIGURED";
            default -> "FLAGS_CHANGED";
        };
    }

    /** An edit of settings as one of the document; remembers its last run, which is the one that is recorded. */
    private static final class Edit {

        private final UnaryOperator<Settings> edit;
        private volatile boolean rebase;
        private volatile Settings before;
        private volatile Settings after;

        Edit(UnaryOperator<Settings> edit, Settings before, Settings after) {
            this.edit = edit;
            this.before = before;
            this.after = after;
        }

        Settings of(Settings newest) {
            Settings wanted = edit.apply(newest);
            InvalidValueException.unless(wanted != null, "edit", "a function that returns settings", wanted);
            return rebase ? wanted.noFurtherThan(newest) : wanted;
        }

        Document apply(Document current) {
            Settings newest = Sections.read(current);
            Settings wanted = of(newest);
            before = newest;
            after = wanted;
            return Sections.write(current, newest, wanted);
        }
    }
}
