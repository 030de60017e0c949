package dev.switchback.activemodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.activemodel.tables.DatabaseSchema;
import dev.switchback.activemodel.tables.TableFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
        value = "dev.switchback.activemodel.TypeScriptCompiler#isAvailable",
        disabledReason = "node and npm are not installed")
class TypeScriptCompilesTest {

    /** Only what the output itself needs: parsing the library of the browser takes longer than all of our files. */
    private static final String OPTIONS =
            "\"strict\": true, \"types\": [], \"lib\": [\"es2015\"], \"skipLibCheck\": true";

    private static final List<String> RUNS = List.of("legacy", "new", "mixed");

    private final StringGenerator legacy =
            new StringGenerator(Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC));
    private final StagedGenerator replacement = new StagedGenerator();

    /** One run of the compiler over everything: starting it costs more than what it compiles. */
    @Test
    void everyRunOfEverySchemaCompilesStrictly() throws IOException, InterruptedException {
        Map<String, DatabaseSchema> schemas = new LinkedHashMap<>();
        schemas.put("sample", Schemas.sample());
        schemas.put("chinook-h2", Schemas.chinookOnH2());
        schemas.put("chinook-sqlite", Schemas.chinookOnSqlite());
        schemas.put("sakila-sqlite", Schemas.sakilaOnSqlite());
        schemas.put("sakila-postgresql", Schemas.sakilaOnPostgres("create table nothing ()"));
        schemas.put("odd-names", OddNames.schema());

        Path root = TypeScriptCompiler.write(Path.of("strict"), List.of());
        schemas.forEach((name, schema) -> {
            for (String run : RUNS) {
                TypeScriptCompiler.write(Path.of("strict", name, run), run(schema, TableFilter.ALL, run));
            }
        });
        TableFilter one = new TableFilter(Set.of("rental"), Set.of());
        TypeScriptCompiler.write(Path.of("strict", "sample", "one"), run(Schemas.sample(), one, "new"));

        String strictest = OPTIONS + ", \"noEmit\": true, \"isolatedModules\": true,"
                + " \"noUnusedLocals\": true, \"noUnusedParameters\": true, \"noUncheckedIndexedAccess\": true,"
                + " \"noImplicitOverride\": true, \"forceConsistentCasingInFileNames\": true";
        assertThat(TypeScriptCompiler.complaints(root, strictest)).isEmpty();
    }

    @Test
    void aReactiveModelTellsItsListeners() throws IOException, InterruptedException {
        Path root = TypeScriptCompiler.write(
                Path.of("reactive"), run(Schemas.sample(), TableFilter.of(List.of("holiday"), List.of()), "new"));
        assertThat(TypeScriptCompiler.complaints(root, OPTIONS + ", \"module\": \"commonjs\", \"outDir\": \"built\""))
                .isEmpty();

        String program = """
                const { ReactiveHoliday, HolidayModel } = require('./built/index.js');
                const data = { observed_on: '2026-12-25', name: 'Christmas' };
                const holiday = new ReactiveHoliday(data);
                const heard = [];
                const stop = holiday.subscribe((now) => heard.push(now.name));
                holiday.update({ name: 'Noel' });
                stop();
                holiday.update({ name: 'unheard' });
                console.log([data.name, holiday.name, heard, HolidayModel.primaryKey].join());
                """;
        assertThat(TypeScriptCompiler.run(root, "node", "-e", program))
                .isEqualTo("Christmas,unheard,Noel,observed_on\n");
    }

    private List<ModelFiles> run(DatabaseSchema schema, TableFilter filter, String run) {
        GenerationPlan plan = GenerationPlan.of(schema, filter);
        List<ModelFiles> served = new ArrayList<>();
        for (GenerationRequest request : plan.requests()) {
            boolean even = served.size() % 2 == 0;
            boolean byNew = run.equals("new") || (run.equals("mixed") && even);
            served.add(byNew ? replacement.generate(request) : legacy.generate(request));
        }
        served.add(plan.shared(served));
        return served;
    }
}
