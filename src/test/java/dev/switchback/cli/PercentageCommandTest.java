package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.Migration;
import dev.switchback.cli.CommandLineKit.Result;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PercentageCommandTest {

    @TempDir
    Path directory;

    private CommandLineKit kit() {
        return new CommandLineKit(directory.resolve("state"));
    }

    @Test
    void raisesItWithAYes() {
        Result result = kit().run("percentage", "set", "25", "--reason", "week 3", "--yes");

        assertThat(result.exit()).isZero();
        assertThat(result.lines())
                .containsExactly(
                        "active-models: percentage 0 -> 25",
                        "audit: 2",
                        "undo: switchback percentage set 0 --migration active-models --state '%s' --reason '...'"
                                .formatted(directory.resolve("state")));
        assertThat(kit().run("percentage").out())
                .isEqualTo("active-models: target 25, effective 25 (stored)%n".formatted());
    }

    @Test
    void answersWithWhatChangedAsJson() {
        Result result = kit().run("percentage", "set", "12.5", "--reason", "half", "--yes", "--json");

        assertThat(result.fields())
                .containsExactly("schemaVersion", "migration", "change", "before", "after", "audit", "undo", "masked");
        assertThat(result.json().path("after").asString()).isEqualTo("12.5");
    }

    @Test
    void neverRaisesItUnasked() {
        Result result = kit().run("percentage", "set", "25", "--reason", "week 3");

        assertThat(result.exit()).isEqualTo(5);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("active-models: every key goes to legacy (0 %, default)")
                .contains("health: healthy")
                .contains("percentage 0 -> 25 was not confirmed. Nothing was changed; --yes confirms it where there is"
                        + " no terminal");
        assertThat(kit().records()).isZero();
    }

    @Test
    void raisesItWhenAPersonSaysYes() {
        assertThat(kit().answering(question -> "Yes")
                        .run("percentage", "set", "25", "--reason", "week 3")
                        .exit())
                .isZero();
    }

    @Test
    void leavesItWhenAPersonSaysAnythingElse() {
        assertThat(kit().answering(question -> "")
                        .run("percentage", "set", "25", "--reason", "week 3")
                        .exit())
                .isEqualTo(5);
        assertThat(kit().records()).isZero();
    }

    @Test
    void refusesWhatAPersonConfirmedOnAnotherState() {
        CommandLineKit kit = kit().answering(question -> {
            kit().run("percentage", "set", "5", "--reason", "somebody was faster", "--yes");
            return "y";
        });

        Result result = kit.run("percentage", "set", "25", "--reason", "week 3");

        assertThat(result.exit()).isEqualTo(6);
        assertThat(kit().run("percentage", "--json")
                        .json()
                        .at("/percentage/target")
                        .asDouble())
                .isEqualTo(5);
    }

    @Test
    void saysNothingNewWhenItIsSetAlready() {
        Result result = kit().run("percentage", "set", "0", "--reason", "to be sure");

        assertThat(result.exit()).isZero();
        assertThat(result.lines()).containsExactly("active-models: percentage is 0 already, nothing was changed");
        assertThat(kit().records()).isZero();
    }

    @Test
    void suggestsFiveMore() {
        kit().run("percentage", "set", "97", "--reason", "nearly", "--yes");

        Result result = kit().run("percentage", "suggest", "--json");

        assertThat(result.exit()).isZero();
        assertThat(result.fields())
                .containsExactly("schemaVersion", "migration", "current", "suggested", "allowed", "health", "reasons");
        assertThat(result.json().path("suggested").asDouble()).isEqualTo(100);
    }

    @Nested
    class WhenSomeIsOnNew {

        @Test
        void lowersItWithAReasonAlone() {
            kit().run("percentage", "set", "25", "--reason", "week 3", "--yes");

            Result result = kit().answering(question -> {
                        throw new AssertionError("nobody is asked on the way to safety");
                    })
                    .run("percentage", "set", "10", "--reason", "wrong totals");

            assertThat(result.exit()).isZero();
            assertThat(result.lines()).contains("active-models: percentage 25 -> 10");
        }
    }

    @Nested
    class WhenRolledBack {

        @Test
        void isNotRaisedWhateverAnybodySays() {
            kit().run("rollback", "--reason", "wrong totals");
            int before = kit().records();

            Result result = kit().run("percentage", "set", "25", "--reason", "week 3", "--yes");

            assertThat(result.exit()).isEqualTo(5);
            assertThat(result.err())
                    .contains("percentage 0 -> 25 is refused: the rollback state is rolled_back;"
                            + " `switchback rollback clear` or `cancel` leaves it. Nothing was changed");
            assertThat(kit().records()).isEqualTo(before);
            assertThat(kit().run("percentage", "suggest").exit()).isEqualTo(5);
        }
    }

    @Nested
    class WhenAVariableOfAProcessMasksIt {

        @Test
        void isNotRaised() {
            try (Migration application = kit().application(Map.of("MIGRATION_NEW_PIPELINE_PCT", "30"))) {
                Result result = kit().run("percentage", "set", "40", "--reason", "week 3", "--yes");

                assertThat(result.exit()).isEqualTo(5);
                assertThat(result.err())
                        .contains("MIGRATION_NEW_PIPELINE_PCT is set on " + application.name() + ".")
                        .contains("not recorded");
            }
        }

        @Test
        void isLoweredAndSaysThatItHasNoEffectThere() {
            kit().run("percentage", "set", "40", "--reason", "week 3", "--yes");
            try (Migration application = kit().application(Map.of("MIGRATION_NEW_PIPELINE_PCT", "30"))) {
                Result result = kit().run("percentage", "set", "0", "--reason", "wrong totals", "--json");

                assertThat(result.exit()).isEqualTo(5);
                assertThat(result.json().at("/masked/0/variable").asString()).isEqualTo("MIGRATION_NEW_PIPELINE_PCT");
                await().untilAsserted(() -> assertThat(
                                application.flags().stored().percentage().buckets())
                        .isZero());
            }
        }
    }
}
