package dev.switchback.ingest.queue;

import dev.switchback.pipeline.InvalidValueException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules of the short texts that name something: queues, tenants, subscribers and keys. */
public final class Labels {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final int LONGEST_KEY = 200;

    private Labels() {}

    /**
     * Returns a name of a queue, tenant or subscriber.
     *
     * @throws InvalidValueException unless it is 1 to 64 lower-case letters, digits and hyphens
     */
    public static String name(String input, String text) {
        InvalidValueException.unless(
                text != null && NAME.matcher(text).matches(),
                input,
                "1 to 64 lower-case letters, digits and hyphens, not beginning with a hyphen",
                text);
        return text;
    }

    /**
     * Returns an idempotency or ordering key.
     *
     * @throws InvalidValueException unless it is 1 to 200 characters, none of them a control character
     */
    static Optional<String> key(String input, Optional<String> key) {
        key.ifPresent(text -> InvalidValueException.unless(
                !text.isBlank()
                        && text.length() <= LONGEST_KEY
                        && text.codePoints().noneMatch(Labels::isUnwritable),
                input,
                "1 to 200 characters without control characters",
                text));
        return key;
    }

    private static boolean isUnwritable(int point) {
        return Character.isISOControl(point) || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
