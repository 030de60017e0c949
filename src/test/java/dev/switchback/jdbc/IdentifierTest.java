package dev.switchback.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {

    private static final String LONGEST = "a".repeat(63);

    @ParameterizedTest
    @ValueSource(strings = {"a", "_", "Orders", "shop.orders", "A1_", "select"})
    void readsOneOrTwoParts(String text) {
        assertThat(String.join(".", Identifier.parse("table", text).parts())).isEqualTo(text);
    }

    @Test
    void readsAPartOf63Characters() {
        assertThat(Identifier.parse("table", LONGEST).parts()).containsExactly(LONGEST);
        assertThatIllegalArgumentException().isThrownBy(() -> Identifier.parse("table", LONGEST + "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "a.",
                ".a",
                "a..b",
                "a.b.c",
                "1a",
                "a-b",
                "a b",
                "a;drop table b",
                "a\"b",
                "a'b",
                "größe",
                "a\u0000",
                "a\n",
                "\u202ea"
            })
    void refusesAnythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Identifier.parse("table", text))
                .withMessageStartingWith("table must be a name, or a schema and a name joined by a dot");
    }

    @Test
    void holdsTheRuleHoweverItIsMade() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Identifier(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Identifier(List.of("a", "b", "c")));
        assertThatIllegalArgumentException().isThrownBy(() -> new Identifier(List.of("a.b")));
    }

    @Test
    void isQuotedByTheDriver() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = connection.createStatement()) {
            assertThat(Identifier.parse("table", "shop.select").quoted(statement))
                    .isEqualTo("\"shop\".\"select\"");
        }
    }
}
