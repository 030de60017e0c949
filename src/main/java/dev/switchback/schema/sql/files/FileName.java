package dev.switchback.schema.sql.files;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a file says: {@code 20260112_001_create_orders.up.sql}.
 *
 * @param version the version of its migration
 * @param name the name of its migration, which may be empty
 * @param part what it is of that
 */
record FileName(MigrationVersion version, String name, Part part) {

    static final String RULE = "<version>_<name>.up.sql, .down.sql or .verify.sql, or <version>_<name>/up.sql;"
            + " a name has at most 200 letters, digits and _-.+,@#=~()";

    enum Part {
        UP,
        DOWN,
        VERIFY;

        String ending() {
            return name().toLowerCase(Locale.ROOT) + ".sql";
        }
    }

    private static final Pattern BEGINNING = Pattern.compile(MigrationVersion.PATTERN);
    private static final Pattern STEM =
            Pattern.compile("(" + MigrationVersion.PATTERN + ")(?:[-_.]+([\\p{L}\\p{M}\\p{N} _.+,@#=~()-]{1,200}))?");

    /** {@return what is to be written to be found again under a version and a name} */
    static String of(MigrationVersion version, String name, Part part) {
        return "%s_%s.%s".formatted(version, name, part.ending());
    }

    /** {@return whether a name, given by a user, can be a part of that of a file} */
    static boolean isName(String name) {
        return name.matches("[\\p{L}\\p{M}\\p{N}][\\p{L}\\p{M}\\p{N}_-]{0,199}");
    }

    /** {@return whether somebody meant a file for a migration, rightly named or not} */
    static boolean isMeant(String file) {
        String lower = file.toLowerCase(Locale.ROOT);
        boolean ends = lower.endsWith(".up.sql") || lower.endsWith(".down.sql") || lower.endsWith(".verify.sql");
        return ends || (lower.endsWith(".sql") && startsLikeVersion(file));
    }

    static boolean startsLikeVersion(String name) {
        return !name.isEmpty() && name.charAt(0) >= '0' && name.charAt(0) <= '9';
    }

    /** {@return the version that a name begins with, though the rest may break the rule} */
    static Optional<MigrationVersion> version(String name) {
        Matcher matcher = BEGINNING.matcher(name);
        return matcher.lookingAt() && matcher.end() <= MigrationVersion.LONGEST
                ? Optional.of(MigrationVersion.parse("version", matcher.group()))
                : Optional.empty();
    }

    /** {@return what the name of a file says, or nothing if it breaks the rule} */
    static Optional<FileName> parse(String file) {
        for (Part part : Part.values()) {
            String ending = "." + part.ending();
            if (file.endsWith(ending)) {
                return parse(file.substring(0, file.length() - ending.length()), part);
            }
        }
        return Optional.empty();
    }

    /** {@return what the name of a directory says of a file in it, or nothing if it breaks the rule} */
    static Optional<FileName> parse(String stem, Part part) {
        Matcher matcher = STEM.matcher(stem);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = matcher.group(2) == null ? "" : matcher.group(2);
        return version(stem).map(version -> new FileName(version, name, part));
    }
}
