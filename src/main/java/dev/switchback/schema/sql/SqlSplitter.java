package dev.switchback.schema.sql;

import dev.switchback.schema.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Splits a script into its statements, without changing a character of them.
 *
 * <p>A semicolon ends a statement unless it is in quotes of any kind, a comment, parentheses (a rule with several
 * actions) or the body of a function or trigger. The last statement needs none. For one thread.
 */
public final class SqlSplitter {

    /** As many tokens of a statement are looked at to know what it is. */
    private static final int HEAD = 64;

    private final String file;
    private final String text;
    private final Dialect dialect;
    private final Lexer lexer;
    private final Body body;
    private final List<SqlStatement> statements = new ArrayList<>();
    private final List<Token> head = new ArrayList<>();
    private int end;
    private int depth;
    private int outermost;
    private boolean readsRows;
    private Token before;
    private int counted;
    private int line = 1;

    private SqlSplitter(String file, String text, Dialect dialect, Consumer<Token> comments) {
        this.file = file;
        this.text = text;
        this.dialect = dialect;
        this.lexer = new Lexer(file, text, dialect, comments);
        this.body = new Body(dialect);
        this.before = new Token(Kind.END, text, 0, 0);
    }

    /**
     * Returns the statements of a script, in order; none for one of comments alone.
     *
     * @param file what the script is called in a message
     * @throws SqlScriptException if a quote, comment, parenthesis, body or the rows of a COPY do not end, or a command
     *     of psql or of SQLite's shell is among them ; says where that begins
     */
    public static List<SqlStatement> split(String file, String text, Dialect dialect) {
        return split(file, text, dialect, comment -> {});
    }

    /** Does the same, and gives each comment of one line to somebody. */
    static List<SqlStatement> split(String file, String text, Dialect dialect, Consumer<Token> comments) {
        SqlSplitter splitter = new SqlSplitter(file, text, dialect, comments);
        splitter.run();
        return List.copyOf(splitter.statements);
    }

    private void run() {
        for (Token token = lexer.next(); !token.is(Kind.END); token = lexer.next()) {
            requireSql(token);
            if (token.is(Kind.SEMICOLON) && depth == 0 && !body.isOpen()) {
                finish(true);
            } else {
                see(token);
            }
        }
        if (depth > 0) {
            throw unfinished("a parenthesis", outermost);
        }
        if (body.isOpen()) {
            throw unfinished("the body of a function or trigger", body.start());
        }
        finish(false);
    }

    private void see(Token token) {
        if (head.size() < HEAD) {
            head.add(token);
        }
        end = token.end();
        if (token.is(Kind.OPEN)) {
            outermost = depth++ == 0 ? token.start() : outermost;
        } else if (token.is(Kind.CLOSE)) {
            if (depth-- == 0) {
                throw at(token.start(), "a parenthesis ends here that does not begin");
            }
        } else if (depth == 0) {
            body.see(head, token);
            readsRows |= dialect == Dialect.POSTGRESQL
                    && before.is("FROM")
                    && token.is("STDIN")
                    && head.get(0).is("COPY");
        }
        before = token;
    }

    private void requireSql(Token token) {
        if (token.is(Kind.BACKSLASH)) {
            int name = token.end();
            while (name < text.length() && name < token.end() + 12 && Character.isLetter(text.charAt(name))) {
                name++;
            }
            throw at(token.start(), "%s is a command of psql, not SQL".formatted(text.substring(token.start(), name)));
        }
        if (token.is(Kind.DOT) && head.isEmpty() && dialect == Dialect.SQLITE) {
            throw at(token.start(), "a command of SQLite's shell is not SQL");
        }
    }

    private void finish(boolean semicolon) {
        if (!head.isEmpty()) {
            int start = head.get(0).start();
            if (readsRows && !semicolon) {
                throw at(start, "COPY ... FROM STDIN must end in a semicolon, with its rows on the lines after it");
            }
            String data = readsRows ? lexer.rows(start) : "";
            StatementKind kind = readsRows ? StatementKind.COPY_FROM_STDIN : Classifier.kind(head, dialect);
            statements.add(new SqlStatement(text.substring(start, end), lineOf(start), start, kind, data));
        }
        head.clear();
        body.clear();
        readsRows = false;
    }

    /** Counts on from the statement before: counting from the beginning each time would be quadratic. */
    private int lineOf(int offset) {
        while (counted < offset) {
            line += text.charAt(counted++) == '\n' ? 1 : 0;
        }
        return line;
    }

    private SqlScriptException at(int offset, String why) {
        return SqlScriptException.at(file, Lexer.line(text, offset), why);
    }

    private SqlScriptException unfinished(String what, int offset) {
        return at(offset, what + " begins here and does not end");
    }
}
