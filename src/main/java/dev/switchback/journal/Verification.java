package dev.switchback.journal;

import dev.switchback.journal.disk.Storage;
import dev.switchback.journal.disk.StorageInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads every segment, and finds what was lost, edited, doubled or put in another order. */
final class Verification {

    private final Storage storage;
    private final List<Problem> problems = new ArrayList<>();

    Verification(Storage storage) {
        this.storage = storage;
    }

    List<Problem> run() throws IOException {
        List<String> names = storage.list();
        Position before = Position.START;
        for (Segments.Sealed segment : Segments.sealed(names)) {
            before = check(segment.name(), segment.first(), before);
        }
        if (names.contains(Segments.ACTIVE)) {
            check(Segments.ACTIVE, before.sequence() + 1, before);
        } else if (before.sequence() > 0 && names.contains(Segments.NEXT)) {
            check(
                    Segments.NEXT,
                    before.sequence() + 1,
                    before); // a crash came between the renames that begin a segment
        } else if (before.sequence() > 0) {
            problems.add(new Problem(Segments.ACTIVE, 0, "the file is missing"));
        }
        return problems;
    }

    private Position check(String name, long first, Position before) {
        if (first != before.sequence() + 1) {
            problems.add(new Problem(
                    name, 0, "records %d to %d before it are missing".formatted(before.sequence() + 1, first - 1)));
        }
        try {
            return report(name, before, Scan.segment(before, open(name, first), record -> {}));
        } catch (IOException unreadable) {
            problems.add(new Problem(name, 0, "it cannot be read: " + unreadable.getMessage()));
            return before;
        }
    }

    private InputStream open(String name, long first) throws IOException {
        return name.equals(Segments.ACTIVE) || name.equals(Segments.NEXT)
                ? new StorageInput(storage.read(name), 0)
                : new Segments.Sealed(name, first).open(storage);
    }

    private Position report(String name, Position before, Scan scan) {
        if (before.sequence() == 0 && scan.segmentNumber() > 1 && name.equals(Segments.ACTIVE)) {
            problems.add(
                    new Problem(name, 0, "records 1 to %d before it are missing".formatted(scan.segmentNumber() - 1)));
        }
        for (Damage damage : scan.damage()) {
            problems.add(new Problem(name, damage.from(), "damaged: " + damage));
        }
        scan.torn()
                .ifPresent(torn -> problems.add(
                        new Problem(name, torn, "the last %d bytes are no record".formatted(scan.end() - torn))));
        if (scan.lacksEndOfLine()) {
            problems.add(new Problem(name, scan.end(), "the last record has no end of line"));
        }
        return scan.last();
    }
}
