package dev.switchback.activemodel.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.activemodel.Schemas;
import dev.switchback.activemodel.tables.ColumnType.Kind;
import dev.switchback.activemodel.tables.ColumnType.Plain;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteSchemaTest {

    @Test
    void readsChinook() {
        DatabaseSchema chinook = Schemas.chinookOnSqlite();

        assertThat(chinook.database()).isEqualTo("SQLite");
        assertThat(chinook.tables()).hasSize(11);
        assertThat(SchemaFacts.foreignKeys(chinook))
                .hasSize(11)
                .contains("PlaylistTrack(TrackId) -> Track(TrackId)", "Employee(ReportsTo) -> Employee(EmployeeId)");
        assertThat(SchemaFacts.table(chinook, "PlaylistTrack").primaryKey()).containsExactly("PlaylistId", "TrackId");
        assertThat(SchemaFacts.columns(SchemaFacts.table(chinook, "Invoice")))
                .contains(
                        "InvoiceId integer not null identity",
                        "InvoiceDate datetime not null",
                        "BillingCity nvarchar",
                        "Total numeric not null");
    }

    @Test
    void readsSakila() {
        DatabaseSchema sakila = Schemas.sakilaOnSqlite();

        assertThat(sakila.tables())
                .hasSize(16)
                .extracting(Table::name)
                .doesNotContain("customer_list", "sqlite_sequence");
        assertThat(SchemaFacts.table(sakila, "film_actor").primaryKey()).containsExactly("actor_id", "film_id");
        assertThat(SchemaFacts.foreignKeys(SchemaFacts.table(sakila, "film")))
                .containsExactlyInAnyOrder(
                        "film(language_id) -> language(language_id)",
                        "film(original_language_id) -> language(language_id)");
        assertThat(SchemaFacts.column(sakila, "film", "description").type())
                .isEqualTo(new Plain("blob sub_type text", Kind.TEXT));
        assertThat(SchemaFacts.columns(SchemaFacts.table(sakila, "film")))
                .contains("rental_rate decimal not null default", "length smallint");
    }

    @Nested
    class OfUnusualTables {

        private final DatabaseSchema schema = Schemas.onSqlite("""
                create table Pair (a int, b int, primary key (b, a));
                create table "it's %_[odd]" ("co""l'umn %" text not null default 'x', "" int, plain);
                create table child (
                  id integer primary key,
                  x int, y int, z int, up int references CHILD,
                  sum int generated always as (x + y), kept int generated always as (x) stored,
                  foreign key (x, y) references pair, foreign key (z, y) references pair (A, B));
                create unique index whole on child (z, up);
                create unique index partial on child (x) where y > 1;
                create unique index expression on child (abs(y));
                create table code (id integer primary key, note text) without rowid;
                create table counted (id int primary key, note text default null);
                create view seen as select * from child;
                create virtual table words using fts5(word);
                """);

        @Test
        void leavesViewsAndVirtualTablesOut() {
            assertThat(schema.tables())
                    .extracting(Table::name)
                    .containsExactly("Pair", "child", "code", "counted", "it's %_[odd]");
        }

        @Test
        void takesAnyNameAsItIs() {
            assertThat(SchemaFacts.columns(SchemaFacts.table(schema, "it's %_[odd]")))
                    .containsExactly("co\"l'umn % text not null default", " int", "plain any");
        }

        @Test
        void resolvesForeignKeysWithoutColumnsAndInOtherCase() {
            assertThat(SchemaFacts.foreignKeys(SchemaFacts.table(schema, "child")))
                    .containsExactly(
                            "child(up) -> child(id)", "child(x, y) -> Pair(b, a)", "child(z, y) -> Pair(a, b)");
        }

        @Test
        void countsOnlyARowId() {
            assertThat(SchemaFacts.columns(SchemaFacts.table(schema, "child")))
                    .contains("id integer not null identity", "sum int computed", "kept int computed");
            assertThat(SchemaFacts.columns(SchemaFacts.table(schema, "code"))).contains("id integer not null");
            assertThat(SchemaFacts.columns(SchemaFacts.table(schema, "counted")))
                    .containsExactly("id int not null", "note text");
        }

        @Test
        void leavesPartialAndExpressionIndexesOut() {
            assertThat(SchemaFacts.table(schema, "child").uniqueKeys()).containsExactly(List.of("z", "up"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "INTEGER, INTEGER",
        "'DECIMAL(5,2)', DECIMAL",
        "NVARCHAR(160), TEXT",
        "VARYING CHARACTER(255), TEXT",
        "DATETIME, TIMESTAMP",
        "UNSIGNED BIG INT, LONG",
        "SPECIAL INT, LONG",
        "LONGTEXT, TEXT",
        "LONGBLOB, BINARY",
        "DOUBLISH, FLOAT",
        "GEOMETRY, OTHER",
        "'', OTHER"
    })
    void fallsBackOnTheAffinityOfAnUnknownName(String declared, Kind kind) {
        assertThat(TypeNames.declared(declared))
                .isInstanceOfSatisfying(
                        Plain.class, type -> assertThat(type.kind()).isEqualTo(kind));
    }
}
