package dev.switchback.canary.text;

import java.util.Locale;
import java.util.Set;

/** How comments and strings are written in a text. */
public enum CommentSyntax {
    /** {@code //} to the end of the line, and between slash-star and star-slash: TypeScript, Java, C. */
    C_LIKE,
    /** {@code #} to the end of the line, at its begin or after white space: Python, Ruby, shell, YAML. */
    HASH,
    /** {@code --} to the end of the line, and between slash-star and star-slash. */
    SQL,
    /** Nothing is a comment, and every line break counts. */
    NONE;

    private static final Set<String> C_FILES = Set.of(
            "ts", "tsx", "js", "jsx", "mjs", "cjs", "mts", "cts", "java", "kt", "scala", "c", "h", "cpp", "cs", "go",
            "rs");
    private static final Set<String> HASH_FILES = Set.of("py", "rb", "sh", "yml", "yaml", "toml", "properties");

    /** {@return the syntax of a file by its extension; {@link #NONE} for one that is not known} */
    static CommentSyntax ofFile(String path) {
        String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (C_FILES.contains(extension)) {
            return C_LIKE;
        }
        if (HASH_FILES.contains(extension)) {
            return HASH;
        }
        return extension.equals("sql") ? SQL : NONE;
    }
}
