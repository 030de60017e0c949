package dev.switchback.notify;

import dev.switchback.event.EventSource;
import dev.switchback.event.MigrationEvent;
import dev.switchback.event.Subscription;
import dev.switchback.pipeline.InvalidValueException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file with one line of JSON for each event, for auditors and for programs that read lines.
 *
 * <pre>{@code
 * {"at":"2026-01-01T00:00:00Z","event":"switchback.rollback.start","migration":"orders","severity":"critical",
 *  "payload":{"strategy":"routing","operator":"ada","reason":"wrong totals"}}
 * }</pre>
 *
 * <p>The file is made with mode 0600 and opened anew for each line, so that it can be rotated by renaming it. A line is
 * written at once and whole: it survives {@code kill -9}, and a power cut once the system has written it. A line that a
 * power cut has torn is ended before the next one. A line is at most 64 KiB. Thread-safe.
 */
public final class AuditLog implements AutoCloseable {

    private static final int LONGEST = 64 * 1024;
    private static final Duration DRAINS_WITHIN = Duration.ofSeconds(5);
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OF_OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final Path file;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final AtomicLong lost = new AtomicLong();

    private AuditLog(Path file) {
        this.file = file;
    }

    /**
     * Opens a log, and makes the file if it is not there.
     *
     * @param file in a directory that is there
     * @throws UncheckedIOException if it cannot be written, is a link, or others may write it
     */
    public static AuditLog open(Path file) {
        InvalidValueException.unless(file != null, "file", "a file", null);
        AuditLog log = new AuditLog(file.toAbsolutePath());
        try {
            log.channel().close();
            return log;
        } catch (IOException unusable) {
            throw new UncheckedIOException(
                    "cannot write the audit log: %s (file=%s). Nothing is audited"
                            .formatted(unusable.getMessage(), file),
                    unusable);
        }
    }

    /** Writes what a source tells from now on, all of it. */
    public AuditLog subscribe(EventSource events) {
        return subscribe(events, "*");
    }

    /** Writes what a source tells from now on, where its name fits the pattern. */
    public AuditLog subscribe(EventSource events, String pattern) {
        subscriptions.add(events.onName(pattern, this::write));
        return this;
    }

    /** {@return how many events are not in the file, because it could not be written or was too slow} */
    public long lost() {
        return lost.get()
                + subscriptions.stream().mapToLong(Subscription::dropped).sum();
    }

    /** Writes one event. */
    public synchronized void write(MigrationEvent event) {
        try {
            append(bytes(event));
        } catch (IOException | RuntimeException failed) {
            lost.incrementAndGet();
            throw failed instanceof IOException unwritable
                    ? new UncheckedIOException("cannot write the audit log (file=%s)".formatted(file), unwritable)
                    : (RuntimeException) failed;
        }
    }

    private static byte[] bytes(MigrationEvent event) {
        byte[] line = (EventJson.line(event) + "\n").getBytes(StandardCharsets.UTF_8);
        return line.length <= LONGEST ? line : (EventJson.shortLine(event) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void append(byte[] line) throws IOException {
        try (SeekableByteChannel channel = channel()) {
            boolean torn = isTorn(channel);
            ByteBuffer bytes = ByteBuffer.allocate(line.length + 1);
            if (torn) {
                bytes.put((byte) '\n');
            }
            bytes.put(line).flip();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /** A channel that appends cannot read, so the end of the file is read by another one. */
    private boolean isTorn(SeekableByteChannel appending) throws IOException {
        long size = appending.size();
        if (size == 0) {
            return false;
        }
        try (SeekableByteChannel reading =
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer last = ByteBuffer.allocate(1);
            reading.position(size - 1);
            return reading.read(last) == 1 && last.get(0) != '\n';
        }
    }

    private SeekableByteChannel channel() throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(OWNER));
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
            if (OF_OTHERS.stream().anyMatch(mode::contains)) {
                throw new IOException("others may write it (mode=%s)".formatted(PosixFilePermissions.toString(mode)));
            }
            return channel;
        } catch (IOException unsafe) {
            channel.close();
            throw unsafe;
        }
    }

    /** Writes what waits, for five seconds at most, and ends the subscriptions. Idempotent. */
    @Override
    public void close() {
        for (Subscription subscription : subscriptions) {
            subscription.drain(DRAINS_WITHIN);
            subscription.close();
        }
    }
}
