package dev.switchback.activemodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.activemodel.tables.DatabaseSchema;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the table of differences in the description of the package. */
class PipelinesDifferTest {

    @Nested
    class OnTheSample {

        private final DatabaseSchema schema = Schemas.sample();
        private final Generated sample = Generated.of(schema);

        @Test
        void writeFilesOfTheSameNames() {
            assertThat(schema.tables()).hasSize(14);
            assertThat(sample.legacy().keySet())
                    .hasSize(14 * 3)
                    .isEqualTo(sample.replacement().keySet());
        }

        @Test
        void meanTheSameWhereAColumnIsPlainAndNobodyRefersToTheTable() {
            Set<String> same = new TreeSet<>();
            sample.legacy().forEach((path, source) -> {
                assertThat(source).as(path).isNotEqualTo(sample.replacement().get(path));
                if (Generated.meaning(source)
                        .equals(Generated.meaning(sample.replacement().get(path)))) {
                    same.add(path);
                }
            });

            assertThat(same)
                    .contains(
                            "holiday.ts",
                            "reactive-holiday.ts",
                            "types/holiday-data.ts",
                            "dock.ts",
                            "types/dock-data.ts")
                    .doesNotContain("country.ts", "rental.ts", "types/rental-data.ts", "mechanic-skill.ts");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "timestamp not null ~ a: string; ~ a: Date;",
                "timestamp with time zone not null ~ a: string; ~ a: Date;",
                "date not null ~ a: string; ~ a: string;",
                "integer not null ~ a: number; ~ a: number;",
                "bigint not null ~ a: number; ~ a: string;",
                "decimal(9, 2) not null ~ a: number; ~ a: string;",
                "real not null ~ a: number; ~ a: number;",
                "boolean not null ~ a: boolean; ~ a: boolean;",
                "uuid not null ~ a: string; ~ a: string;",
                "varchar ~ a?: string; ~ a: string | null;",
                "enum('x', 'y') not null ~ a: string; ~ a: 'x' | 'y';",
                "enum('x', 'y') array not null ~ a: any[]; ~ a: ('x' | 'y')[];",
                "integer array array not null ~ a: any[]; ~ a: number[][];",
                "positive not null ~ a: any; ~ a: number;",
                "blob not null ~ a: string; ~ a: Uint8Array;",
                "json not null ~ a: any; ~ a: unknown;",
                "json ~ a?: any; ~ a: unknown;",
                "interval day not null ~ a: string; ~ a: string;",
                "geometry not null ~ a: any; ~ a: unknown;"
            })
    void typeAColumn(String declared, String legacy, String replacement) {
        Generated generated = Generated.of(Schemas.onH2(
                "create domain positive as integer check (value > 0); create table t (id int primary key, a %s)"
                        .formatted(declared)));

        assertThat(row(generated.legacy())).contains("    " + legacy + "\n");
        assertThat(row(generated.replacement())).contains("\n  " + replacement + "\n");
    }

    @Nested
    class OnKeysAndOrigins {

        private final Generated generated = Generated.of(Schemas.onH2("""
                create table pair (a int, b int, name varchar not null unique, primary key (a, b));
                create table child (
                  id int generated always as identity primary key,
                  a int not null, b int not null, mother_id int, "mother id" int,
                  size int default 1 not null,
                  twice int generated always as (size * 2),
                  foreign key (a, b) references pair (a, b),
                  constraint m1 foreign key (mother_id) references child (id),
                  constraint m2 foreign key ("mother id") references child (id))
                """));

        @Test
        void knowOneOrAllColumnsOfAKey() {
            assertThat(generated.legacy().get("pair.ts")).contains("primaryKey: ['a'],");
            assertThat(generated.replacement().get("pair.ts")).contains("primaryKey: ['a', 'b'],");
            assertThat(generated.legacy().get("types/pair-data.ts"))
                    .endsWith("{\n    b?: number;\n    name?: string;\n}");
            assertThat(generated.replacement().get("types/pair-data.ts")).endsWith("{\n  name?: string;\n}\n");
        }

        @Test
        void knowOneOrAllPairsOfAForeignKey() {
            assertThat(generated.legacy().get("child.ts"))
                    .contains("a: belongsTo<PairData>({ table: 'pair', foreignKey: ['a'], references: ['a'] }),");
            assertThat(generated.replacement().get("child.ts"))
                    .contains("pair: belongsTo<PairData>("
                            + "{ table: 'pair', foreignKey: ['a', 'b'], references: ['a', 'b'] }),");
        }

        @Test
        void keepTheFirstOrBothOfTwoRelationsOfOneName() {
            assertThat(generated.legacy().get("child.ts"))
                    .contains("mother: belongsTo<ChildData>(")
                    .doesNotContain("mother2");
            assertThat(generated.replacement().get("child.ts"))
                    .contains("mother: belongsTo<ChildData>(", "motherId: belongsTo<ChildData>(")
                    .contains("childByMother: hasMany<ChildData>(", "childByMotherId: hasMany<ChildData>(");
        }

        @Test
        void leaveOutOrKnowTheOtherEndAndUniqueKeys() {
            assertThat(generated.legacy().get("pair.ts")).doesNotContain("hasMany", "uniqueKeys");
            assertThat(generated.replacement().get("pair.ts"))
                    .contains("child: hasMany<ChildData>(", "uniqueKeys: [['name']],");
        }

        @Test
        void requireOrOfferWhatTheDatabaseFillsIn() {
            assertThat(create(generated.legacy()))
                    .contains(" size: number;", " twice?: number;")
                    .doesNotContainPattern("\\n +id");
            assertThat(create(generated.replacement()))
                    .contains(" size?: number;")
                    .doesNotContain("twice")
                    .doesNotContainPattern("\\n +id");
        }

        private String create(Map<String, String> files) {
            String source = files.get("types/child-data.ts");
            return source.substring(source.indexOf("CreateChildData"), source.indexOf("UpdateChildData"));
        }
    }

    private static String row(Map<String, String> files) {
        String source = files.get("types/t-data.ts");
        return source.substring(0, source.indexOf("CreateTData"));
    }
}
