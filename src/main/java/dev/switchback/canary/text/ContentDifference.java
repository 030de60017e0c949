package dev.switchback.canary.text;

import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Fingerprint;
import dev.switchback.canary.difference.Shape;
import dev.switchback.canary.text.LinePairs.Pair;
import dev.switchback.canary.text.TokenChanges.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Names every difference in what two texts say: each changed line by what became what in it.
 *
 * <p>Of one class at most {@value #LISTED} are told apart in one text. The others of that class are one more
 * difference, whose spot is all of theirs: it is noise only if legacy differs from itself in each of them.
 */
final class ContentDifference {

    /** How many differences of one class in one text are told apart. */
    static final int LISTED = 20;

    private static final String ORDER = "order";
    private static final int AROUND = 60;

    private final Side legacy;
    private final Side replacement;
    private final TextTolerance tolerance;
    private final CommentSyntax syntax;
    private final GeneralForm form;
    private final String path;
    private final List<Discrepancy> found = new ArrayList<>();
    private final Map<String, Rest> classes = new LinkedHashMap<>();

    private ContentDifference(
            Side legacy, Side replacement, TextTolerance tolerance, CommentSyntax syntax, String path) {
        this.legacy = legacy;
        this.replacement = replacement;
        this.tolerance = tolerance;
        this.syntax = syntax;
        this.form = new GeneralForm(syntax, tolerance.words());
        this.path = path;
    }

    /**
     * One of the two texts.
     *
     * @param source as it was written
     * @param lines its lines without what is cosmetic
     */
    record Side(String source, CodeLines lines) {

        static Side of(String source, Canonical canonical, CommentSyntax syntax) {
            return new Side(source, CodeLines.of(source, canonical, syntax));
        }

        /** {@return what is around that place of the line, on one line of the source} */
        private String sample(int line, int place) {
            int offset = lines.origin(line, place);
            int start = offset;
            while (start > 0 && start > offset - AROUND && source.charAt(start - 1) != '\n') {
                start--;
            }
            int end = offset;
            while (end < source.length() && end < offset + AROUND && source.charAt(end) != '\n') {
                end++;
            }
            return source.substring(start, end);
        }
    }

    /** {@return every difference, in the order of the lines; none if only the order differs and that is ignored} */
    static List<Discrepancy> of(
            Side legacy, Side replacement, TextTolerance tolerance, CommentSyntax syntax, String path) {
        return new ContentDifference(legacy, replacement, tolerance, syntax, path).find();
    }

    private List<Discrepancy> find() {
        LinePairs pairs = LinePairs.of(legacy.lines(), replacement.lines(), syntax, form);
        for (Pair pair : pairs.changed()) {
            if (pair.legacy() < 0 || pair.replacement() < 0) {
                alone(pair);
            } else {
                both(pair);
            }
        }
        classes.forEach(this::rest);
        if (!pairs.moved().isEmpty() && !tolerance.lineOrder()) {
            found.add(order(pairs.moved()));
        }
        if (found.isEmpty() && pairs.moved().isEmpty()) {
            found.add(somewhere());
        }
        return found;
    }

    private void both(Pair pair) {
        String one = legacy.lines().text(pair.legacy());
        String two = replacement.lines().text(pair.replacement());
        if (tolerance.numbers() > 0 && NumberRule.same(one, two, tolerance.numbers())) {
            return;
        }
        if (one.equals(two)) { // parts of a line, so that this is not an order of lines
            add(
                    ORDER,
                    one,
                    () -> content(between(pair))
                            .values(legacy.sample(pair.legacy(), 0), replacement.sample(pair.replacement(), 0)));
            return;
        }
        TokenChanges changes = TokenChanges.of(one, two, syntax, form);
        for (Change change : changes.changes()) {
            add(
                    change.general(),
                    changes.spot(),
                    () -> content(between(pair))
                            .values(
                                    legacy.sample(pair.legacy(), change.inLegacy()),
                                    replacement.sample(pair.replacement(), change.inNew())));
        }
    }

    private void alone(Pair pair) {
        boolean gone = pair.replacement() < 0;
        Side side = gone ? legacy : replacement;
        int line = gone ? pair.legacy() : pair.replacement();
        String head = side.lines().text(line);
        String all = IntStream.range(line, line + pair.lines())
                .mapToObj(side.lines()::text)
                .collect(Collectors.joining("\n"));
        add(TokenChanges.alone(head, gone, syntax, form), all, () -> {
            int number = side.lines().number(line);
            int last = side.lines().number(line + pair.lines() - 1);
            String where = number == last ? "line %d".formatted(number) : "lines %d to %d".formatted(number, last);
            String message = gone ? "only legacy has its %s" : "only the new side has its %s";
            String sample = side.sample(line, 0);
            return content(message.formatted(where)).values(gone ? sample : "", gone ? "" : sample);
        });
    }

    private String between(Pair pair) {
        return "differs from line %d of legacy and line %d of new"
                .formatted(
                        legacy.lines().number(pair.legacy()),
                        replacement.lines().number(pair.replacement()));
    }

    private Discrepancy content(String message) {
        return Discrepancy.of(DiscrepancyType.FILE_CONTENT, path, message);
    }

    private void add(String change, String line, Supplier<Discrepancy> difference) {
        String spot = path + ": " + line;
        Rest rest = classes.computeIfAbsent(change, name -> new Rest());
        rest.count++;
        if (rest.count <= LISTED) {
            found.add(difference.get().shaped(new Shape(TextDifference.place(path), change, spot)));
        } else {
            rest.spots = Fingerprint.hash(rest.spots, spot);
        }
    }

    private void rest(String change, Rest rest) {
        if (rest.count > LISTED) {
            String message = "so do %d more places of this class".formatted(rest.count - LISTED);
            found.add(content(message).shaped(new Shape(TextDifference.place(path), change, rest.spots)));
        }
    }

    private Discrepancy order(List<Pair> moved) {
        Pair first = moved.get(0);
        String what = found.isEmpty()
                ? "it has the same lines in another order"
                : "%s in another order".formatted(moved.size() == 1 ? "it is" : "%d lines are".formatted(moved.size()));
        return content("line %d of legacy is line %d of new; %s"
                        .formatted(
                                legacy.lines().number(first.legacy()),
                                replacement.lines().number(first.replacement()),
                                what))
                .values(legacy.sample(first.legacy(), 0), replacement.sample(first.replacement(), 0))
                .shaped(new Shape(TextDifference.place(path), ORDER, "%s: %s".formatted(path, ORDER)));
    }

    /** Says that the texts differ where no line was found that does, so that nothing is ever lost. */
    private Discrepancy somewhere() {
        return content("differs").shaped(new Shape(TextDifference.place(path), "", path));
    }

    /** How many differences of a class there are, and the hash of the spots of those that are not listed. */
    private static final class Rest {

        private int count;
        private String spots = "";
    }
}
