package dev.switchback.schema.down.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DmlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    insert into t (a) values (1)                                | INSERT t []
                    INSERT INTO public."T" SELECT * FROM x                      | INSERT T []
                    update t set a = 1, b = (select max(c) from x where d = 2)  | UPDATE t [a, b]
                    update only s.t as q set (a, b) = (1, 2) where c = 3        | UPDATE t [a, b]
                    update t set a = case when b = 1 then 2 end, "C d" = 'e=f'  | UPDATE t [a, C d]
                    /* update x set y = 1 */ delete from only t using u where 1 | DELETE t []
                    truncate table only a, s.b *, c restart identity            | TRUNCATE a []; TRUNCATE b []; TRUNCATE c []
                    merge into t using u on t.id = u.id when matched then delete | MERGE t []
                    copy t (a) from stdin                                       | INSERT t []
                    with x as (delete from t returning *) insert into u select * from x | DELETE t []; INSERT u []
                    insert into t values (1) on conflict (id) do update set a = 2 | INSERT t []; UPDATE t [a]
                    select setval('s', 4)                                       | ''
                    select add_people(3)                                        | SELECT add_people() ? []
                    do $$ begin update t set a = 1; end $$                      | DO ? []
                    do $$ begin alter table t add column b int; end $$          | ''
                    call tidy()                                                 | CALL tidy ? []
                    create table t as select 1                                  | ''
                    """)
    void tellsWhatAStatementDoesToRows(String statement, String effects) {
        List<String> told = Dml.of(statement).stream()
                .map(effect -> "%s %s %s"
                        .formatted(effect.verb(), effect.table().isEmpty() ? "?" : effect.table(), effect.columns()))
                .toList();

        assertThat(String.join("; ", told)).isEqualTo(effects);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--", "'", "\"", "$$", "update", "with", "insert into", "truncate", "/*", "E'\\"})
    void takesWhateverItIsGiven(String statement) {
        assertThat(Dml.of(statement)).hasSizeLessThan(2);
    }
}
