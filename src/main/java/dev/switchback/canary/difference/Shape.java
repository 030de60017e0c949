package dev.switchback.canary.difference;

/**
 * The general form of a difference, by which many differences are seen to be one: without positions, keys, numbers and
 * names.
 *
 * <p>Two differences of one type with the same place and change are of one class, whatever request they came from.
 * Comparators keep payload out of place and change, because both are stored and shown. Examples:
 *
 * <pre>{@code
 * place /items/*}{@code /price     change number -> text        spot /items/*}{@code /price
 * place *.ts               change string -> Date        spot types/film-data.ts: releasedAt: ~;
 * }</pre>
 *
 * @param place where in general: a JSON pointer whose positions in lists are {@code *}, or a pattern of files
 * @param change what became what, in general
 * @param spot where more closely, to tell noise from a real difference of the same class; may hold payload, and is only
 *     ever stored as a hash
 */
public record Shape(String place, String change, String spot) {

    public Shape {
        place = Shown.cut(place);
        change = Shown.cut(change);
    }

    /** {@return the shape of something found at one place, of which nothing more general is known} */
    public static Shape of(String place, String change) {
        return new Shape(place, change, place);
    }
}
