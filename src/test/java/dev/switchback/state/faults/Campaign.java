package dev.switchback.state.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How long the campaign is, and where its figures go: {@code target/faults/figures.txt}. */
public final class Campaign {

    private static final Path FIGURES = Path.of("target", "faults", "figures.txt");

    private Campaign() {}

    /** {@return the first in the short form ({@code -Dfaults.rounds=short}), the second in the whole one} */
    public static int rounds(int few, int all) {
        return isShort() ? few : all;
    }

    static boolean isShort() {
        return System.getProperty("faults.rounds", "all").equals("short");
    }

    /** Notes what came out, and how long it took. */
    static void note(String what, Ledger.Tally tally, long startedNanos) throws IOException {
        line("%-52s %4d trials, %4d lost something (at most %3d), %4d unreadable, %5.1f s"
                .formatted(
                        what,
                        tally.trials(),
                        tally.lossy(),
                        tally.worst(),
                        tally.unreadable(),
                        (System.nanoTime() - startedNanos) / 1e9));
    }

    /** Notes a line. */
    public static void line(String line) throws IOException {
        Files.createDirectories(FIGURES.getParent());
        String dated = "%s %s%n".formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS), line);
        Files.writeString(FIGURES, dated, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.out.println(line);
    }
}
