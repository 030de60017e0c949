package dev.switchback.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.health.ComponentHealth;
import dev.switchback.health.HealthStatus;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreHealthTest {

    @Test
    void advisesWhatHelpsADatabase() {
        ComponentHealth away = StoreHealth.of(status("postgresql", Optional.of("the database does not answer"), 3));

        assertThat(away.status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(away.issues())
                .containsExactly(
                        "3 events wait in memory for the database",
                        "state cannot be written: the database does not answer");
        assertThat(away.recommendations())
                .containsExactly(
                        "they are written by themselves when jdbc:postgresql://db/x takes them",
                        "bring jdbc:postgresql://db/x back, or give its user the rights;"
                                + " an emergency rollback still works in each process");
    }

    @Test
    void advisesWhatHelpsADisk() {
        ComponentHealth full = StoreHealth.of(status("files", Optional.of("no space left on device"), 3));

        assertThat(full.issues())
                .containsExactly(
                        "3 events wait in memory for the disk", "state cannot be written: no space left on device");
        assertThat(full.recommendations()).contains("free or repair the disk under jdbc:postgresql://db/x");
    }

    private static StoreStatus status(String kind, Optional<String> unwritable, int undurable) {
        return new StoreStatus(
                kind,
                "jdbc:postgresql://db/x",
                Optional.empty(),
                unwritable,
                Optional.empty(),
                undurable,
                Instant.EPOCH);
    }
}
