package dev.switchback.schema.down;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.catalog.SchemaVerdict;
import dev.switchback.schema.catalog.SnapshotScope;
import dev.switchback.schema.down.clone.Clone;
import dev.switchback.testing.DebianPostgres;
import java.sql.Connection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may use what an extension brought is part of a schema, though the rest of it is not. */
class ExtensionMemberTest {

    private static final SnapshotScope ALL = SnapshotScope.everything();

    @BeforeEach
    void isInstalled() {
        assumeTrue(DebianPostgres.isInstalled(), "Debian's PostgreSQL 15 is not installed");
    }

    @Test
    void getsItsPrivilegesBack() throws Exception {
        try (TestDatabase database = TestDatabase.onOldest()) {
            try (Connection connection = database.open()) {
                TestDatabase.run(
                        connection,
                        "create extension pgcrypto",
                        "grant execute on function digest(text, text) to pg_monitor with grant option");
            }
            String dumped = OldestServer.dump(database.name());
            Script up = Script.inTransaction(
                    "revoke execute on function digest(text, text) from public",
                    "revoke execute on function digest(text, text) from pg_monitor",
                    "grant execute on function armor(bytea) to pg_read_all_data",
                    "create extension pg_stat_statements",
                    "grant select on pg_stat_statements to pg_read_all_data");
            GeneratedDown down;
            try (Clone clone = database.clones().copy()) {
                down = DownGenerator.in(clone, ALL).generate(up);
            }

            assertThat(down.verdict()).as(down.sql()).isEqualTo(SchemaVerdict.IDENTICAL);
            try (Connection connection = database.open()) {
                TestDatabase.run(connection, up.statements().toArray(String[]::new));
                assertThat(SchemaSnapshot.read(connection, ALL).objects(ObjectKind.PRIVILEGE))
                        .hasSizeGreaterThan(2);
                TestDatabase.run(connection, down.statements().toArray(String[]::new));
            }
            assertThat(OldestServer.dump(database.name())).isEqualTo(dumped);
        }
    }
}
