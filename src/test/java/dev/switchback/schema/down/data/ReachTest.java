package dev.switchback.schema.down.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create role app login",
                "ALTER USER app SET search_path = x",
                "/* once */ drop tablespace fast",
                "alter database shop set timezone = 'UTC'",
                "alter system set work_mem = '1GB'",
                "grant admins to app",
                "grant app, other to ada with admin option",
                "revoke admin option for admins from app",
                "grant connect, temporary on database shop to app",
                "revoke all on database shop from public",
                "grant create on tablespace fast to app",
                "grant set on parameter work_mem to app",
                "comment on role app is 'of the shop'",
                "comment on database shop is 'ours'",
                "security label for x on role app is 'secret'",
                "reassign owned by app to ada",
                "drop owned by app",
                "do $$ begin if not exists (select from pg_roles) then create role app; end if; end $$",
                "do language plpgsql $do$ begin execute format('grant %I to %I', 'admins', 'app'); end $do$",
                "do $$ begin execute 'alter database shop set timezone to utc'; end $$"
            })
    void isSeenToGoBeyondTheDatabase(String statement) {
        assertThat(Reach.isBeyond(statement)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table role (id int)",
                "create user mapping for app server x",
                "grant select on t to app",
                "grant usage on schema s to app",
                "grant select (\"to\"), insert on t to app",
                "revoke grant option for select on t from app",
                "alter default privileges in schema s grant select on tables to app",
                "comment on table t is 'create role app'",
                "do $$ begin -- create role app\n perform 1; end $$",
                "do $$ begin grant select on t to app; execute 'revoke all on t from app'; end $$",
                "do $$ begin update t set a = 1; create table users (id int); end $$",
                "create function f() returns void language plpgsql as $$ begin create role app; end $$",
                "set role app"
            })
    void staysWithin(String statement) {
        assertThat(Reach.isBeyond(statement)).isFalse();
    }
}
