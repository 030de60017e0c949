package dev.switchback.schema.catalog;

import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.PlainText;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What SQLite keeps of a statement, without what makes no difference. */
final class SqliteText {

    private static final Pattern TELLING = Pattern.compile(
            "\\b(check|references|collate|unique|generated|as\\s*\\(|foreign|constraint|primary|autoincrement"
                    + "|on\\s+conflict)\\b?",
            Pattern.CASE_INSENSITIVE);

    private SqliteText() {}

    /** {@return the statement in one spelling; of a table only the parts that hold more than a plain column} */
    static String of(ObjectKind kind, String sql) {
        PlainText plain = PlainText.of(sql, Dialect.SQLITE);
        boolean virtual = plain.text().startsWith("create virtual "); // all that it says is its module's
        if (kind != ObjectKind.TABLE || virtual || plain.parts().isEmpty()) {
            return plain.text();
        }
        String parts = plain.parts().stream()
                .filter(part -> TELLING.matcher(part).find())
                .sorted()
                .collect(Collectors.joining("; "));
        return "%s %s".formatted(parts, plain.end().toLowerCase(Locale.ROOT)).strip();
    }
}
