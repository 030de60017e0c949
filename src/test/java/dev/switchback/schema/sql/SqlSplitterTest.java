package dev.switchback.schema.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlSplitterTest {

    private static List<String> split(String text, Dialect dialect) {
        return SqlSplitter.split("a.up.sql", text, dialect).stream()
                .map(SqlStatement::text)
                .toList();
    }

    private static List<String> split(String text) {
        return split(text, Dialect.POSTGRESQL);
    }

    @ParameterizedTest
    @EnumSource
    void splitsAtSemicolonsAndKeepsEveryCharacter(Dialect dialect) {
        assertThat(split(" create table A (b int) ;\n\n  insert into A\r\n values (1); select 1", dialect))
                .containsExactly("create table A (b int)", "insert into A\r\n values (1)", "select 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t", ";", ";;\n;", "-- only\n", "/* a; b */", "-- a; b", "-- a\r\n/* b */;"})
    void findsNothingWhereNothingIs(String text) {
        assertThat(split(text)).isEmpty();
    }

    @Test
    void leavesCommentsInsideAStatementAndDropsThoseAround() {
        assertThat(split("-- one;\nselect /* a; */ 1 -- two;\n + 2 /* three */ ; -- four;"))
                .containsExactly("select /* a; */ 1 -- two;\n + 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select ';'",
                "select ''';'",
                "select ';''', ';'",
                "select ';' ';'",
                "select \";\"\";\"",
                "select '\\'",
                "select E'\\';'",
                "select e'\\\\', ';'",
                "select E';\\'' '\\'",
                "select E'a'\n'\\';'",
                "select E'a' -- b'\n '\\';'",
                "select 'a'\n'\\'",
                "select E'\\\\'''",
                "select U&'\\0027;'",
                "select U&\"\\0022;\"",
                "select B'1', X'2', N';'",
                "select $$;$$",
                "select $$ ' ; \" $$",
                "select $a$ $$ ; $b$ ; $a$",
                "select $a$ $aa$;$a$",
                "select $a$;x$a$",
                "select $é_1$;$é_1$",
                "select '$$;', $$';$$",
                "select \"$$;\", $$\";$$",
                "select $1 + $2",
                "select a$b$c, d$b$e",
                "select a$$, b$$",
                "select 1 $$;$$",
                "select 1$$;$$",
                "select $1$$;$$",
                "select '/* ;', 1 /* ' ; */ + 1",
                "select '-- ;', 1 -- ' ;\n + 1",
                "select \"--\", 1 -- \" ;\n + 1",
                "select 1 /* /* ; */ ; */ + 2",
                "select 1 /*/*/ ; */ ; */ + 2",
                "select 1 /****/ + 2",
                "select 1 /* '; */ -- ';\r + 2",
                "select 1 -/* ; */- 2",
                "select 1 --;\n+ 2",
                "select array[1, 2], x[1:2], a::text, b := 1",
                "select (1; 2)",
                "select ((')', \")\", $$)$$) ; 2)",
                "select e, 'a;'",
                "select namee';'",
                "select 'é;😀'",
                "create rule r as on insert to a do also (insert into b values (1); delete from c)"
            })
    void keepsWhatPostgresTakesForOneStatement(String statement) {
        assertThat(split("%s;select 2".formatted(statement))).containsExactly(statement, "select 2");
    }

    @Test
    void endsAPlainStringBehindABackslash() {
        assertThat(split("select '\\'; select '\\'")).containsExactly("select '\\'", "select '\\'");
    }

    @Test
    void doesNotTakeAWordThatEndsInEForAnEscape() {
        assertThat(split("select type'\\'; select 'b'")).containsExactly("select type'\\'", "select 'b'");
    }

    @Test
    void doesNotTakeADollarInsideANameForAQuote() {
        assertThat(split("select a$b$; select c$b$")).containsExactly("select a$b$", "select c$b$");
    }

    @Test
    void endsALineCommentAtAReturnAsTheDatabaseDoes() {
        String text = "select 1 -- a\r; select 2";

        assertThat(split(text)).hasSize(2);
        assertThat(split(text, Dialect.H2)).hasSize(2);
        assertThat(split(text, Dialect.SQLITE)).hasSize(1);
    }

    @Test
    void quotesAsSqliteDoes() {
        assertThat(split("select [a;b], `c;``d`, \"e;\", 'f\\'; select $$; select $$", Dialect.SQLITE))
                .containsExactly("select [a;b], `c;``d`, \"e;\", 'f\\'", "select $$", "select $$");
        assertThat(split("select 1 /* a /* b */; select 2", Dialect.SQLITE)).hasSize(2);
    }

    @Test
    void quotesAsH2Does() {
        assertThat(split("select $$;$$, `a;`, '\\' // ';\n; select a$$, 1; select $t$; select $t$", Dialect.H2))
                .containsExactly("select $$;$$, `a;`, '\\'", "select a$$, 1", "select $t$", "select $t$");
        assertThat(split("select 1 /* a /* ; */ ; */; select E'\\'; select 2", Dialect.H2))
                .hasSize(3);
    }

    @Test
    void saysWhereEachStatementBegins() {
        List<SqlStatement> statements =
                SqlSplitter.split("a", "\n-- x\n\n  select\n 1;\r\n\r\n/* y\n */ select 2", Dialect.POSTGRESQL);

        assertThat(statements).extracting(SqlStatement::line).containsExactly(4, 8);
        assertThat(statements).extracting(SqlStatement::offset).containsExactly(9, 32);
    }

    @Test
    void isFastOnManyAndOnLongStatements() {
        String many = "insert into a values ('x');\n".repeat(300_000);
        String nested = "/*".repeat(1_000_000) + "*/".repeat(1_000_000) + "select 1";
        String deep = "select " + "(".repeat(1_000_000) + ")".repeat(1_000_000);

        assertThat(split(many)).hasSize(300_000);
        assertThat(split(nested)).hasSize(1);
        assertThat(split(deep)).hasSize(1);
    }
}
