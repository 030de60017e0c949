package dev.switchback.schema.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What SQLite keeps as text differs wherever it means something else, and only there. */
class SqliteTextTest {

    private static String hash(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement()) {
            statement.execute("create table t (a text, b text)");
            statement.execute(sql);
            return SchemaSnapshot.read(connection, SnapshotScope.everything()).hash();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "create view v as select 'a  b' x | create view v as select 'a b' x",
                "create view v as select '--one' x | create view v as select '--two' x",
                "create view v as select '/* 1 */' x | create view v as select '/* 2 */' x",
                "create table c (x text check (x <> '-- 1')) | create table c (x text check (x <> '-- 2'))",
                "create table c (x int not null on conflict ignore) | create table c (x int not null)",
                "create table c (x int not null on conflict ignore) | create table c (x int not null on conflict fail)",
                "create table c ([a,b] int check ([a,b] > 1)) | create table c ([a,b] int check ([a,b] > 2))"
            })
    void tellsLiteralsAndConflictsApart(String one, String other) throws SQLException {
        assertThat(hash(one)).isNotEqualTo(hash(other));
    }

    @Test
    void takesNoNoticeOfBlanksAndComments() throws SQLException {
        assertThat(hash("create table c (x int check (x > 1), -- more than one\n  y text)"))
                .isEqualTo(hash("create table c (x  int  check (x > 1), y /* why */ text)"));
        assertThat(hash("create view v as select a, b\n from t -- all"))
                .isEqualTo(hash("create view v as select a, b from t"));
    }
}
