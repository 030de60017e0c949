package dev.switchback.canary.text;

import dev.switchback.canary.text.LineDiff.Hunk;
import dev.switchback.canary.text.Tokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What became what in one line that both sides have, each change by itself.
 *
 * @param changes what became what, in general; never empty
 * @param spot the line with {@code ~} for all that differs
 */
record TokenChanges(List<Change> changes, String spot) {

    private static final String ABSENT = "absent";

    /**
     * One change in a line.
     *
     * @param general what became what
     * @param inLegacy where in legacy's line
     * @param inNew where in the new one
     */
    record Change(String general, int inLegacy, int inNew) {}

    static TokenChanges of(String legacy, String replacement, CommentSyntax syntax, GeneralForm form) {
        List<Token> before = Tokens.of(legacy, syntax);
        List<Token> after = Tokens.of(replacement, syntax);
        List<Hunk> hunks = LineDiff.of(
                before.stream().map(Token::text).toList(),
                after.stream().map(Token::text).toList());
        List<Change> changes = new ArrayList<>();
        StringBuilder spot = new StringBuilder();
        int at = 0;
        for (Hunk hunk : hunks) {
            String context = form.context(after, hunk.newStart());
            for (String general : general(hunk, before, after, form)) {
                changes.add(new Change(
                        context + general, start(before, hunk.legacyStart()), start(after, hunk.newStart())));
            }
            spot.append(GeneralForm.joined(after.subList(at, hunk.newStart()))).append(" ~ ");
            at = hunk.newEnd();
        }
        if (changes.isEmpty()) { // the same tokens with other white space, which matters there
            changes.add(new Change("spacing", 0, 0));
        }
        spot.append(GeneralForm.joined(after.subList(at, after.size())));
        return new TokenChanges(changes, spot.toString());
    }

    private static int start(List<Token> line, int token) {
        if (token < line.size()) {
            return line.get(token).start();
        }
        return line.isEmpty() ? 0 : line.get(line.size() - 1).start();
    }

    private static List<String> general(Hunk hunk, List<Token> before, List<Token> after, GeneralForm form) {
        List<Token> one = before.subList(hunk.legacyStart(), hunk.legacyEnd());
        List<Token> two = after.subList(hunk.newStart(), hunk.newEnd());
        if (one.isEmpty() || two.isEmpty()) {
            return elements(one.isEmpty() ? two : one)
                    .map(form::outline)
                    .distinct()
                    .map(element -> one.isEmpty() ? became(ABSENT, element) : became(element, ABSENT))
                    .toList();
        }
        if (isNullable(one) == isNullable(two)) {
            return List.of(became(form.of(one), form.of(two)));
        }
        // that a value may be absent is a change of its own, whatever else became of it
        if (isNullable(one)) {
            int size = one.size() - 2;
            return List.of(
                    became(form.of(one.subList(0, size)), form.of(two)),
                    became(form.of(one.subList(size, size + 2)), ABSENT));
        }
        int size = two.size() - 2;
        return List.of(
                became(form.of(one), form.of(two.subList(0, size))),
                became(ABSENT, form.of(two.subList(size, size + 2))));
    }

    /** {@return the pieces between commas, or all of it if there is nothing but a comma} */
    private static Stream<List<Token>> elements(List<Token> tokens) {
        List<List<Token>> elements = new ArrayList<>();
        int from = 0;
        int depth = 0;
        for (int at = 0; at <= tokens.size(); at++) {
            boolean ends = at == tokens.size() || (depth <= 0 && tokens.get(at).is(","));
            if (ends && at > from) {
                elements.add(tokens.subList(from, at));
            }
            from = ends ? at + 1 : from;
            depth += at == tokens.size()
                    ? 0
                    : tokens.get(at).opens() ? 1 : tokens.get(at).closes() ? -1 : 0;
        }
        return elements.isEmpty() ? Stream.of(tokens) : elements.stream();
    }

    private static boolean isNullable(List<Token> type) {
        int size = type.size();
        return size > 2
                && type.get(size - 2).is("|")
                && (type.get(size - 1).is("null") || type.get(size - 1).is("undefined"));
    }

    private static String became(String before, String after) {
        return "%s -> %s".formatted(before, after);
    }

    /** {@return that a whole line is on one side only} */
    static String alone(String line, boolean inLegacy, CommentSyntax syntax, GeneralForm form) {
        String outline = form.outline(Tokens.of(line, syntax));
        return inLegacy ? became(outline, ABSENT) : became(ABSENT, outline);
    }
}
