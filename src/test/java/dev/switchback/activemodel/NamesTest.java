package dev.switchback.activemodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.activemodel.ModelNames.ModelName;
import dev.switchback.activemodel.tables.Column;
import dev.switchback.activemodel.tables.ColumnType;
import dev.switchback.activemodel.tables.ColumnType.Kind;
import dev.switchback.activemodel.tables.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

    @ParameterizedTest
    @CsvSource({
        "film_actor, film-actor, FilmActor, filmActor",
        "FILM_ACTOR, film-actor, FilmActor, filmActor",
        "FilmActor, film-actor, FilmActor, filmActor",
        "'film  actor', film-actor, FilmActor, filmActor",
        "HTTPServer2Log, http-server2-log, HttpServer2Log, httpServer2Log",
        "payment_p2007_01, payment-p2007-01, PaymentP200701, paymentP200701",
        "Größe, größe, Größe, größe",
        "📦, u1f4e6, U1f4e6, u1f4e6"
    })
    void haveTheWordsOfTheTable(String table, String kebab, String pascal, String camel) {
        Words words = Words.of(table);

        assertThat(List.of(words.kebab(), words.pascal(), words.camel())).containsExactly(kebab, pascal, camel);
    }

    @Test
    void neverMeet() {
        ModelNames names = new ModelNames(OddNames.schema());
        Set<String> taken = new HashSet<>(Set.of("index.ts", "runtime.ts"));

        for (String table : OddNames.TABLES) {
            ModelName name = names.of(table);
            Stream.of(
                            name.modelFile(),
                            name.reactiveFile(),
                            name.dataFile(),
                            name.model(),
                            name.reactive(),
                            name.data(),
                            name.create(),
                            name.update())
                    .forEach(each -> assertThat(taken.add(each.toLowerCase(Locale.ROOT)))
                            .as("%s of %s", each, table)
                            .isTrue());
        }
    }

    @Test
    void areNumberedWhereTheyWouldMeet() {
        ModelNames names = new ModelNames(Schemas.named("a b", "a_b", "foo", "foo_data", "index", "model", "2fast"));

        assertThat(names.of("a b")).isEqualTo(new ModelName("a-b", "AB"));
        assertThat(names.of("a_b")).isEqualTo(new ModelName("a-b-2", "AB2"));
        assertThat(names.of("index")).isEqualTo(new ModelName("index-2", "Index2"));
        assertThat(names.of("model"))
                .as("ReactiveModel is the runtime's")
                .isEqualTo(new ModelName("model-2", "Model2"));
        assertThat(names.of("2fast")).isEqualTo(new ModelName("2fast", "Table2fast"));
    }

    @Test
    void leaveTheExportsOfTheRuntimeAlone() {
        Matcher export = Pattern.compile("(?m)^export (?:interface|function|class|const|type) (\\w+)")
                .matcher(GenerationPlan.runtime());

        assertThat(export.results().map(match -> match.group(1)))
                .containsExactlyInAnyOrderElementsOf(ModelNames.RUNTIME_EXPORTS);
    }

    @Test
    void ofAccessorsAreThoseOfTheColumnsWhereTheyCanBe() {
        Table table = new Table(
                "t",
                Stream.of("a b", "aB", "class", "constructor", "update_", "update", "2nd", "📦")
                        .map(name -> new Column(
                                name,
                                new ColumnType.Plain("text", Kind.TEXT),
                                false,
                                Column.Origin.GIVEN,
                                Optional.empty(),
                                Optional.empty()))
                        .toList(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());

        assertThat(MemberNames.of(table).values())
                .containsExactly("aB2", "aB", "class", "constructor_", "update_", "update_2", "_2nd", "u1f4e6");
    }
}
