package dev.switchback.schema.sql.files;

import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version that follows another, in the same handwriting. */
final class NextVersion {

    private static final Pattern LAST_NUMBER = Pattern.compile("(.*?)(\\d+)");

    private NextVersion() {}

    static MigrationVersion first(Instant now) {
        return MigrationVersion.parse("version", format("uuuuMMdd", now) + "_001");
    }

    static MigrationVersion after(MigrationVersion last, Instant now) {
        return ofNow(last.text(), now)
                .map(text -> MigrationVersion.parse("version", text))
                .filter(version -> version.compareTo(last) > 0)
                .orElseGet(() -> MigrationVersion.parse("version", oneMore(last.text())));
    }

    private static Optional<String> ofNow(String text, Instant now) {
        if (text.matches("\\d{8}_\\d+")) {
            int width = text.length() - text.indexOf('_') - 1;
            return Optional.of("%s_%s1".formatted(format("uuuuMMdd", now), "0".repeat(width - 1)));
        }
        if (text.matches("\\d{14}")) {
            return Optional.of(format("uuuuMMddHHmmss", now));
        }
        if (text.matches("\\d{4}-\\d{2}-\\d{2}-\\d{6}")) {
            return Optional.of(format("uuuu-MM-dd-HHmmss", now));
        }
        return Optional.empty();
    }

    private static String oneMore(String text) {
        Matcher matcher = LAST_NUMBER.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalStateException("version must end in a number, but was %s".formatted(text));
        }
        String number = matcher.group(2);
        String next = new BigInteger(number).add(BigInteger.ONE).toString();
        return matcher.group(1) + "0".repeat(Math.max(0, number.length() - next.length())) + next;
    }

    private static String format(String pattern, Instant now) {
        return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC).format(now);
    }
}
