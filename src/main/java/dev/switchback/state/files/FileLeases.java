package dev.switchback.state.files;

import dev.switchback.journal.disk.Storage;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.lease.LeaseName;
import dev.switchback.state.lease.Leases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases as locks on files {@code leases/<name>}, which the operating system takes back from a process that dies. One
 * that is stopped keeps its lease: no clock is asked, and there are never two.
 */
final class FileLeases implements Leases {

    private static final Logger LOG = LoggerFactory.getLogger(FileLeases.class);
    private static final String DIRECTORY = "leases";
    private static final String TERM = ".term";
    private static final int LONGEST = 32;

    private final Storage root;
    private @Nullable Storage files; // guarded by this
    private final Map<String, Held> held = new HashMap<>(); // guarded by this

    private record Held(String holder, long term, Storage.Hold hold) {}

    FileLeases(Storage root) {
        this.root = root;
    }

    @Override
    public synchronized OptionalLong take(String name, String holder) {
        Held found = held.get(LeaseName.checked(name));
        try {
            if (found == null) {
                found = lock(name, holder);
            }
        } catch (IOException failed) {
            throw StateStoreException.notDurable(root.where(), failed);
        }
        return found != null && found.holder().equals(holder) ? OptionalLong.of(found.term()) : OptionalLong.empty();
    }

    private @Nullable Held lock(String name, String holder) throws IOException {
        Storage files = directory();
        Storage.Hold hold = files.tryLock(name).orElse(null);
        if (hold == null) {
            return null;
        }
        try {
            Held taken = new Held(holder, 1 + lastTerm(files, name), hold);
            files.put(name + TERM, Long.toString(taken.term()).getBytes(StandardCharsets.UTF_8));
            held.put(name, taken);
            return taken;
        } catch (IOException | RuntimeException failed) {
            hold.close();
            throw failed;
        }
    }

    /** Always the same, since it has the lock files open. */
    private Storage directory() throws IOException {
        Storage open = files;
        if (open == null) {
            open = root.directory(DIRECTORY, true);
            files = open;
        }
        return open;
    }

    private static long lastTerm(Storage files, String name) throws IOException {
        if (files.facts(name + TERM).isEmpty()) {
            return 0;
        }
        String text = new String(files.readSmall(name + TERM, LONGEST), StandardCharsets.UTF_8);
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    @Override
    public synchronized void give(String name, String holder) {
        Held found = held.get(name);
        if (found != null && found.holder().equals(holder)) {
            held.remove(name);
            close(found);
        }
    }

    /** Gives up all that this process has. */
    synchronized void close() {
        held.values().forEach(FileLeases::close);
        held.clear();
        if (files != null) {
            try {
                files.close();
            } catch (IOException failed) {
                LOG.warn("[StateStore] the files of leases could not be closed", failed);
            }
        }
    }

    private static void close(Held given) {
        try {
            given.hold().close();
        } catch (IOException failed) { // it is given back with the process at the latest
            LOG.warn("[StateStore] a lease could not be given back", failed);
        }
    }
}
