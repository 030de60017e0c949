package dev.switchback.schema.sql;

import dev.switchback.schema.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement without its comments, and with single spaces where it has any between its words; what stands in quotes is
 * as it was.
 *
 * @param text all of it
 * @param parts what stands between the commas of its outermost parentheses; none without parentheses
 * @param end what follows those parentheses
 */
public record PlainText(String text, List<String> parts, String end) {

    /** Copies the list. */
    public PlainText {
        parts = List.copyOf(parts);
    }

    /** Reads a statement. */
    public static PlainText of(String sql, Dialect dialect) {
        List<Token> tokens = new ArrayList<>();
        Lexer lexer = new Lexer("", sql, dialect, comment -> {});
        for (Token token = lexer.next(); !token.is(Kind.END); token = lexer.next()) {
            tokens.add(token);
        }
        int open = 0;
        while (open < tokens.size() && !tokens.get(open).is(Kind.OPEN)) {
            open++;
        }
        int close = tokens.size() - 1;
        while (close > open && !tokens.get(close).is(Kind.CLOSE)) {
            close--;
        }
        return close <= open
                ? new PlainText(joined(tokens), List.of(), "")
                : new PlainText(
                        joined(tokens),
                        parts(tokens.subList(open + 1, close)),
                        joined(tokens.subList(close + 1, tokens.size())));
    }

    private static List<String> parts(List<Token> tokens) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int at = 0; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            depth += token.is(Kind.OPEN) ? 1 : token.is(Kind.CLOSE) ? -1 : 0;
            if (depth == 0 && token.is(Kind.COMMA)) {
                parts.add(joined(tokens.subList(from, at)));
                from = at + 1;
            }
        }
        parts.add(joined(tokens.subList(from, tokens.size())));
        return parts;
    }

    private static String joined(List<Token> tokens) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < tokens.size(); at++) {
            boolean apart =
                    at > 0 && tokens.get(at).start() > tokens.get(at - 1).end();
            text.append(apart ? " " : "").append(tokens.get(at).text());
        }
        return text.toString();
    }
}
