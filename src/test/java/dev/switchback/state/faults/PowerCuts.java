package dev.switchback.state.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Cuts the power under a writer again and again, each time on a file system that was just made. In lock-step, and only
 * what was answered before the switch was touched counts as acknowledged: a system that is going down may say anything.
 */
final class PowerCuts {

    private static final int FEWEST_EVENTS = 5;
    private static final int MOST_EVENTS = 60;
    private static final int LONGEST_MICROS = 600;

    private final Subject.Kind kind;
    private final FileSystem fileSystem;
    private final Path folder;
    private final Random random;
    private final Ledger ledger = new Ledger();
    private int acknowledgedInTheDark;

    /** What the writer writes to. */
    enum FileSystem {
        EXT4("128M", "mkfs.ext4", "-F"),
        XFS("320M", "mkfs.xfs", "-f");

        private final String size;
        private final String program;
        private final String force;

        FileSystem(String size, String program, String force) {
            this.size = size;
            this.program = program;
            this.force = force;
        }

        String program() {
            return program;
        }

        void make(Path image) throws IOException {
            Files.deleteIfExists(image);
            Shell.run("truncate", "-s", size, image.toString());
            Shell.run(program, "-q", force, image.toString());
        }
    }

    PowerCuts(Subject.Kind kind, FileSystem fileSystem, Path folder, long seed) {
        this.kind = kind;
        this.fileSystem = fileSystem;
        this.folder = folder;
        this.random = new Random(seed);
    }

    /** Cuts right after an acknowledgement. */
    Ledger.Tally afterAnAcknowledgement(int trials) throws IOException, InterruptedException {
        return trials(trials, (process, power) -> {
            power.begin(0);
            power.await();
            process.ask(ledger.ask());
            acknowledgedInTheDark += process.answer().startsWith("ack ") ? 1 : 0;
        });
    }

    /** Cuts up to 600 microseconds into an operation. */
    Ledger.Tally duringAnOperation(int trials) throws IOException, InterruptedException {
        return trials(trials, (process, power) -> {
            process.ask(ledger.ask());
            power.begin(random.nextInt(LONGEST_MICROS + 1));
            power.await();
        });
    }

    /** {@return how many events were acknowledged after the power was off} */
    int acknowledgedInTheDark() {
        return acknowledgedInTheDark;
    }

    private interface Cut {
        void run(WriterProcess process, PowerSwitch power) throws IOException;
    }

    private Ledger.Tally trials(int trials, Cut cut) throws IOException, InterruptedException {
        Shell.needs(fileSystem.program(), "perl");
        Path image = folder.resolve(fileSystem + ".image");
        for (int trial = 1; trial <= trials; trial++) {
            fileSystem.make(image);
            try (Mounted disk = Mounted.image(image, folder.resolve("mounted"))) {
                trial(disk, cut, "%s %s, trial %d".formatted(kind, fileSystem, trial));
            }
            ledger.forget();
        }
        return ledger.tally();
    }

    private void trial(Mounted disk, Cut cut, String what) throws IOException, InterruptedException {
        Path directory = disk.point().resolve("state");
        try (WriterProcess process = WriterProcess.start(kind, directory, "writer");
                PowerSwitch power = PowerSwitch.of(disk.point())) {
            for (int event = random.nextInt(FEWEST_EVENTS, MOST_EVENTS); event > 0; event--) {
                process.ask(ledger.ask());
                ledger.take(process.answer());
            }
            cut.run(process, power);
            process.kill();
        }
        disk.again();
        ledger.compare(kind, directory, what);
    }
}
