package dev.switchback.canary.tree;

import dev.switchback.pipeline.InvalidValueException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Checks relative paths, so that none can lead out of the directory to which it belongs. */
final class TreePath {

    private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:.*", Pattern.DOTALL);

    private TreePath() {}

    static String checked(String path) {
        boolean plain = path.chars().noneMatch(character -> character == '\\' || Character.isISOControl(character))
                && !DRIVE.matcher(path).matches()
                && Arrays.stream(path.split("/", -1))
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        InvalidValueException.unless(plain, "path", "relative, of names between /, none of them empty, . or ..", path);
        return path;
    }
}
