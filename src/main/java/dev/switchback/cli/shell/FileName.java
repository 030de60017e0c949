package dev.switchback.cli.shell;

import dev.switchback.pipeline.InvalidValueException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The name of a file as an option gives it. */
public final class FileName {

    private FileName() {}

    /**
     * Returns the file of that name.
     *
     * @throws InvalidValueException if the name cannot be one
     */
    public static Path of(String input, String text, String rule) {
        InvalidValueException.unless(
                !text.isBlank() && text.codePoints().noneMatch(Character::isISOControl), input, rule, text);
        try {
            return Path.of(text);
        } catch (InvalidPathException malformed) {
            throw InvalidValueException.of(input, rule, text, malformed);
        }
    }
}
