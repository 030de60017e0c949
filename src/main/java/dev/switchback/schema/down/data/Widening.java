package dev.switchback.schema.down.data;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which conversions of a column keep every value, there and back. */
public final class Widening {

    private static final Pattern TEXT = Pattern.compile("(?:character varying|character)(?:\\((\\d+)\\))?|text");
    private static final Pattern NUMERIC = Pattern.compile("numeric(?:\\((\\d+),(\\d+)\\))?");
    private static final List<String> WHOLE = List.of("smallint", "integer", "bigint", "numeric");
    private static final Pattern TIME = Pattern.compile("timestamp(?:\\((\\d)\\))? (with(?:out)?) time zone");

    private Widening() {}

    /** {@return whether every value of the one type is one of the other, and the same when it is converted back} */
    public static boolean keeps(String from, String to) {
        return texts(from, to) || wholes(from, to) || numerics(from, to) || times(from, to) || structures(from, to);
    }

    private static boolean texts(String from, String to) {
        Matcher one = TEXT.matcher(from);
        Matcher other = TEXT.matcher(to);
        if (!one.matches() || !other.matches() || from.startsWith("character(") || to.startsWith("character(")) {
            return false;
        }
        return other.group(1) == null
                || (one.group(1) != null && Integer.parseInt(one.group(1)) <= Integer.parseInt(other.group(1)));
    }

    private static boolean wholes(String from, String to) {
        int one = WHOLE.indexOf(from);
        boolean toDecimals = to.startsWith("numeric("); // one that is too large for it is an error
        return (one >= 0 && (WHOLE.indexOf(to) > one || toDecimals) && !from.equals("numeric"))
                || (from.equals("real") && to.equals("double precision"));
    }

    private static boolean numerics(String from, String to) {
        Matcher one = NUMERIC.matcher(from);
        Matcher other = NUMERIC.matcher(to);
        if (!one.matches() || !other.matches()) {
            return false;
        }
        if (other.group(1) == null) {
            return true;
        }
        return one.group(1) != null
                && Integer.parseInt(one.group(2)) <= Integer.parseInt(other.group(2))
                && Integer.parseInt(one.group(1)) - Integer.parseInt(one.group(2))
                        <= Integer.parseInt(other.group(1)) - Integer.parseInt(other.group(2));
    }

    /** With and without a time zone the text of a moment is another, and depends on the session. */
    private static boolean times(String from, String to) {
        Matcher one = TIME.matcher(from);
        Matcher other = TIME.matcher(to);
        if (!one.matches() || !other.matches() || !one.group(2).equals(other.group(2))) {
            return false;
        }
        return other.group(1) == null
                || (one.group(1) != null && Integer.parseInt(one.group(1)) <= Integer.parseInt(other.group(1)));
    }

    private static boolean structures(String from, String to) {
        return (from.equals("json") && to.equals("text")) || (from.equals("uuid") && to.equals("text"));
    }
}
