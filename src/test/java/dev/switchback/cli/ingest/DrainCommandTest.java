package dev.switchback.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.cli.CommandLineKit.Result;
import dev.switchback.state.Attribution;
import dev.switchback.testing.FakeClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainCommandTest {

    private final FakeClock clock = new FakeClock();

    @TempDir
    Path directory;

    private IngestKit kit;

    @BeforeEach
    void start() {
        kit = IngestKit.on("h2", directory);
        kit.kit.at(clock);
        meanwhile(() -> {});
    }

    @AfterEach
    void close() {
        kit.close();
    }

    /** Each second in which the command waits, this happens. */
    private void meanwhile(Runnable happens) {
        kit.kit.pausing(time -> {
            happens.run();
            clock.advance(time);
            return true;
        });
    }

    private Result drain(String... words) {
        String[] all = Arrays.copyOf(words, words.length + 1);
        System.arraycopy(words, 0, all, 1, words.length);
        all[0] = "drain";
        return kit.ingest(all);
    }

    @Test
    void saysHowMuchIsLeftWithoutWaiting() {
        assertThat(drain().lines()).containsExactly("events: the queue is empty");
        kit.queue(3);

        assertThat(drain().exit()).isEqualTo(3);
        assertThat(drain().lines()).containsExactly("events: 3 are left");
    }

    @Test
    void waitsUntilNothingIsLeftAndTellsHowFarItIs() {
        kit.queue(6);
        meanwhile(() -> kit.process(2));

        Result result = drain("--wait");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.lines()).containsExactly("events: the queue is empty");
        assertThat(result.err().lines()).as("one line a second").hasSize(3);
        assertThat(result.err().lines().skip(1))
                .allSatisfy(line -> assertThat(line)
                        .matches("\\d left \\(\\d wait, 0 are being processed\\), [0-9.]+/s, about \\d+ s"));
    }

    @Test
    void tellsAProgramNothingButTheEnd() {
        kit.queue(2);
        meanwhile(() -> kit.process(1));

        Result result = drain("--wait", "--json");

        assertThat(result.err()).isEmpty();
        assertThat(result.fields())
                .containsExactly(
                        "schemaVersion",
                        "queue",
                        "left",
                        "pending",
                        "processing",
                        "stuck",
                        "mode",
                        "tookMillis",
                        "why");
        assertThat(result.json().path("tookMillis").asInt()).isEqualTo(2_000);
    }

    @Test
    void doesNotWaitWhereTheModeProcessesNothing() {
        kit.queue(2);
        kit.ingest("mode", "HOLD", "--reason", "wrong totals");

        Result result = drain("--wait");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.lines())
                .containsExactly("events: 2 are left: mode HOLD processes nothing (kim: wrong totals)");
    }

    @Test
    void givesUpWhenNoProcessTakesWhatIsDue() {
        kit.queue(2);

        Result result = drain("--wait");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.lines()).containsExactly("events: 2 are left: no live process takes them, for 11 s");
    }

    @Test
    void givesUpWhenNobodyPutsBackWhatADeadProcessHeld() {
        kit.store.change(
                control -> control.with(control.settings().withLease(Duration.ofSeconds(1))),
                false,
                Attribution.api("ada", "a test"));
        kit.queue(2);
        kit.store.claim("dead", 1);
        await().until(() -> kit.store.depths().stuck() == 1);

        assertThat(drain("--wait").lines().get(0))
                .startsWith("events: 2 are left: 1 are held by a process that died or hangs")
                .endsWith("`switchback ingest rescue` does");
    }

    @Test
    void waitsForAHandlerThatTakesLong() {
        kit.queue(1);
        var claimed = kit.store.claim("app", 1);
        int[] seconds = {0};
        meanwhile(() -> {
            if (++seconds[0] == 25) {
                kit.store.finish(claimed);
            }
        });

        assertThat(drain("--wait").exit()).isZero();
    }

    @Test
    void waitsNoLongerThanItMay() {
        kit.queue(1);
        kit.store.claim("app", 1);

        assertThat(drain("--wait", "--timeout", "5s").lines())
                .containsExactly("events: 1 are left: the time is over after 5 s");
    }
}
