package dev.switchback.schema.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What H2 says of its schema differs wherever it is another one, and only there. */
class H2TextTest {

    private static SchemaSnapshot after(String... script) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:" + UUID.randomUUID());
                Statement statement = connection.createStatement()) {
            for (String sql : script) {
                statement.execute(sql);
            }
            return SchemaSnapshot.read(connection, SnapshotScope.everything());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "comment on table a is 'x'; alter table a add b int | comment on table a is 'x'",
                "comment on table a is 'it''s (one)' | comment on table a is 'it''s (two)'",
                "create synonym s for a | select 1",
                "create domain d as int check (value > 0) | create domain d as int check (value > 1)",
                "create role r; grant select on a to r | create role r",
                "create role r | create role q",
                "create user u password 'hunter2' | create user u password 'hunter2' admin",
                "create sequence s start with 1 | create sequence s start with 100",
                "alter table a add b text default ' RESTART WITH 5' | alter table a add b text default ''",
                "create materialized view v as select 1 x | create materialized view v as select 2 x",
                "create schema s; comment on schema s is 'one' | create schema s; comment on schema s is 'two'",
                "create global temporary table b (x int) | create table b (x int)"
            })
    void tellsApart(String one, String other) throws SQLException {
        String table = "create table a (id int primary key)";

        assertThat(after(table, one).hash()).isNotEqualTo(after(table, other).hash());
    }

    @Test
    void takesNoNoticeOfRowsAndOfWhatIsCountedOverThem() throws SQLException {
        String[] empty = {"create table a (x int, y int)", "create sequence s start with 7"};
        String[] full = {
            empty[0],
            empty[1],
            "insert into a select x, next value for s from system_range(1, 5000)",
            "analyze",
            "alter sequence s restart with 9"
        };

        assertThat(after(full).hash()).isEqualTo(after(empty).hash());
    }

    @Test
    void takesNoNoticeOfNamesThatTheDatabaseChose() throws SQLException {
        String table = "create table a (x int primary key, y int unique, z int check (z > 1), check (z > 1))";

        assertThat(after("create table b (x int primary key)", table, "drop table b"))
                .isEqualTo(after(table));
        assertThat(after(table))
                .isNotEqualTo(after("create table a (x int primary key, y int unique, z int check (z > 1))"));
    }

    @Test
    void showsNoPassword() throws SQLException {
        String json = after(
                        "create user u password 'hunter2'",
                        "create linked table l ('', 'jdbc:h2:mem:l', 'u', 'hunter2', 'INFORMATION_SCHEMA.TABLES')")
                .toJson();

        assertThat(json).contains("linked table").doesNotContain("hunter2");
    }
}
