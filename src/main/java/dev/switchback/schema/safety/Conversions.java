package dev.switchback.schema.safety;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.down.data.Widening;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What becomes of the values of columns whose type a migration changed: what it has rounded or cut off is gone, and its
 * down may do the same to what was written since, without a word. For one thread.
 */
final class Conversions {

    private static final Pattern INTEGER = Pattern.compile("smallint|integer|bigint");
    private static final Pattern TEXT = Pattern.compile("text|character( varying)?(\\(\\d+\\))?");

    private final Questions questions;
    private final Delta own;
    private final Set<String> madeTables;
    private final List<String> effects = new ArrayList<>();
    private long rows;
    private boolean lost;
    private boolean unsure;

    Conversions(Questions questions, Delta own, Set<String> madeTables) {
        this.questions = questions;
        this.own = own;
        this.madeTables = madeTables;
    }

    /** {@return the expression that makes one type of the other: directly, or by its text if there is no such way} */
    static String cast(Questions questions, String value, String from, String to) throws SQLException {
        boolean direct = questions
                .complaint("select count(null::%s::%s)".formatted(from, to))
                .isEmpty();
        return direct ? "(%s)::%s".formatted(value, to) : "(%s)::text::%s".formatted(value, to);
    }

    Conversions look() throws SQLException {
        for (SchemaObject was : own.changed()) {
            look(was, own.now(was).orElseThrow());
        }
        for (Delta.Renaming one : own.renamed()) {
            look(one.was(), one.is());
        }
        return this;
    }

    List<String> effects() {
        return effects;
    }

    /** {@return how many values the down changes} */
    long rows() {
        return rows;
    }

    /** {@return whether the migration itself has taken something of what was there before it} */
    boolean isLost() {
        return lost;
    }

    /** {@return whether nobody can tell} */
    boolean isUnsure() {
        return unsure;
    }

    private void look(SchemaObject was, SchemaObject is) throws SQLException {
        String from = was.get("type", "");
        String to = is.get("type", "");
        boolean stored = was.kind() == ObjectKind.COLUMN
                && !was.has("generated")
                && own.after().find(ObjectKind.TABLE, is.within()).isPresent()
                && !madeTables.contains(is.within());
        if (!stored || from.equals(to) || own.isRenamedType(from, to)) {
            return;
        }
        if (questions.isPostgres() && isRefusedRatherThanCut(from, to)) {
            unsure |= TEXT.matcher(from).matches() && !isKept(from, to); // blanks at the end, or an expression
        } else if (isKept(to, from) && !isKept(from, to)) {
            lost = true;
            effects.add("CHANGE %s back from %s to %s (what the migration took of its values is gone)"
                    .formatted(is.path(), to, from));
        } else if (!isKept(from, to)) {
            unsure = true;
        }
        if (questions.isPostgres()) {
            count(is, from, to);
        } else {
            unsure = true;
        }
    }

    /** PostgreSQL takes no integer and no text into a type that is too short for it: such an up would have failed. */
    private static boolean isRefusedRatherThanCut(String from, String to) {
        return (INTEGER.matcher(from).matches() && INTEGER.matcher(to).matches())
                || (TEXT.matcher(from).matches() && TEXT.matcher(to).matches());
    }

    private static boolean isKept(String from, String to) {
        return Widening.keeps(from.toLowerCase(Locale.ROOT), to.toLowerCase(Locale.ROOT));
    }

    /** A value that cannot be converted at all stands in the way, and is told as that. */
    private void count(SchemaObject is, String from, String to) throws SQLException {
        String name = SafetyCheck.columnName(is);
        String and = cast(questions, cast(questions, name, to, from), from, to);
        String sql = "select count(*) from %s where %s is distinct from %s".formatted(is.within(), name, and);
        String texts = "select count(*) from %s where (%s)::text is distinct from (%s)::text"
                .formatted(is.within(), name, and);
        for (String question : List.of(sql, texts)) { // not every type can be compared
            Optional<String> complaint = questions.complaint(question);
            if (complaint.isEmpty()) {
                OptionalLong count = questions.number(question);
                rows += count.orElse(0);
                if (count.orElse(0) > 0) {
                    effects.add("CHANGE %s back from %s to %s (%d values are others then)"
                            .formatted(is.path(), to, from, count.getAsLong()));
                }
                return;
            }
        }
    }
}
