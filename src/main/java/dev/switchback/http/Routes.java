package dev.switchback.http;

import dev.switchback.pipeline.InvalidValueException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** All routes of a server; where two match a path, the one with more written out goes first. Immutable. */
final class Routes {

    private final List<Route> routes;

    Routes(List<Route> routes) {
        this.routes = routes.stream()
                .sorted((one, two) -> Long.compare(namesOf(one), namesOf(two)))
                .toList();
        Set<String> seen = new HashSet<>();
        for (Route route : routes) {
            String shape = route.method() + " " + route.pattern().replaceAll("\\{[a-z]+}", "{}");
            InvalidValueException.unless(seen.add(shape), "route", "given once", shape);
        }
    }

    private static long namesOf(Route route) {
        return route.parts().stream().filter(Route::isName).count();
    }

    /** A route, and what stands in a path where it has names. */
    record Found(Route route, Map<String, String> parts) {}

    Optional<Found> find(String method, String path) {
        for (Route route : routes) {
            Optional<Map<String, String>> parts = match(route, path);
            if (route.method().equals(method) && parts.isPresent()) {
                return Optional.of(new Found(route, parts.get()));
            }
        }
        return Optional.empty();
    }

    /** {@return the methods that a path has, none where there is no such path} */
    Set<String> methods(String path) {
        Set<String> methods = new TreeSet<>();
        for (Route route : routes) {
            if (match(route, path).isPresent()) {
                methods.add(route.method());
            }
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }

    private static Optional<Map<String, String>> match(Route route, String path) {
        List<String> given = path.startsWith("/") ? Route.parts(path) : List.of();
        List<String> wanted = route.parts();
        if (given.size() != wanted.size()) {
            return Optional.empty();
        }
        Map<String, String> parts = new HashMap<>();
        for (int at = 0; at < wanted.size(); at++) {
            String part = wanted.get(at);
            if (Route.isName(part) && !given.get(at).isEmpty()) {
                parts.put(part.substring(1, part.length() - 1), given.get(at));
            } else if (!part.equals(given.get(at))) {
                return Optional.empty();
            }
        }
        return Optional.of(parts);
    }
}
