package dev.switchback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StoreWordsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:37Z");

    @Test
    void saySinceWhenADatabaseHasBeenAway() {
        assertThat(StoreWords.away(store("postgresql", true, false, 37_400), NOW))
                .isEqualTo("; the database has not answered for 37 s, since 2026-11-21T07:59:59Z: this is what was last"
                        + " known, and an emergency rollback still works in each process");
    }

    @Test
    void sayNothingOfAShortAbsenceOrOfADatabaseThatAnswers() {
        assertThat(StoreWords.away(store("postgresql", true, false, 5_000), NOW))
                .isEmpty();
        assertThat(StoreWords.away(store("postgresql", true, false, 5_001), NOW))
                .isNotEmpty();
        assertThat(StoreWords.away(store("postgresql", true, true, 37_000), NOW))
                .isEmpty();
    }

    @Test
    void sayNothingWhereThatIsSaidAlready() {
        assertThat(StoreWords.away(store("postgresql", false, false, 37_000), NOW))
                .as("it begins with what cannot be trusted")
                .isEmpty();
        assertThat(StoreWords.away(store("files", true, false, 37_000), NOW)).isEmpty();
    }

    @Test
    void nameThePlace() {
        assertThat(StoreWords.place(store("files", true, false, 0))).isEqualTo("the disk under there");
        assertThat(StoreWords.place(store("postgresql", true, false, 0))).isEqualTo("the database there");
    }

    private static MigrationStatus.Store store(String kind, boolean readable, boolean writable, long ageMillis) {
        return new MigrationStatus.Store(kind, "there", readable, writable, 1, 0, ageMillis, null);
    }
}
