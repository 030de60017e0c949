package dev.switchback.schema.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConcurrentIndexTest {

    private static Optional<ConcurrentIndex> read(String sql) {
        return ConcurrentIndex.of(
                SqlScript.parse("a.sql", sql, Dialect.POSTGRESQL).statements().get(0));
    }

    private static Optional<ConcurrentIndex> made(String name, String table) {
        return Optional.of(new ConcurrentIndex(Optional.of(name), table));
    }

    @Test
    void readsTheNameAndTheTable() {
        assertThat(read("create index concurrently i on t (a)")).isEqualTo(made("i", "t"));
        assertThat(
                        read(
                                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"I x\" /* on q */ ON ONLY s.\"T\" USING gin (a)"))
                .isEqualTo(made("\"I x\"", "s.\"T\""));
        assertThat(read("create index concurrently \"on\" on t (a)")).isEqualTo(made("\"on\"", "t"));
    }

    @Test
    void knowsThatAnIndexNeedsNoName() {
        assertThat(read("create index concurrently on t (a)"))
                .isEqualTo(Optional.of(new ConcurrentIndex(Optional.empty(), "t")));
    }

    @Test
    void isEmptyForWhatIsNone() {
        assertThat(read("create index i on t (a)")).isEmpty();
        assertThat(read("drop index concurrently i")).isEmpty();
        assertThat(read("create index concurrently i on U&\"t\" (a)")).isEmpty();
    }
}
