package dev.switchback.jdbc;

import dev.switchback.pipeline.InvalidValueException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A name that may become part of SQL, such as {@code shop.orders}: one part, or a schema and a name.
 *
 * <p>Each part is {@code [A-Za-z_][A-Za-z0-9_]{0,62}}, and the driver quotes it. Everything that is not an identifier
 * is bound as a parameter; nothing else is ever concatenated.
 *
 * @param parts one or two
 */
public record Identifier(List<String> parts) {

    private static final Pattern PART = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
    private static final String RULE =
            "a name, or a schema and a name joined by a dot, each of 1 to 63 letters, digits and underscores"
                    + " and not beginning with a digit";

    /** Checks every part. */
    public Identifier {
        parts = List.copyOf(parts);
        boolean fits = !parts.isEmpty()
                && parts.size() <= 2
                && parts.stream().allMatch(part -> PART.matcher(part).matches());
        InvalidValueException.unless(fits, "identifier", RULE, String.join(".", parts));
    }

    /**
     * Reads {@code name} or {@code schema.name}.
     *
     * @param input what the text is called in the message
     * @throws InvalidValueException for any other text
     */
    public static Identifier parse(String input, String text) {
        String[] parts = text.split("\\.", -1);
        boolean fits = parts.length <= 2;
        for (String part : parts) {
            fits &= PART.matcher(part).matches();
        }
        InvalidValueException.unless(fits, input, RULE, text);
        return new Identifier(List.of(parts));
    }

    /** {@return the identifier as SQL, quoted by the driver of the statement} */
    public String quoted(Statement statement) throws SQLException {
        List<String> quoted = new ArrayList<>();
        for (String part : parts) {
            quoted.add(statement.enquoteIdentifier(part, true));
        }
        return String.join(".", quoted);
    }
}
