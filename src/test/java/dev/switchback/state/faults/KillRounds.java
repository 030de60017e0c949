package dev.switchback.state.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Kills a writer again and again on one directory: some events in lock-step, each acknowledged before the next is asked
 * for, then one more, and {@code kill -9} while that one is on its way.
 */
final class KillRounds {

    private static final int MOST_EVENTS = 12;
    private static final int LONGEST_NANOS = 1_500_000;

    private final Subject.Kind kind;
    private final Path directory;
    private final Random random;
    private final Ledger ledger = new Ledger();

    KillRounds(Subject.Kind kind, Path directory, long seed) {
        this.kind = kind;
        this.directory = directory;
        this.random = new Random(seed);
    }

    Ledger.Tally run(int rounds) throws IOException, InterruptedException {
        WriterProcess next = WriterProcess.start(kind, directory, "round-1");
        try {
            for (int round = 1; round <= rounds; round++) {
                WriterProcess process = next;
                next = WriterProcess.start(kind, directory, "round-" + (round + 1)); // it starts while this one works
                oneLife(process);
                if (!ledger.compare(kind, directory, "round " + round) && kind == Subject.Kind.NAIVE) {
                    Files.deleteIfExists(directory.resolve("state.json")); // it begins anew
                }
            }
            return ledger.tally();
        } finally {
            next.kill();
        }
    }

    private void oneLife(WriterProcess process) throws IOException, InterruptedException {
        try (process) {
            for (int event = random.nextInt(1, MOST_EVENTS); event > 0; event--) {
                process.ask(ledger.ask());
                ledger.take(process.answer());
            }
            process.ask(ledger.ask());
            Pause.nanos(random.nextInt(LONGEST_NANOS));
            process.kill();
            process.rest().forEach(ledger::take); // it answered before it died
        }
    }
}
