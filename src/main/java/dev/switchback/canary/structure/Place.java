package dev.switchback.canary.structure;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where in the structures: a chain of names and positions up to the whole. Immutable. */
final class Place {

    static final Place WHOLE = new Place(null, "", -1);

    private static final int LONGEST_NAME = 40;
    private static final Pattern IDENTITY = Pattern.compile("[+-]?\\d+(?:\\.\\d+)?"
            + "|\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}"
            + "|[^@\\s]+@[^@\\s]+\\.[^@\\s]+"
            + "|(?=\\p{XDigit}*\\d)\\p{XDigit}{8,}"); // a word such as "facade" is no identity, so one digit at least

    private final @Nullable Place parent;
    private final String name;
    private final int position;

    private Place(@Nullable Place parent, String name, int position) {
        this.parent = parent;
        this.name = name;
        this.position = position;
    }

    /** {@return the place of a field} */
    Place field(String field) {
        return new Place(this, field, -1);
    }

    /** {@return the place of an element} */
    Place element(int index) {
        return new Place(this, "", index);
    }

    /** {@return the JSON pointer} */
    String pointer() {
        return written(false);
    }

    /** {@return the same without positions and without names that look like identities} */
    String general() {
        return written(true);
    }

    private String written(boolean generally) {
        Deque<Place> chain = new ArrayDeque<>();
        for (Place place = this; place.parent != null; place = place.parent) {
            chain.push(place);
        }
        StringBuilder pointer = new StringBuilder();
        for (Place place : chain) {
            pointer.append('/').append(place.step(generally));
        }
        return pointer.toString();
    }

    private String step(boolean generally) {
        if (position >= 0) {
            return generally ? "*" : Integer.toString(position);
        }
        return generally && isIdentity(name) ? "*" : name.replace("~", "~0").replace("/", "~1");
    }

    private static boolean isIdentity(String name) {
        return name.length() > LONGEST_NAME || IDENTITY.matcher(name).matches();
    }
}
