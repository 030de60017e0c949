package dev.switchback.activemodel.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.activemodel.Schemas;
import dev.switchback.activemodel.tables.ColumnType.Array;
import dev.switchback.activemodel.tables.ColumnType.Domain;
import dev.switchback.activemodel.tables.ColumnType.Kind;
import dev.switchback.activemodel.tables.ColumnType.Labels;
import dev.switchback.activemodel.tables.ColumnType.Plain;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One PostgreSQL for the whole class: it takes seconds to start, and the schema read from it never changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresSchemaTest {

    private static final String MORE = """
            create domain rating_domain as mpaa_rating default 'G' not null;
            create table "Odd %_'Names" (
              id bigint generated always as identity primary key,
              "select" rating_domain,
              ratings mpaa_rating[],
              years year[],
              place point,
              document jsonb,
              total numeric generated always as (1.5 * 2) stored,
              film int, actor int,
              constraint both_of_them foreign key (film, actor) references film_actor (film_id, actor_id));
            create unique index on "Odd %_'Names" ((abs(film)));
            create unique index on "Odd %_'Names" (film) where actor > 1;
            create unique index on "Odd %_'Names" (actor, film);
            comment on table "Odd %_'Names" is 'odd';
            comment on column "Odd %_'Names".place is E'two\\nlines';
            create table reading (at timestamptz not null, value real not null) partition by range (at);
            create table reading_2026 partition of reading for values from ('2026-01-01') to ('2027-01-01');
            create table nothing ();
            """;

    private DatabaseSchema schema;

    @BeforeAll
    void readSakila() {
        schema = Schemas.sakilaOnPostgres(MORE);
    }

    @Test
    void hasEveryTableOfSakila() {
        assertThat(schema.database()).isEqualTo("PostgreSQL");
        assertThat(schema.name()).isEqualTo("public");
        assertThat(schema.tables()).hasSize(21 + 3);
        assertThat(SchemaFacts.foreignKeys(schema)).hasSize(40 + 1);
    }

    @Test
    void leavesPartitionsOutAndKeepsTheirTable() {
        assertThat(schema.tables())
                .extracting(Table::name)
                .contains("reading", "payment_p2007_01")
                .doesNotContain("reading_2026");
    }

    @Test
    void resolvesTheTypesOfFilm() {
        assertThat(SchemaFacts.columns(SchemaFacts.table(schema, "film")))
                .containsExactly(
                        "film_id int4 not null identity",
                        "title varchar not null",
                        "description text",
                        "release_year year",
                        "language_id int4 not null",
                        "original_language_id int4",
                        "rental_duration int2 not null default",
                        "rental_rate numeric not null default",
                        "length int2",
                        "replacement_cost numeric not null default",
                        "rating mpaa_rating default",
                        "last_update timestamp not null default",
                        "special_features text[]",
                        "fulltext tsvector not null");
        assertThat(type("film", "rating"))
                .isEqualTo(new Labels("mpaa_rating", List.of("G", "PG", "PG-13", "R", "NC-17")));
        assertThat(type("film", "release_year")).isEqualTo(new Domain("year", new Plain("int4", Kind.INTEGER)));
        assertThat(type("film", "special_features")).isEqualTo(new Array("text[]", new Plain("text", Kind.TEXT)));
        assertThat(type("film", "fulltext")).isEqualTo(new Plain("tsvector", Kind.TEXT));
        assertThat(type("staff", "picture")).isEqualTo(new Plain("bytea", Kind.BINARY));
    }

    @Test
    void hasCompositeKeys() {
        assertThat(SchemaFacts.table(schema, "film_actor").primaryKey()).containsExactly("actor_id", "film_id");
        assertThat(SchemaFacts.foreignKeys(SchemaFacts.table(schema, "Odd %_'Names")))
                .containsExactly("Odd %_'Names(film, actor) -> film_actor(film_id, actor_id)");
    }

    @Test
    void knowsParents() {
        assertThat(SchemaFacts.table(schema, "payment_p2007_03").parent()).hasValue("payment");
        assertThat(SchemaFacts.table(schema, "payment").parent()).isEmpty();
        assertThat(SchemaFacts.table(schema, "reading").parent()).isEmpty();
    }

    @Test
    void looksThroughDomainsAndArrays() {
        assertThat(type("Odd %_'Names", "select").bare()).isInstanceOf(Labels.class);
        assertThat(type("Odd %_'Names", "ratings"))
                .isInstanceOfSatisfying(
                        Array.class, array -> assertThat(array.element()).isInstanceOf(Labels.class));
        assertThat(type("Odd %_'Names", "years"))
                .isEqualTo(new Array("year[]", new Domain("year", new Plain("int4", Kind.INTEGER))));
        assertThat(type("Odd %_'Names", "place")).isEqualTo(new Plain("point", Kind.OTHER));
        assertThat(type("Odd %_'Names", "document")).isEqualTo(new Plain("jsonb", Kind.JSON));
    }

    @Test
    void tellsWhoGivesAValue() {
        assertThat(SchemaFacts.columns(SchemaFacts.table(schema, "Odd %_'Names")))
                .contains("id int8 not null identity", "total numeric computed", "select rating_domain not null");
    }

    @Test
    void leavesPartialAndExpressionIndexesOut() {
        assertThat(SchemaFacts.table(schema, "Odd %_'Names").uniqueKeys()).containsExactly(List.of("actor", "film"));
        assertThat(SchemaFacts.table(schema, "store").uniqueKeys()).containsExactly(List.of("manager_staff_id"));
    }

    @Test
    void hasComments() {
        assertThat(SchemaFacts.table(schema, "Odd %_'Names").comment()).hasValue("odd");
        assertThat(SchemaFacts.column(schema, "Odd %_'Names", "place").comment())
                .hasValue("two\nlines");
    }

    @Test
    void takesATableWithoutColumns() {
        assertThat(SchemaFacts.table(schema, "nothing").columns()).isEmpty();
    }

    private ColumnType type(String table, String column) {
        return SchemaFacts.column(schema, table, column).type();
    }
}
