package dev.switchback.schema.sql;

import dev.switchback.schema.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A statement as SQLite understands it, however it is spelled: without its comments, with single spaces in the same
 * places, keywords in lower case, and names without quotes that need none. SQLite itself puts names into quotes when it
 * renames what they stand for. Strings are as they were.
 *
 * @param text all of it
 * @param parts what stands between the commas of its outermost parentheses; none without parentheses
 * @param end what follows those parentheses
 */
public record PlainText(String text, List<String> parts, String end) {

    /** Two signs that are one operator, or the beginning of one. */
    private static final Set<String> OPERATORS = Set.of("<=", ">=", "<>", "!=", "==", "||", "<<", ">>", "->");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_\\x80-\\uFFFF][\\w$\\x80-\\uFFFF]*");

    /** A name that is one of these has to be in quotes, or means something else without them. */
    private static final Set<String> RESERVED = Set.of(
            """
            add all alter and as autoincrement between case cast check collate commit constraint create cross
            current_date current_time current_timestamp default deferrable delete distinct drop else escape except
            exists false foreign from full group having in index indexed inner insert intersect into is isnull join
            left limit natural not nothing notnull null oid on or order outer over primary raise references returning
            right rowid _rowid_ select set table then to transaction true union unique update using values when where
            window
            """.strip().split("\\s+"));

    /** These are names where nothing else can be meant. */
    private static final Set<String> OTHERS = Set.of(
            """
            abort action after always analyze asc attach before begin by cascade column conflict current database
            deferred desc detach do each end exclude exclusive explain fail filter first following for generated glob
            groups if ignore immediate initially instead key last like match materialized no nulls of offset others
            partition plan pragma preceding query range recursive regexp reindex release rename replace restrict
            rollback row rows savepoint stored strict temp temporary ties trigger unbounded vacuum view virtual with
            without
            """.strip().split("\\s+"));

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
            text.append(at > 0 && isApart(tokens.get(at - 1), tokens.get(at)) ? " " : "")
                    .append(plain(tokens.get(at)));
        }
        return text.toString();
    }

    private static boolean isApart(Token before, Token token) {
        if (before.is(Kind.OPEN) || before.is(Kind.DOT)) {
            return false;
        }
        boolean adjacent = before.end() == token.start();
        return switch (token.kind()) {
            case CLOSE, COMMA, SEMICOLON, DOT -> false;
            case OPEN -> before.is(Kind.SYMBOL) || before.is(Kind.COMMA) || isKeyword(plain(before));
            case STRING -> !(adjacent && before.text().equalsIgnoreCase("x")); // a blob
            case SYMBOL -> !(adjacent && OPERATORS.contains(before.text() + token.text()));
            default -> true;
        };
    }

    private static String plain(Token token) {
        String text = token.text();
        if (token.is(Kind.NAME)) {
            String end = text.substring(text.length() - 1);
            String name = text.substring(1, text.length() - 1).replace(end + end, end);
            return quoted(name);
        }
        return token.is(Kind.WORD) && isKeyword(text) ? text.toLowerCase(Locale.ROOT) : text;
    }

    private static boolean isKeyword(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return RESERVED.contains(word) || OTHERS.contains(word);
    }

    /** {@return a name as SQLite takes it: in quotes only if it needs them} */
    public static String quoted(String name) {
        boolean plain = NAME.matcher(name).matches() && !RESERVED.contains(name.toLowerCase(Locale.ROOT));
        return plain ? name : Dialect.quoted(name);
    }
}
