package dev.switchback.schema.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.schema.down.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaSnapshotTest {

    private static final SnapshotScope ALL = SnapshotScope.everything();

    private TestDatabase database;
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.onNewest();
        connection = database.open();
        TestDatabase.run(
                connection,
                "create schema shop",
                "create table shop.orders (id bigserial primary key, note text default 'x', total numeric(10, 2))",
                "create table shop.schema_migrations (version text primary key)",
                "create index orders_note on shop.orders (lower(note))",
                "create view shop.notes as select note from shop.orders",
                "create type mood as enum ('good', 'bad')",
                "comment on table shop.orders is 'all of them'");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    @Test
    void holdsEveryObjectWithItsDefinition() throws SQLException {
        SchemaSnapshot snapshot = SchemaSnapshot.read(connection, ALL);

        SchemaObject column =
                snapshot.find(ObjectKind.COLUMN, "shop.orders.total").orElseThrow();
        assertThat(column.definition()).containsEntry("type", "numeric(10,2)").containsEntry("position", "3");
        assertThat(column.within()).isEqualTo("shop.orders");
        SchemaObject index = snapshot.find(ObjectKind.INDEX, "shop.orders_note").orElseThrow();
        assertThat(index.get("definition")).isEqualTo(" USING btree (lower(note))");
        assertThat(snapshot.find(ObjectKind.ENUM_LABEL, "'bad' of public.mood")).isPresent();
        assertThat(snapshot.find(ObjectKind.TABLE, "shop.orders").orElseThrow().get("comment"))
                .isEqualTo("all of them");
    }

    @Test
    void leavesTheSearchPathAsItWas() throws SQLException {
        TestDatabase.run(connection, "set search_path to shop, \"$user\"");

        SchemaSnapshot.read(connection, ALL);

        TestDatabase.run(connection, "select count(*) from orders");
    }

    @Test
    void hasTheHashOfTheSchemaWhereverItIs() throws SQLException {
        String here = SchemaSnapshot.read(connection, ALL).hash();
        TestDatabase.run(
                connection,
                "drop view shop.notes",
                "drop index shop.orders_note",
                "create index orders_note on shop.orders (lower(note))",
                "create view shop.notes as select note from shop.orders");

        assertThat(SchemaSnapshot.read(connection, ALL).hash()).isEqualTo(here).hasSize(64);
    }

    @Test
    void hasAnotherHashForAnotherOrderOfColumnsAndTheSameLooseOne() throws SQLException {
        SchemaSnapshot one = SchemaSnapshot.read(connection, ALL);
        TestDatabase.run(
                connection,
                "drop view shop.notes",
                "alter table shop.orders drop column note, add column note text default 'x'",
                "create index orders_note on shop.orders (lower(note))",
                "create view shop.notes as select note from shop.orders");
        SchemaSnapshot other = SchemaSnapshot.read(connection, ALL);

        assertThat(other.hash()).isNotEqualTo(one.hash());
        assertThat(other.looseHash()).isEqualTo(one.looseHash());
        SchemaDifference difference = SchemaDifference.between(one, other);
        assertThat(difference.verdict()).isEqualTo(SchemaVerdict.EQUIVALENT);
        assertThat(difference.lines())
                .containsExactly(
                        "column shop.orders.note: position is 3, not 2",
                        "column shop.orders.total: position is 2, not 3");
    }

    @Test
    void comesBackFromJson() throws SQLException {
        SchemaSnapshot snapshot = SchemaSnapshot.read(connection, ALL);

        SchemaSnapshot back = SchemaSnapshot.fromJson(snapshot.toJson());

        assertThat(back).isEqualTo(snapshot);
        assertThat(back.hash()).isEqualTo(snapshot.hash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "{\"product\":\"x\",\"version\":1,\"objects\":[[1]]}", "[]"})
    void refusesOtherJson(String json) {
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> SchemaSnapshot.fromJson(json))
                .withMessageStartingWith("cannot read snapshot: ")
                .withMessageEndingWith("It is not one that this version wrote");
    }

    @Test
    void showsOnlyTheSchemasAskedForAndNoTableThatIsLeftOut() throws SQLException {
        SnapshotScope scope = SnapshotScope.of("shop").without(Set.of("shop.schema_migrations"));

        SchemaSnapshot snapshot = SchemaSnapshot.read(connection, scope);

        assertThat(snapshot.objects(ObjectKind.ENUM)).isEmpty();
        assertThat(snapshot.objects(ObjectKind.TABLE))
                .extracting(SchemaObject::path)
                .containsExactly("shop.orders");
        assertThat(snapshot.objects(ObjectKind.CONSTRAINT))
                .extracting(SchemaObject::path)
                .containsExactly("orders_pkey on shop.orders");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table shop.orders rename to bills",
                "alter table shop.orders rename column note to remark",
                "alter schema shop rename to store",
                "alter type mood rename value 'bad' to 'worse'",
                "alter sequence shop.orders_id_seq rename to s",
                "comment on table shop.orders is null",
                "comment on index shop.orders_pkey is 'key'",
                "drop view shop.notes",
                "drop index shop.orders_note",
                "drop type mood",
                "create domain positive as int[] check (array_length(value, 1) > 0)",
                "alter table shop.orders alter column note set default 'y'",
                "alter table shop.orders add check (total > 0)",
                "grant select on shop.orders to public",
                "create extension citext",
                "alter sequence shop.orders_id_seq owned by none",
                "create function f() returns int language sql return 1",
                "select 1"
            })
    void looksAgainOnlyAtWhatWasTouchedAndSeesTheSame(String change) throws SQLException {
        SchemaSnapshot earlier = SchemaSnapshot.read(connection, ALL);
        TestDatabase.run(connection, change);

        SchemaSnapshot again = earlier.again(connection);

        assertThat(SchemaDifference.between(SchemaSnapshot.read(connection, ALL), again)
                        .lines())
                .isEmpty();
        assertThat(again).isEqualTo(SchemaSnapshot.read(connection, ALL));
    }

    @Test
    void seesAgainWhatATransactionOfItsOwnHasDoneAndUndone() throws SQLException {
        connection.setAutoCommit(false);
        SchemaSnapshot earlier = SchemaSnapshot.read(connection, ALL);
        TestDatabase.run(connection, "savepoint a", "alter table shop.orders add column extra int");
        assertThat(earlier.again(connection).find(ObjectKind.COLUMN, "shop.orders.extra"))
                .isPresent();

        TestDatabase.run(connection, "rollback to savepoint a");

        assertThat(earlier.again(connection)).isEqualTo(earlier);
        connection.rollback();
    }

    @Test
    void tellsTwoSchemasOfSqliteApart() throws SQLException {
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            TestDatabase.run(sqlite, "create table a (id integer primary key, b text check (b <> ''))");
            SchemaSnapshot one = SchemaSnapshot.read(sqlite, ALL);
            TestDatabase.run(sqlite, "alter table a add column c text default 'x'", "create index a_b on a (b)");
            SchemaSnapshot other = SchemaSnapshot.read(sqlite, ALL);
            TestDatabase.run(sqlite, "drop index a_b", "alter table a drop column c");

            assertThat(SchemaDifference.between(one, other).lines())
                    .containsExactly(
                            "column a.c: is there, and should not be", "index a_b: is there, and should not be");
            assertThat(SchemaSnapshot.read(sqlite, ALL).hash()).isEqualTo(one.hash());
        }
    }

    @Test
    void tellsTwoSchemasOfH2Apart() throws SQLException {
        try (Connection h2 = DriverManager.getConnection("jdbc:h2:mem:")) {
            TestDatabase.run(h2, "create table a (id int generated always as identity primary key, b varchar(20))");
            SchemaSnapshot one = SchemaSnapshot.read(h2, ALL);
            TestDatabase.run(h2, "insert into a (b) values ('x')", "alter table a add c int default 1");
            SchemaSnapshot other = SchemaSnapshot.read(h2, ALL);
            TestDatabase.run(h2, "alter table a drop column c");

            assertThat(SchemaDifference.between(one, other).lines())
                    .containsExactly("column \"PUBLIC\".\"A\".\"C\": is there, and should not be");
            assertThat(SchemaSnapshot.read(h2, ALL).hash()).isEqualTo(one.hash());
            assertThat(List.copyOf(one.objects())).isNotEmpty();
        }
    }
}
