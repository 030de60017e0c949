package dev.switchback.schema.sql;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the comments of a script say to whoever runs it: {@code -- switchback: no-transaction}, on a line of its own.
 *
 * <p>The same wish in the words of goose, dbmate, sqlx, Atlas and Concourse is understood too. A file that holds an up and a down,
 * as goose and dbmate write them, is refused: run as a whole, it would take back what it does.
 */
final class Directives implements Consumer<Token> {

    private static final int LONGEST = 200;
    private static final Pattern OURS = Pattern.compile("--\\s*switchback\\s*:\\s*(.*?)\\s*", Pattern.CASE_INSENSITIVE);
    private static final List<Pattern> THEIRS = List.of(
            Pattern.compile("--\\s*\\+goose\\s+NO\\s+TRANSACTION\\s*", Pattern.CASE_INSENSITIVE),
            Pattern.compile("--\\s*migrate:(up|down)\\b.*\\btransaction:false\\b.*"),
            Pattern.compile("--\\s*no[-_]transaction\\s*", Pattern.CASE_INSENSITIVE),
            Pattern.compile("--\\s*atlas:txmode\\s+none\\s*"));
    private static final Pattern SECTION =
            Pattern.compile("--\\s*(?:\\+goose\\s+|migrate:)(up|down)\\b.*", Pattern.CASE_INSENSITIVE);

    private final String file;
    private boolean noTransaction;
    private String section = "";

    Directives(String file) {
        this.file = file;
    }

    /** {@return whether the script is not to run in a transaction} */
    boolean noTransaction() {
        return noTransaction;
    }

    @Override
    public void accept(Token comment) {
        int end = Math.min(comment.end(), comment.start() + LONGEST);
        String text = comment.source().substring(comment.start(), end);
        Matcher ours = OURS.matcher(text);
        if (ours.matches()) {
            requireKnown(ours.group(1), comment);
            noTransaction = true;
        }
        noTransaction |=
                THEIRS.stream().anyMatch(pattern -> pattern.matcher(text).matches());
        Matcher next = SECTION.matcher(text);
        if (next.matches()) {
            requireOneDirection(next.group(1), comment);
        }
    }

    private void requireKnown(String word, Token comment) {
        if (!word.equalsIgnoreCase("no-transaction")) {
            throw at(comment, "the directive switchback: must be no-transaction, and is something else");
        }
    }

    private void requireOneDirection(String next, Token comment) {
        if (!section.isEmpty() && !section.equalsIgnoreCase(next)) {
            throw at(comment, "up and down are in one file; they must be in two");
        }
        section = next;
    }

    private SqlScriptException at(Token comment, String why) {
        return SqlScriptException.at(file, Lexer.line(comment.source(), comment.start()), why);
    }
}
