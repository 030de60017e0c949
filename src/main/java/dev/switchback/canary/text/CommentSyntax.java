package dev.switchback.canary.text;

import java.util.Locale;
import java.util.Set;

/** How comments and strings are written in a text. */
public enum CommentSyntax {
    /** {@code //} to the end of the line, and between slash-star and star-slash: TypeScript, Java, C. */
    C_LIKE,
    /** {@code #} to the end of the line, at its begin or after white space: Python, Ruby, shell, YAML, TOML. */
    HASH,
    /** {@code #} or {@code !} as the first sign of a line that does not continue another one; strings have no quotes. */
    PROPERTIES,
    /** {@code --} to the end of the line, and between slash-star and star-slash. */
    SQL,
    /** Nothing is a comment, strings are between double quotes, and every line break counts. */
    JSON,
    /** Nothing is a comment, anything may be a value, and every line break counts. */
    NONE;

    private static final Set<String> C_FILES = Set.of(
            "ts", "tsx", "js", "jsx", "mjs", "cjs", "mts", "cts", "java", "kt", "scala", "c", "h", "cpp", "cs", "go",
            "rs");
    private static final Set<String> HASH_FILES = Set.of("py", "rb", "sh", "yml", "yaml", "toml");

    /** {@return whether a quote may be a sign like others, as in prose} */
    boolean isPlain() {
        return this == NONE || this == JSON || this == PROPERTIES;
    }

    /** {@return the syntax of a file by its extension; {@link #NONE} for one that is not known} */
    static CommentSyntax ofFile(String path) {
        String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (C_FILES.contains(extension)) {
            return C_LIKE;
        }
        if (HASH_FILES.contains(extension)) {
            return HASH;
        }
        return switch (extension) {
            case "sql" -> SQL;
            case "properties" -> PROPERTIES;
            case "json" -> JSON;
            default -> NONE;
        };
    }
}
