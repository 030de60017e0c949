package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.Migration;
import dev.switchback.cli.CommandLineKit.Result;
import dev.switchback.testing.FakeClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlagCommandsTest {

    @TempDir
    Path directory;

    private CommandLineKit kit() {
        return new CommandLineKit(directory.resolve("state"));
    }

    @Nested
    class OfOverrides {

        @Test
        void toLegacyNeedsAReasonAlone() {
            Result result =
                    kit().at(new FakeClock()).run("override", "legacy", "--reason", "incident 4711", "--for", "2h");

            assertThat(result.exit()).isZero();
            assertThat(result.lines())
                    .startsWith("active-models: override none -> legacy until 2026-01-01T02:00:00Z", "audit: 2");
        }

        @Test
        void toNewIsNeverSetUnasked() {
            assertThat(kit().run("override", "new", "--reason", "load test").exit())
                    .isEqualTo(5);
            assertThat(kit().run("override", "new", "--reason", "load test", "--yes")
                            .exit())
                    .isZero();
        }

        @Test
        void toNewIsEndedWithAReasonAlone() {
            kit().run("override", "new", "--reason", "load test", "--yes");

            assertThat(kit().run("override", "none", "--reason", "it is over").exit())
                    .isZero();
        }

        @Test
        void isBroughtBackForAsLongAsItWouldHaveLasted() {
            FakeClock clock = new FakeClock();
            kit().at(clock).run("override", "new", "--reason", "load test", "--for", "15m", "--yes");
            clock.advance(Duration.ofMinutes(5));

            Result ended = kit().at(clock).run("override", "none", "--reason", "it is over");

            assertThat(ended.out()).contains("undo: switchback override new --for 10m --migration active-models");
        }

        @Test
        void isNotBroughtBackWhereItHasEnded() {
            FakeClock clock = new FakeClock();
            kit().at(clock).run("override", "new", "--reason", "load test", "--for", "15m", "--yes");
            clock.advance(Duration.ofMinutes(16));

            Result next = kit().at(clock).run("override", "legacy", "--reason", "incident 4711");

            assertThat(next.out()).contains("undo: switchback override none --migration active-models");
        }

        @Test
        void toLegacyIsNeverEndedUnasked() {
            kit().run("override", "legacy", "--reason", "incident 4711");

            assertThat(kit().run("override", "none", "--reason", "it is over").exit())
                    .isEqualTo(5);
            assertThat(kit().run("status").out()).contains("override    legacy by kim: incident 4711");
        }

        @Test
        void toLegacyIsMaskedByNothing() {
            try (Migration application = kit().application(Map.of("MIGRATION_MANUAL_OVERRIDE", "new"))) {
                Result result = kit().run("override", "legacy", "--reason", "incident 4711");

                assertThat(result.exit()).isZero();
                await().untilAsserted(() -> assertThat(application
                                .flags()
                                .snapshot()
                                .effectivePercentage()
                                .buckets())
                        .isZero());
            }
        }
    }

    @Nested
    class OfCanaries {

        @Test
        void isSwitchedWithAReasonAlone() {
            assertThat(kit().run("canary", "on", "--reason", "evidence").lines())
                    .startsWith("active-models: canary off at 100 % -> on at 100 %");
            assertThat(kit().run("canary", "sample", "10", "--reason", "peak").lines())
                    .startsWith("active-models: canary on at 100 % -> on at 10 %");
            assertThat(kit().run("canary", "off", "--reason", "slow").lines())
                    .startsWith("active-models: canary on at 10 % -> off at 10 %");
            assertThat(kit().run("canary", "show").lines())
                    .containsExactly("active-models: canary off at 10 % (stored)");
            assertThat(kit().run("canary", "--json")
                            .json()
                            .at("/canary/samplePercentage")
                            .asDouble())
                    .isEqualTo(10);
        }
    }

    @Nested
    class OfBreakers {

        @Test
        void isMadeMoreNervousWithAReasonAlone() {
            Result result = kit().run("breaker", "configure", "--errors", "3", "--reason", "be careful");

            assertThat(result.exit()).isZero();
            assertThat(result.lines())
                    .startsWith("active-models: breaker --errors 5 --window 300s --recovery 600s"
                            + " -> --errors 3 --window 300s --recovery 600s");
        }

        @Test
        void isMadeLessNervousWithAYes() {
            assertThat(kit().run("breaker", "configure", "--errors", "10", "--reason", "noise")
                            .exit())
                    .isEqualTo(5);
            assertThat(kit().run(
                                    "breaker",
                                    "configure",
                                    "--errors",
                                    "10",
                                    "--window",
                                    "10m",
                                    "--reason",
                                    "noise",
                                    "--yes")
                            .exit())
                    .isZero();
            assertThat(kit().run("breaker", "status").lines())
                    .containsExactly("active-models: breaker closed, 0 of 10 errors in 600 s, recovery 600 s");
        }

        @Test
        void isNotAskedOfNobody() {
            for (String command : new String[] {"trip", "reset", "probe"}) {
                Result result = kit().run("breaker", command, "--reason", "a test", "--yes", "--json");

                assertThat(result.exit()).as(command).isEqualTo(7);
                assertThat(result.json().at("/error/code").asString()).isEqualTo("no_live_node");
            }
            assertThat(kit().records()).isZero();
        }

        @Test
        void isTrippedAndResetInARunningProcess() {
            try (Migration application = kit().application(Map.of())) {
                var adapter = application
                        .legacy((String key) -> key)
                        .newPipeline(key -> key)
                        .probe("probe")
                        .build();
                assertThat(adapter.explain("a").key()).isEqualTo("a");

                Result tripped = kit().run("breaker", "trip", "--reason", "odd answers");

                assertThat(tripped.exit()).isZero();
                assertThat(tripped.lines()).contains("active-models: breaker closed -> open");
                assertThat(kit().run("breaker", "reset", "--reason", "fixed").exit())
                        .isEqualTo(5);
                assertThat(kit().run("breaker", "reset", "--reason", "fixed", "--yes")
                                .lines())
                        .contains("active-models: breaker open -> closed");
                assertThat(kit().run("breaker", "probe", "--reason", "well?").exit())
                        .isZero();
            }
        }

        @Test
        void staysOpenWhenTheProbeFails() {
            try (Migration application = kit().application(Map.of())) {
                application
                        .legacy((String key) -> key)
                        .newPipeline((String key) -> {
                            throw new IllegalStateException("still broken");
                        })
                        .probe("probe")
                        .build();
                kit().run("breaker", "trip", "--reason", "odd answers");

                Result result = kit().run("breaker", "reset", "--reason", "fixed", "--yes", "--json");

                assertThat(result.exit()).isEqualTo(5);
                assertThat(result.json().at("/answers/0/success").asBoolean()).isFalse();
                assertThat(result.json().path("after").asString()).isEqualTo("open");
                assertThat(kit().run("breaker", "probe", "--reason", "well?").exit())
                        .isEqualTo(1);
            }
        }
    }
}
