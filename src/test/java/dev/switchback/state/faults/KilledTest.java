package dev.switchback.state.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F4: {@code kill -9}. */
class KilledTest {

    private static final long SEED = 11;
    private static final int EVERYWHERE = 20;

    @TempDir
    Path parent;

    @Test
    void losesNothingAcknowledgedInTwentyRounds() throws Exception {
        Ledger.Tally tally = new KillRounds(Subject.Kind.STORE, parent.resolve("state"), SEED).run(EVERYWHERE);

        assertThat(tally).as("seed %d", SEED).isEqualTo(new Ledger.Tally(EVERYWHERE, 0, 0, 0, ""));
    }

    @Test
    @Tag("faults")
    void losesNothingAcknowledgedInTwoHundredRounds() throws Exception {
        long started = System.nanoTime();
        int rounds = Campaign.rounds(40, 200);

        Ledger.Tally tally = new KillRounds(Subject.Kind.STORE, parent.resolve("state"), SEED + 1).run(rounds);

        Campaign.note("F4 kill -9, the store", tally, started);
        assertThat(tally).as("seed %d", SEED + 1).isEqualTo(new Ledger.Tally(rounds, 0, 0, 0, ""));
    }

    @Test
    @Tag("faults")
    void findsOutTheNaiveWriter() throws Exception {
        long started = System.nanoTime();
        int rounds = Campaign.rounds(40, 200);

        Ledger.Tally tally = new KillRounds(Subject.Kind.NAIVE, parent.resolve("naive"), SEED).run(rounds);

        Campaign.note("F4 kill -9, the naive writer", tally, started);
        assertThat(tally.isClean())
                .as("a harness that cannot fail proves nothing")
                .isFalse();
    }
}
