package dev.switchback.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.flags.Reason;
import dev.switchback.testing.TestMigration;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoisonKeysTest {

    private final TestMigration test = new TestMigration().at(100);
    private MigrationAdapter<String, String, RuntimeException> adapter = adapter();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void pinsTheOneKeyThatFailsWhileOthersDoWell() {
        poison();

        assertThat(adapter.execute("bad").decision().reason()).isEqualTo(Reason.POISON_KEY);
        assertThat(adapter.execute("good").decision().reason()).isEqualTo(Reason.PERCENTAGE_ALL);
        assertThat(test.migration().currentStatus().breaker().state()).isEqualTo("closed");
    }

    @Test
    void pinsNoKeyWhenNothingElseSucceeds() {
        for (int call = 0; call < 4; call++) {
            adapter.generate("bad");
        }

        assertThat(adapter.execute("bad").decision().reason()).isEqualTo(Reason.PERCENTAGE_ALL);
    }

    @Test
    void forgivesAKeyThatSucceedsInBetween() {
        for (int call = 0; call < 4; call++) {
            adapter.generate("flaky");
            adapter.generate("flaky!");
            adapter.generate("good");
        }

        assertThat(adapter.execute("flaky!").decision().reason()).isEqualTo(Reason.PERCENTAGE_ALL);
    }

    @Test
    void remembersPinsOverARestart() {
        poison();
        test.restart(Map.of());
        adapter = adapter();

        assertThat(adapter.execute("bad").decision().reason()).isEqualTo(Reason.POISON_KEY);
    }

    @Test
    void endsAPinAfterAnHour() {
        poison();
        test.clock.advance(Duration.ofMinutes(59));
        test.store.tick();
        assertThat(adapter.explain("bad").reason()).as("a minute early").isEqualTo(Reason.POISON_KEY);

        test.clock.advance(Duration.ofMinutes(2));
        test.store.tick();
        assertThat(adapter.explain("bad").reason()).as("a minute late").isEqualTo(Reason.PERCENTAGE_ALL);
    }

    private void poison() {
        for (int call = 0; call < 3; call++) {
            adapter.generate("bad");
            adapter.generate("good");
            adapter.generate("better");
        }
    }

    private MigrationAdapter<String, String, RuntimeException> adapter() {
        return test.migration()
                .legacy((String key) -> "legacy")
                .newPipeline(key -> {
                    if (key.equals("bad")) {
                        throw new IllegalStateException("this table is odd");
                    }
                    return "new";
                })
                .build();
    }
}
