package dev.switchback.http;

import dev.switchback.pipeline.InvalidValueException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A method and the paths that one handler answers.
 *
 * @param method such as {@code GET}, which answers {@code HEAD} too
 * @param pattern such as {@code /api/events/{id}}: a part in braces stands for any one part of a path
 * @param handler what answers
 */
public record Route(String method, String pattern, RouteHandler handler) {

    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,16}");
    private static final Pattern PATTERN = Pattern.compile("(/([A-Za-z0-9._-]+|\\{[a-z]+}))+|/");

    public Route {
        InvalidValueException.unless(METHOD.matcher(method).matches(), "method", "1 to 16 upper-case letters", method);
        InvalidValueException.unless(
                PATTERN.matcher(pattern).matches(), "pattern", "a path such as /api/events/{id}", pattern);
        List<String> names = names(pattern);
        InvalidValueException.unless(
                new HashSet<>(names).size() == names.size(), "pattern", "without one name twice", pattern);
        Objects.requireNonNull(handler, "handler");
    }

    private static List<String> names(String pattern) {
        return parts(pattern).stream().filter(Route::isName).toList();
    }

    static boolean isName(String part) {
        return part.startsWith("{");
    }

    /** {@return what stands between the slashes} */
    static List<String> parts(String path) {
        return Arrays.asList(path.substring(1).split("/", -1));
    }

    List<String> parts() {
        return parts(pattern);
    }
}
