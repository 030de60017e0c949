package dev.switchback.http;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names by which a server may be called. A page of somebody else, in the browser of somebody who may reach the
 * server, calls it by a name of its own.
 *
 * @param any whether any name will do: that of a server which asks for a secret
 * @param names others than those of the machine itself, in lower case
 */
record AllowedHosts(boolean any, Set<String> names) {

    private static final Set<String> OWN = Set.of("localhost", "127.0.0.1", "[::1]");

    AllowedHosts {
        names = Set.copyOf(names);
    }

    /** {@return whether a {@code Host} header names the server} */
    boolean has(@Nullable String header) {
        if (any || header == null) {
            return true; // HTTP/1.0, which no browser speaks
        }
        String name = header.replaceFirst(":[0-9]{1,5}$", "").toLowerCase(Locale.ROOT);
        return OWN.contains(name) || names.contains(name);
    }
}
