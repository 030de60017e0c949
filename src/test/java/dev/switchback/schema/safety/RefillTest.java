package dev.switchback.schema.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.SqlScript;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefillTest {

    private static final SchemaSnapshot BEFORE = SchemaSnapshot.fromJson("""
            {"product":"PostgreSQL","version":18,"objects":[
              ["TABLE",[1,0,0],["public","Facts","public.\\"Facts\\"","public.\\"Facts\\""],{}],
              ["COLUMN",[1,1,1],["public","id","public.\\"Facts\\".id","public.\\"Facts\\""],{}],
              ["COLUMN",[1,2,1],["public","Text","public.\\"Facts\\".\\"Text\\"","public.\\"Facts\\""],{}]]}
            """);
    private static final String GONE = "its rows went when the migration dropped it; the down fills it again";

    private static Refill refill(String down) {
        return new Refill(SqlScript.parse("down.sql", down, Dialect.POSTGRESQL).statements());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            insert into "Facts" (id) select 1         | , but for Text
            insert into public."Facts" (id, "Text") values (1, '') |
            insert into "Facts" select 1, ''          |
            insert into "Facts" values (1, '')        |
            insert into "Facts" (select 1, '')        |
            with x as (select 1) insert into "Facts" ("Text") select '' from x | , but for id
            """)
    void saysWhichColumnsOfATableAreFilled(String down, String but) {
        SchemaObject table = BEFORE.objects(ObjectKind.TABLE).get(0);

        assertThat(refill(down + ";").table(table, BEFORE)).isEqualTo(GONE + (but == null ? "" : but));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            insert into facts (id) select 1           | empty: its rows went when the migration dropped it
            insert into others ("Facts") values (1)   | empty: its rows went when the migration dropped it
            """)
    void saysThatOthersStayEmpty(String down, String said) {
        SchemaObject table = BEFORE.objects(ObjectKind.TABLE).get(0);

        assertThat(refill(down + ";").table(table, BEFORE)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            update "Facts" set "Text" = 'x'           | its values went when the migration dropped it; the down computes them anew
            update public."Facts" f set id = 1, "Text" = '' | its values went when the migration dropped it; the down computes them anew
            update "Facts" set text = 'x'             | empty: its values went when the migration dropped it
            update others set "Text" = 'x'            | empty: its values went when the migration dropped it
            """)
    void saysWhichColumnsAreComputed(String down, String said) {
        SchemaObject column =
                BEFORE.find(ObjectKind.COLUMN, "public.\"Facts\".\"Text\"").orElseThrow();

        assertThat(refill(down + ";").column(column)).isEqualTo(said);
    }
}
