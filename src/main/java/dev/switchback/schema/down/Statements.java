package dev.switchback.schema.down;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.catalog.SchemaSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The statements of a down, made fit for how the up was run. */
final class Statements {

    private static final Pattern INDEX = Pattern.compile("^(CREATE (?:UNIQUE )?INDEX|DROP INDEX) (?!CONCURRENTLY )");
    private static final Pattern ALONE = Pattern.compile("^(?:CREATE (?:UNIQUE )?INDEX|DROP INDEX) CONCURRENTLY ");

    private Statements() {}

    /** {@return the statements, with indexes made and dropped without locks if the up took that care} */
    static List<String> of(List<String> statements, Script up, List<SchemaSnapshot> states) {
        if (!up.avoidsLocks()) {
            return statements;
        }
        Set<String> partitioned = states.stream()
                .flatMap(state -> state.objects(ObjectKind.TABLE).stream())
                .filter(table -> table.has("partition by"))
                .map(SchemaObject::path)
                .collect(Collectors.toSet());
        Set<String> excluded = states.stream()
                .flatMap(state -> state.objects(ObjectKind.INDEX).stream())
                .filter(index -> partitioned.contains(index.within()))
                .map(SchemaObject::path)
                .collect(Collectors.toSet());
        partitioned.forEach(table -> excluded.add(" ON " + table + " "));
        List<String> fit = new ArrayList<>();
        for (String statement : statements) {
            boolean kept = excluded.stream().anyMatch(statement::contains) || statement.contains(" ON ONLY ");
            Matcher index = INDEX.matcher(statement);
            fit.add(kept ? statement : index.replaceFirst("$1 CONCURRENTLY "));
        }
        return fit;
    }

    /** {@return whether one of them cannot be run in a transaction} */
    static boolean mustStandAlone(List<String> statements) {
        return statements.stream()
                .anyMatch(statement -> ALONE.matcher(statement).find());
    }
}
