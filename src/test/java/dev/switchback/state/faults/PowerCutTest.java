package dev.switchback.state.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F5, F6 and half of F11: the power goes, on ext4 and on XFS. */
@Tag("faults")
class PowerCutTest {

    private static final long SEED = 5;

    @TempDir
    Path folder;

    private PowerCuts cuts(Subject.Kind kind, PowerCuts.FileSystem fileSystem) {
        return new PowerCuts(kind, fileSystem, folder, SEED);
    }

    @ParameterizedTest
    @EnumSource
    void losesNothingRightAfterAnAcknowledgement(PowerCuts.FileSystem fileSystem) throws Exception {
        long started = System.nanoTime();
        int trials = Campaign.rounds(4, 25);
        PowerCuts cuts = cuts(Subject.Kind.STORE, fileSystem);

        Ledger.Tally tally = cuts.afterAnAcknowledgement(trials);

        Campaign.note("F5/F6 power cut after an ack, %s, the store".formatted(fileSystem), tally, started);
        assertThat(tally).as("seed %d", SEED).isEqualTo(new Ledger.Tally(trials, 0, 0, 0, ""));
        assertThat(cuts.acknowledgedInTheDark())
                .as("F11: acknowledged without a disk")
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void losesNothingDuringAnOperation(PowerCuts.FileSystem fileSystem) throws Exception {
        long started = System.nanoTime();
        int trials = Campaign.rounds(4, 25);

        Ledger.Tally tally = cuts(Subject.Kind.STORE, fileSystem).duringAnOperation(trials);

        Campaign.note("F5/F6 power cut within 600 us, %s, the store".formatted(fileSystem), tally, started);
        assertThat(tally).as("seed %d", SEED).isEqualTo(new Ledger.Tally(trials, 0, 0, 0, ""));
    }

    @ParameterizedTest
    @EnumSource
    void findsOutTheNaiveWriter(PowerCuts.FileSystem fileSystem) throws Exception {
        long started = System.nanoTime();

        Ledger.Tally tally = cuts(Subject.Kind.NAIVE, fileSystem).afterAnAcknowledgement(Campaign.rounds(3, 25));

        Campaign.note("F5/F6 power cut after an ack, %s, the naive writer".formatted(fileSystem), tally, started);
        assertThat(tally.isClean())
                .as("a harness that cannot fail proves nothing")
                .isFalse();
    }
}
