package dev.switchback.schema.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementKindTest {

    private static StatementKind kind(String statement, Dialect dialect) {
        return SqlSplitter.split("a", statement, dialect).get(0).kind();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vacuum",
                "VACUUM (full, analyze) a",
                "create /* x */ index concurrently i on a(b)",
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON a(b)",
                "drop index concurrently if exists i",
                "reindex index concurrently i",
                "reindex table concurrently a",
                "reindex (concurrently, verbose) table a",
                "reindex (verbose) schema concurrently s",
                "reindex database d",
                "reindex system",
                "alter table a detach partition s.b concurrently",
                "alter table if exists only a detach partition \"b\" CONCURRENTLY",
                "create database d",
                "drop database if exists d",
                "create tablespace t location '/x'",
                "drop tablespace t",
                "create subscription s connection '' publication p",
                "drop subscription s",
                "alter subscription s refresh publication",
                "alter subscription s set publication p",
                "alter subscription s set (failover = true)",
                "alter database d set tablespace t",
                "alter system set work_mem = '1MB'",
                "discard all",
                "cluster",
                "cluster verbose",
                "cluster (verbose)"
            })
    void knowsWhatPostgresRefusesInATransaction(String statement) {
        assertThat(kind(statement, Dialect.POSTGRESQL)).isEqualTo(StatementKind.NOT_IN_TRANSACTION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create index i on a(b)",
                "create index concurrently_ on a(b)",
                "create index \"concurrently\" on a(b)",
                "select 'create index concurrently'",
                "drop index i",
                "reindex table a",
                "reindex index system",
                "reindex (verbose) table a",
                "alter table a detach partition b",
                "alter table a add column concurrently int",
                "alter table a detach partition b finalize",
                "alter type t add value 'x'",
                "refresh materialized view concurrently v",
                "alter database d set work_mem = '1MB'",
                "alter subscription s disable",
                "discard plans",
                "cluster a",
                "cluster verbose a using i",
                "analyze",
                "set lock_timeout = '1s'",
                "set constraints all deferred",
                "set session authorization a",
                "lock table a",
                "prepare p as select 1",
                "do $$ begin commit; end $$",
                "call p()",
                "create table begin (commit int)",
                "checkpoint"
            })
    void takesEverythingElseForOrdinary(String statement) {
        assertThat(kind(statement, Dialect.POSTGRESQL)).isEqualTo(StatementKind.ORDINARY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin",
                "BEGIN ISOLATION LEVEL SERIALIZABLE",
                "start transaction",
                "commit",
                "commit and chain",
                "commit prepared 'x'",
                "end",
                "rollback",
                "rollback to savepoint a",
                "abort",
                "savepoint a",
                "release savepoint a",
                "prepare transaction 'x'",
                "set transaction read only",
                "set local transaction isolation level serializable",
                "set session characteristics as transaction read only"
            })
    void knowsWhatControlsATransaction(String statement) {
        assertThat(kind(statement, Dialect.POSTGRESQL)).isEqualTo(StatementKind.TRANSACTION_CONTROL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vacuum",
                "detach a",
                "pragma foreign_keys = off",
                "PRAGMA main.journal_mode=WAL",
                "pragma synchronous=1"
            })
    void knowsWhatSqliteRefusesOrIgnoresInATransaction(String statement) {
        assertThat(kind(statement, Dialect.SQLITE)).isEqualTo(StatementKind.NOT_IN_TRANSACTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pragma user_version = 2", "create table a (b)", "attach 'x' as y", "reindex"})
    void takesEverythingElseInSqliteForOrdinary(String statement) {
        assertThat(kind(statement, Dialect.SQLITE)).isEqualTo(StatementKind.ORDINARY);
    }
}
