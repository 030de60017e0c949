package dev.switchback.journal;

import dev.switchback.journal.disk.Storage;
import dev.switchback.journal.disk.StorageFile;
import dev.switchback.journal.disk.StorageInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the journal from its files, and puts it in order where a crash, and nothing else, left it out of order. */
final class Opening {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int PATIENCE = 100;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Storage storage;
    private final JournalOptions options;
    private final Journal.Known known;
    private final Consumer<? super JournalRecord> records;
    private final Map<Long, Position> vouched;
    private Optional<String> contradiction = Optional.empty();

    Opening(Storage storage, JournalOptions options, Journal.Known known, Consumer<? super JournalRecord> records) {
        this.storage = storage;
        this.options = options;
        this.known = known;
        this.records = records;
        this.vouched = known.vouched().stream()
                .collect(Collectors.toMap(Position::sequence, Function.identity(), (one, other) -> one));
    }

    Journal.Opened run() throws IOException {
        List<String> names = waitForActive();
        boolean active = names.contains(Segments.ACTIVE);
        if (!options.readOnly()) {
            removeLeftovers(names);
        }
        List<Segments.Sealed> sealed = Segments.sealed(names);
        Position before = Position.START;
        for (int index = 0; index < sealed.size(); index++) {
            boolean newest = index == sealed.size() - 1;
            long next = newest ? Long.MAX_VALUE : sealed.get(index + 1).first();
            if ((newest && !active) || next - 1 > known.since()) {
                Scan scan = Scan.segment(before, sealed.get(index).open(storage), this::hand);
                before = scan.last();
                if (!active
                        && newest
                        && (!scan.damage().isEmpty() || scan.torn().isPresent())) {
                    contradiction = Optional.of("%s is missing, and %s is damaged"
                            .formatted(Segments.ACTIVE, sealed.get(index).name()));
                }
            }
        }
        return active ? active() : withoutActive(before);
    }

    /** Without the lock a reader may look between the two renames that begin a segment. */
    private List<String> waitForActive() throws IOException {
        List<String> names = storage.list();
        for (int look = 0; look < PATIENCE && options.readOnly() && names.contains(Segments.NEXT); look++) {
            if (names.contains(Segments.ACTIVE)) {
                break;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            names = storage.list();
        }
        return names;
    }

    private void removeLeftovers(List<String> names) throws IOException {
        for (String name : names) {
            if (Segments.isLeftover(name)) {
                storage.delete(name);
            }
        }
    }

    private void hand(JournalRecord record) {
        Position position = vouched.get(record.sequence());
        if (position != null && !position.hash().equals(record.hash())) {
            contradiction =
                    Optional.of("record %d is not the one that a document was made from".formatted(record.sequence()));
        }
        records.accept(record);
    }

    private Journal.Opened withoutActive(Position last) {
        Optional<String> unusable = contradiction.or(() -> missing(last));
        Recovery recovery = new Recovery(unusable, Optional.empty(), Optional.empty(), List.of(), 0);
        return new Journal.Opened(recovery, 0, last, false);
    }

    /** What others vouch for was durable once: a journal that does not reach so far has lost something. */
    private Optional<String> missing(Position last) {
        return known.vouched().stream()
                .mapToLong(Position::sequence)
                .filter(sequence -> sequence > last.sequence())
                .max()
                .stream()
                .mapToObj(sequence -> "the journal ends before what was durable (last=%d, known=%d)"
                        .formatted(last.sequence(), sequence))
                .findFirst();
    }

    private Journal.Opened active() throws IOException {
        Scan scan = Scan.segment(Position.START, new StorageInput(storage.read(Segments.ACTIVE), 0), this::hand);
        Optional<String> unusable = contradiction.or(() -> missing(scan.last()));
        if (unusable.isEmpty() && scan.segmentNumber() == 0) {
            // a segment is whole before it gets its name, so that no crash leaves one without a record
            unusable = Optional.of("%s holds no valid record".formatted(Segments.ACTIVE));
        }
        Recovery found =
                new Recovery(unusable, Optional.empty(), Optional.empty(), scan.damage(), scan.segmentNumber());
        boolean untouched = options.readOnly() || unusable.isPresent() || scan.format() > RecordFormat.FORMAT;
        Recovery recovery = untouched ? found : repaired(scan, found);
        return new Journal.Opened(recovery, scan.format(), scan.last(), true);
    }

    private Recovery repaired(Scan scan, Recovery found) {
        Optional<Recovery.TornTail> torn = Optional.empty();
        try (StorageFile file = storage.write(Segments.ACTIVE)) {
            if (scan.torn().isPresent()) {
                torn = Optional.of(cut(file, scan));
            }
            if (scan.lacksEndOfLine()) {
                file.writeFully(ByteBuffer.wrap(new byte[] {'\n'}), scan.last().offset() - 1);
                file.force(true);
            }
        } catch (IOException failed) {
            return new Recovery(
                    Optional.empty(),
                    Optional.of("it could not be put in order: " + failed.getMessage()),
                    torn,
                    found.damage(),
                    found.damagedSegment());
        }
        return new Recovery(Optional.empty(), Optional.empty(), torn, found.damage(), found.damagedSegment());
    }

    private Recovery.TornTail cut(StorageFile file, Scan scan) throws IOException {
        long from = scan.torn().orElseThrow();
        String stamp = STAMP.format(options.clock().instant().truncatedTo(ChronoUnit.MILLIS));
        String kept = "history.torn-%s-%d".formatted(stamp, from);
        storage.delete(kept);
        storage.copy(Segments.ACTIVE, from, scan.end(), kept);
        storage.sync();
        file.truncate(from);
        file.force(true);
        return new Recovery.TornTail(from, scan.end() - from, kept);
    }
}
