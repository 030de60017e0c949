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
                    do 'begin delete from t; end'                               | DO ? []
                    do E'begin\\ndelete from t; end'                            | DO ? []
                    do language plperl $$ spi_exec_query('x') $$                | DO ? []
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
    @ValueSource(
            strings = {
                "begin if not exists (select from pg_constraint where conname = 'x') then"
                        + " alter table t add constraint x check (length(a) > 3); end if; end",
                "begin create table u (a int references t on delete cascade on update set null, b varchar(9)); end",
                "begin grant select, insert, update, truncate on t to public; revoke execute on function f from public; end",
                "begin create trigger x before insert or update or delete on t for each row execute function f(); end",
                "begin create policy p on t for update to public using (owner() = 1); end",
                "begin execute 'alter table t add column b int'; end",
                "begin execute format('alter table %I drop constraint %I', 't', c); end",
                "declare c text; begin select conname into c from pg_constraint where conrelid = 't'::regclass for update;"
                        + " execute 'alter table t drop constraint ' || quote_ident(c) || ' cascade'; end",
                "begin create type mood as enum ('update t set a', 'b'); exception when duplicate_object then null; end",
                "begin perform 1 from pg_type where typname = 'insert into t'; if found then drop type x; end if; end"
            })
    void knowsABlockThatOnlyDefines(String body) {
        assertThat(Dml.of("do $do$ %s $do$".formatted(body))).isEmpty();
        assertThat(Dml.of("DO LANGUAGE plpgsql '%s'".formatted(body.replace("'", "''"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin insert into t values (1); end",
                "begin for r in update only t set a = 1 returning a loop null; end loop; end",
                "begin with x as (delete from t returning a) select count(*) into n from x; end",
                "begin truncate t; end",
                "begin perform tidy(); end",
                "begin n := tidy(); end",
                "begin if s.tidy() then alter table t add column b int; end if; end",
                "begin execute statement; end",
                "begin execute format(statement, 't'); end",
                "begin execute format('%s', 'delete'); end",
                "begin execute 'delete from t'; end",
                "begin execute 'alter table t add column b int; delete from t'; end",
                "begin execute 'create table u (a int)' || '; delete ' || 'from t'; end",
                "begin execute 'select tidy()'; end",
                "begin copy t from '/tmp/t'; end",
                "begin call tidy(); end",
                "begin alter table t add column b int; update t set b = 1; end"
            })
    void takesABlockThatMayWriteForOne(String body) {
        assertThat(Dml.of("do $do$ %s $do$".formatted(body)))
                .extracting(Dml.Effect::verb)
                .containsExactly("DO");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--", "'", "\"", "$$", "update", "with", "insert into", "truncate", "/*", "E'\\"})
    void takesWhateverItIsGiven(String statement) {
        assertThat(Dml.of(statement)).hasSizeLessThan(2);
    }
}
