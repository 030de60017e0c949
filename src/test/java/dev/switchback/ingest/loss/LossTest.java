package dev.switchback.ingest.loss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.state.faults.Campaign;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every acknowledged event is exactly once among the events or the dead, whatever is killed. */
class LossTest {

    private static final long SEED = Long.getLong("loss.seed", 1);

    @TempDir
    Path folder;

    @Test
    void losesNothingAndDoublesNothingForAWhile() throws Exception {
        LossCheck check =
                LossCampaign.run("loss, 2 + 2 processes", LossPlan.campaign(2, Duration.ofSeconds(15), SEED), folder);

        assertThat(check.isClean()).as("seed %d: %s", SEED, check).isTrue();
        assertThat(check.acknowledged()).isGreaterThan(100);
    }

    @Test
    @Tag("faults")
    void losesNothingAndDoublesNothing() throws Exception {
        Duration time = Duration.ofSeconds(Campaign.rounds(60, 600));

        LossCheck check = LossCampaign.run("loss, 4 + 4 processes", LossPlan.campaign(4, time, SEED + 1), folder);

        assertThat(check.isClean()).as("seed %d: %s", SEED + 1, check).isTrue();
        assertThat(check.acknowledged()).isGreaterThan(1_000);
    }

    @Test
    @Tag("faults")
    void findsOutWhoeverDeletesBeforeItProcesses() throws Exception {
        LossCheck check =
                LossCampaign.run("loss, deletes first", naive().onlyKilling(NaiveWorker.class, "deletes"), folder);

        assertThat(check.lost()).as("a harness that cannot fail proves nothing").isPositive();
    }

    @Test
    @Tag("faults")
    void findsOutWhoeverRevertsBlindly() throws Exception {
        LossCheck check =
                LossCampaign.run("loss, reverts blindly", naive().onlyKilling(NaiveWorker.class, "reverts"), folder);

        assertThat(check.doubled())
                .as("a harness that cannot fail proves nothing")
                .isPositive();
    }

    private static LossPlan naive() {
        return LossPlan.campaign(3, Duration.ofSeconds(Campaign.rounds(15, 45)), SEED + 2);
    }
}
