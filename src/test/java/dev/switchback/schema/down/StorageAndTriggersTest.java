package dev.switchback.schema.down;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.catalog.SchemaVerdict;
import dev.switchback.schema.catalog.SnapshotScope;
import dev.switchback.schema.down.clone.Clone;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What shows in no definition of a constraint or a trigger is seen all the same, and taken back. */
class StorageAndTriggersTest {

    private static final String[] SCHEMA = {
        "create table o (id int primary key with (fillfactor = 80), code int unique)",
        "create table line (o int references o (id), constraint no_two exclude using btree (o with =))",
        "comment on index o_code_key is 'behind'",
        "create function f() returns trigger language plpgsql as 'begin return new; end'",
        "create trigger own before insert on line for each row execute function f()",
        "create table parts (id int) partition by range (id)",
        "create table part partition of parts for values from (0) to (9)",
        "create trigger watch after insert on parts for each row execute function f()"
    };

    private static void isSeenAndTakenBack(TestDatabase database, String up) throws SQLException {
        SnapshotScope all = SnapshotScope.everything();
        try (database) {
            try (Connection connection = database.open()) {
                TestDatabase.run(connection, SCHEMA);
                SchemaSnapshot before = SchemaSnapshot.read(connection, all);
                connection.setAutoCommit(false);
                TestDatabase.run(connection, up);
                assertThat(before.again(connection).hash()).as("it is seen").isNotEqualTo(before.hash());
                connection.rollback();
            }
            try (Clone clone = database.clones().copy()) {
                GeneratedDown down = DownGenerator.in(clone, all).generate(Script.inTransaction(up));
                assertThat(down.verdict()).as(down.sql()).isEqualTo(SchemaVerdict.IDENTICAL);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter index o_pkey set (fillfactor = 70)",
                "alter index o_pkey reset (fillfactor)",
                "alter index o_code_key set (deduplicate_items = off)",
                "alter index no_two set (fillfactor = 60)",
                "alter table o drop constraint o_pkey cascade",
                "comment on index o_pkey is 'i'",
                "comment on index no_two is 'it''s'",
                "comment on index o_code_key is null",
                "alter table o drop constraint o_code_key",
                "drop table o cascade",
                "alter table o rename constraint o_code_key to other",
                "alter table line disable trigger all",
                "alter table o disable trigger all",
                "alter table line disable trigger own",
                "alter table part disable trigger watch",
                "alter table parts disable trigger watch",
                "drop table line"
            })
    void onTheNewestServer(String up) throws SQLException {
        isSeenAndTakenBack(TestDatabase.onNewest(), up);
    }

    @Test
    void comesBackDisabledWhereItWas() throws SQLException {
        try (TestDatabase database = TestDatabase.onNewest()) {
            try (Connection connection = database.open()) {
                TestDatabase.run(connection, SCHEMA);
                TestDatabase.run(
                        connection,
                        "alter table line disable trigger all",
                        "alter table line enable trigger own",
                        "alter table part enable always trigger watch");
            }
            for (String up :
                    new String[] {"alter table line enable trigger all", "drop table line", "drop table part"}) {
                try (Clone clone = database.clones().copy()) {
                    GeneratedDown down =
                            DownGenerator.in(clone, SnapshotScope.everything()).generate(Script.inTransaction(up));
                    assertThat(down.verdict()).as(down.sql()).isEqualTo(SchemaVerdict.IDENTICAL);
                }
            }
        }
    }

    /** What no statement can set alone, or only a superuser can, keeps no schema from being copied. */
    @Test
    void keepNoSchemaFromBeingCopied() throws SQLException {
        try (TestDatabase database = TestDatabase.onNewest()) {
            try (Connection connection = database.open()) {
                TestDatabase.run(connection, SCHEMA);
                TestDatabase.run(
                        connection,
                        "create table keyed (id int, primary key (id) with (fillfactor = 70)) partition by range (id)",
                        "alter table o disable trigger all",
                        "create table later (o int references o (id))");
            }
            try (Clone clone = database.clones().copy()) {
                GeneratedDown down = DownGenerator.in(clone, SnapshotScope.everything())
                        .generate(Script.inTransaction("create table other (id int)"));
                assertThat(down.verdict()).as(down.sql()).isEqualTo(SchemaVerdict.IDENTICAL);
            }
        }
    }

    /** A partition that is made later has the state of its parent, and follows it. */
    @Test
    void followTheirParentOnPartitionsThatCameLater() throws SQLException {
        try (TestDatabase database = TestDatabase.onNewest();
                Connection connection = database.open()) {
            TestDatabase.run(connection, SCHEMA);
            TestDatabase.run(
                    connection,
                    "alter table parts disable trigger watch",
                    "create table december partition of parts for values from (9) to (19)");
            SchemaSnapshot seen = SchemaSnapshot.read(connection, SnapshotScope.everything());
            assertThat(seen.objects(ObjectKind.TRIGGER))
                    .extracting(SchemaObject::path)
                    .containsExactlyInAnyOrder("own on public.line", "watch on public.parts");

            TestDatabase.run(connection, "alter table only parts enable trigger watch");

            SchemaSnapshot again = seen.again(connection);
            assertThat(again.objects(ObjectKind.TRIGGER))
                    .as("those of the partitions are others now")
                    .hasSize(4);
            assertThat(again.hash())
                    .isEqualTo(SchemaSnapshot.read(connection, SnapshotScope.everything())
                            .hash());
        }
    }
}
