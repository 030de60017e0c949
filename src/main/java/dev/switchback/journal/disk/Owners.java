package dev.switchback.journal.disk;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mutual exclusion between the processes of a machine by nothing but reading and writing small files: what no opening
 * and closing of files takes away, as it does the locks of the system. For one thread, which nobody interrupts.
 *
 * <p>Each process has a file {@code <mark>-<id>} that says whether it is busy, and all share the file {@code last}. Who
 * wants to be alone says that it is busy, and if {@code last} is still its own id, it is: two writes and a read for an
 * event. Otherwise it writes its id there, and then looks at the files of all others, each of which must be idle. Why no
 * two are in together: of two, one has written {@code last} later, and has then looked at the other's file. The other had
 * said that it is busy before it last wrote or saw its own id there, so before that look, which must have found it so. A
 * process that ended while it was busy is known by its {@linkplain ProcessMark mark}.
 *
 * @see <a href="https://doi.org/10.1145/7351.7352">Lamport, A Fast Mutual Exclusion Algorithm, 1987</a>
 */
final class Owners implements AutoCloseable {

    private static final String LAST = "last";
    private static final Pattern OTHER = Pattern.compile("([0-9a-f]{16})-[0-9a-f]{16}");
    private static final int LOOKS = 20;
    private static final byte BUSY = 'b';
    private static final byte IDLE = 'i';

    private final Storage files;
    private final ProcessMark own;
    private final long id = UUID.randomUUID().getLeastSignificantBits();
    private final String name;
    private final StorageFile mine;
    private final StorageFile last;
    private final Object lastIdentity;
    private final ByteBuffer flag = ByteBuffer.allocateDirect(1);
    private final ByteBuffer number = ByteBuffer.allocateDirect(Long.BYTES);
    private boolean looked; // at the others, since the last time that it wrote its id

    private Owners(Storage files, ProcessMark own) throws IOException {
        this.files = files;
        this.own = own;
        this.name = "%016x-%016x".formatted(own.bits(), id);
        this.last = files.write(LAST);
        this.lastIdentity = identity(LAST).orElseThrow(() -> new NoSuchFileException(LAST));
        this.mine = files.create(name);
    }

    /**
     * Joins those whose files are in the directory.
     *
     * @return empty where the system does not say which processes run
     */
    static Optional<Owners> join(Storage files) throws IOException {
        Optional<ProcessMark> own = ProcessMark.own();
        if (own.isEmpty()) {
            return Optional.empty();
        }
        try {
            files.create(LAST).close();
        } catch (FileAlreadyExistsException others) {
            removeEnded(files, own.get());
        }
        Owners joined = new Owners(files, own.get());
        try {
            joined.say(IDLE);
            return Optional.of(joined);
        } catch (IOException failed) {
            joined.close();
            throw failed;
        }
    }

    private static void removeEnded(Storage files, ProcessMark own) throws IOException {
        for (String other : files.list()) {
            Matcher found = OTHER.matcher(other);
            if (found.matches() && standing(found, own) == ProcessMark.Standing.ENDED) {
                files.delete(other);
            }
        }
    }

    private static ProcessMark.Standing standing(Matcher found, ProcessMark own) {
        return new ProcessMark(Long.parseUnsignedLong(found.group(1), 16)).standing(own);
    }

    /**
     * Makes this process the one that is busy, unless another is.
     *
     * @param evenIfUnknown whether to pass over those of which nobody here can say whether they run
     * @return false if another is busy
     */
    boolean take(boolean evenIfUnknown) throws IOException {
        if (!looked && !areOthersIdle(evenIfUnknown)) {
            return false; // whoever is busy, or about to be, is not disturbed
        }
        say(BUSY);
        VarHandle.fullFence(); // what is read now must not have been read before that was to be seen
        if (looked && isLast()) {
            return true;
        }
        looked = false;
        number.clear().putLong(id).flip();
        last.writeFully(number, 0);
        VarHandle.fullFence();
        looked = outlastsOthers(evenIfUnknown);
        if (!looked) {
            say(IDLE);
        }
        return looked;
    }

    /** Of several that come together the last one stays, and the others go away and come back. */
    private boolean outlastsOthers(boolean evenIfUnknown) throws IOException {
        for (int look = 0; look < LOOKS; look++) {
            if (areOthersIdle(evenIfUnknown)) {
                return true;
            }
            if (!isLast()) {
                return false;
            }
        }
        return false;
    }

    private void say(byte what) throws IOException {
        flag.clear().put(what).flip();
        mine.writeFully(flag, 0);
    }

    private boolean isLast() throws IOException {
        number.clear();
        return last.read(number, 0) == Long.BYTES && number.getLong(0) == id;
    }

    private boolean areOthersIdle(boolean evenIfUnknown) throws IOException {
        for (String other : files.list()) {
            Matcher found = OTHER.matcher(other);
            if (!found.matches() || other.equals(name) || !isBusy(other)) {
                continue;
            }
            switch (standing(found, own)) {
                case ENDED -> files.delete(other);
                case UNKNOWN -> {
                    if (!evenIfUnknown) {
                        return false;
                    }
                }
                case RUNS -> {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isBusy(String other) throws IOException {
        try (StorageFile file = files.read(other)) {
            ByteBuffer said = ByteBuffer.allocate(1);
            return file.read(said, 0) == 1 && said.get(0) == BUSY;
        } catch (NoSuchFileException left) {
            return false;
        }
    }

    /**
     * Lets others be busy.
     *
     * @throws IOException if that cannot be said ; it does not belong to them any more then
     */
    void give() throws IOException {
        try {
            say(IDLE);
        } catch (IOException failed) {
            files.deleteQuietly(name, failed); // or all others would wait for this process
            throw failed;
        }
    }

    /** {@return whether the files are still those that others look at} */
    boolean isJoined() throws IOException {
        return identity(LAST).filter(lastIdentity::equals).isPresent()
                && identity(name).isPresent();
    }

    private Optional<Object> identity(String file) throws IOException {
        return files.facts(file).map(Storage.FileFacts::identity);
    }

    /** Leaves. */
    @Override
    public void close() throws IOException {
        try (mine;
                last) {
            files.delete(name);
        }
    }
}
