package dev.switchback.cli.canary;

import dev.switchback.pipeline.InvalidValueException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads the words that name a severity or a type of difference. */
final class Words {

    private Words() {}

    /**
     * Returns the constant of that name, in lower or upper case.
     *
     * @throws InvalidValueException if there is none
     */
    static <E extends Enum<E>> E of(String option, String text, Class<E> type) {
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .toList();
        int index = names.indexOf(text.toLowerCase(Locale.ROOT));
        InvalidValueException.unless(index >= 0, option, "one of %s".formatted(String.join(", ", names)), text);
        return type.getEnumConstants()[index];
    }
}
