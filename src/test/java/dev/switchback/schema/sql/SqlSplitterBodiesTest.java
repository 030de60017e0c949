package dev.switchback.schema.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Semicolons that are inside a statement without being in quotes. */
class SqlSplitterBodiesTest {

    private static List<String> split(String text, Dialect dialect) {
        return SqlSplitter.split("a.up.sql", text, dialect).stream()
                .map(SqlStatement::text)
                .toList();
    }

    @Nested
    class InPostgres {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "create function f() returns int language sql begin atomic select 1; select 2; end",
                    "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END",
                    "create procedure p() begin atomic end",
                    "create or replace procedure p() begin /* ; */ atomic insert into a values (1); end",
                    "create function f(begin int, \"end\" int) returns int begin atomic select 1; end",
                    "create function f(a int) returns int begin atomic"
                            + " select case when a > 1 then case a when 2 then 3 end else 4 end; select 5; end",
                    "create function f(a int) returns int begin atomic select (case a when 1 then 2 end); select 5; end",
                    "create function f() returns int begin atomic select 1 as end, t.end, t.case from t; select 2; end",
                    "create function f() returns int begin atomic select \"end\", 'end', $$end$$ from t; select 2; end",
                    "create function f() returns int begin atomic select 1 -- end\n; /* end */ select 2; end",
                    "create function f() returns int return case 1 when 1 then 2 end",
                    "create function f() returns int as $$ begin; end; $$ language plpgsql",
                    "create procedure p() as 'begin commit; end;' language plpgsql",
                    "do $$ begin commit; end $$",
                    "do 'begin rollback; end'"
                })
        void aBodyIsPartOfItsFunction(String statement) {
            assertThat(split("%s;\nselect 2;".formatted(statement), Dialect.POSTGRESQL))
                    .containsExactly(statement, "select 2");
        }

        @Test
        void atomicMeansNothingOutsideOfAFunction() {
            assertThat(split(
                            "begin; select atomic; end; create table begin (atomic int); select 1", Dialect.POSTGRESQL))
                    .containsExactly("begin", "select atomic", "end", "create table begin (atomic int)", "select 1");
        }

        @Test
        void aFunctionMayFollowAnother() {
            String function = "create function f%d() returns int begin atomic select 1; end";

            assertThat(split(
                            "%s;%s;select 1".formatted(function.formatted(1), function.formatted(2)),
                            Dialect.POSTGRESQL))
                    .containsExactly(function.formatted(1), function.formatted(2), "select 1");
        }
    }

    @Nested
    class InSqlite {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "create trigger t after insert on a begin select 1; update a set b = 2; end",
                    "CREATE TEMP TRIGGER IF NOT EXISTS t AFTER UPDATE OF begin ON a BEGIN SELECT 1; END",
                    "create temporary trigger t after delete on a when case when old.b then 1 end"
                            + " begin update a set b = case when 1 then 2 end; delete from a; end",
                    "create trigger t after insert on a begin with c as (select 1) select * from c; end"
                })
        void aBodyIsPartOfItsTrigger(String statement) {
            assertThat(split("%s;\nselect 2;".formatted(statement), Dialect.SQLITE))
                    .containsExactly(statement, "select 2");
        }

        @Test
        void aTransactionIsNoBody() {
            assertThat(split("begin; select 1; end; select 2", Dialect.SQLITE))
                    .containsExactly("begin", "select 1", "end", "select 2");
        }
    }

    @Nested
    class CopyFromStdin {

        private SqlStatement first(String text) {
            return SqlSplitter.split("a.up.sql", text, Dialect.POSTGRESQL).get(0);
        }

        @Test
        void hasItsRowsWithIt() {
            String text = "COPY public.t (a, b) FROM stdin;\n1\t';\n\\\\.\n2\t$$ /* (\n\\.\n\nselect 1;";
            List<SqlStatement> statements = SqlSplitter.split("a.up.sql", text, Dialect.POSTGRESQL);

            assertThat(statements).hasSize(2);
            assertThat(statements.get(0).text()).isEqualTo("COPY public.t (a, b) FROM stdin");
            assertThat(statements.get(0).kind()).isEqualTo(StatementKind.COPY_FROM_STDIN);
            assertThat(statements.get(0).data()).isEqualTo("1\t';\n\\\\.\n2\t$$ /* (\n");
            assertThat(statements.get(1).line()).isEqualTo(7);
        }

        @Test
        void mayHaveNoRowsOptionsAndManyColumns() {
            assertThat(first("copy t from stdin with (format csv); -- rows\r\n\\.\r\n")
                            .data())
                    .isEmpty();
            assertThat(first("copy t (%s) from stdin;\na\r\n\\.\r\n".formatted("c, ".repeat(200) + "d"))
                            .data())
                    .isEqualTo("a\r\n");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "copy t from '/a'",
                    "copy t to stdout",
                    "copy (select a from stdin) to stdout",
                    "select a from stdin",
                    "insert into copy select a from stdin"
                })
        void isNothingElse(String statement) {
            assertThat(first(statement + "; select 1").kind()).isEqualTo(StatementKind.ORDINARY);
        }
    }
}
