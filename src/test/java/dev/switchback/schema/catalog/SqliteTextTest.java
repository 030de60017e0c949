package dev.switchback.schema.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What SQLite keeps as text differs wherever it means something else, and only there. */
class SqliteTextTest {

    private static String hash(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement()) {
            statement.execute("create table t (a text, b text)");
            statement.executeUpdate(sql);
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
                "create table c ([a,b] int check ([a,b] > 1)) | create table c ([a,b] int check ([a,b] > 2))",
                "create virtual table c using fts5(x, tokenize='porter') | create virtual table c using fts5(x)",
                "create view v as select a x from t | create view v as select a X from t",
                "create view v as select x'61' from (select 1 x) | create view v as select x '61' from (select 1 x)",
                "create table c (\"null\" int check (\"null\" > 1)) | create table c (\"null\" int check (null > 1))",
                "create table c (x int check (x > -1)) | create table c (x int check (x > 1))"
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table c (id int primary key, up int references c (id)); create index i on c (id)",
                "create table c (id int); create view v as select c.id from c",
                "create table c (id int); create trigger g after insert on c begin update c set id = 1; end",
                "create table c (id int, check (c.id>-1)); create table d (id int references c)",
                "create table groups (id int); create index i on groups (id)"
            })
    void takesNoNoticeOfATableThatWasRenamedAndBack(String script) throws SQLException {
        String table = script.contains("groups") ? "groups" : "c";
        String there = "; alter table %1$s rename to other; alter table other rename to %1$s".formatted(table);

        assertThat(hash(script + there)).isEqualTo(hash(script));
    }

    @Test
    void takesNoNoticeOfSpelling() throws SQLException {
        assertThat(hash("create table c (x int not null check (x>=1), unique(x)); create index i on c(x desc)"))
                .isEqualTo(hash("CREATE TABLE [c] (`x` int NOT NULL CHECK( x >= 1 ), UNIQUE (\"x\"));"
                        + " CREATE INDEX IF NOT EXISTS \"i\" ON \"c\" (\"x\" DESC)"));
    }
}
