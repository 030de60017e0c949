package dev.switchback.schema.sql;

import dev.switchback.schema.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A way through the tokens of a statement, from left to right.
 *
 * <p>For one thread.
 */
final class Words {

    private final List<Token> tokens;
    private int at;

    Words(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** {@return all the tokens of a statement} */
    static Words of(SqlStatement statement, Dialect dialect) {
        List<Token> tokens = new ArrayList<>();
        Lexer lexer = new Lexer("", statement.text(), dialect, comment -> {});
        for (Token token = lexer.next(); !token.is(Kind.END); token = lexer.next()) {
            tokens.add(token);
        }
        return new Words(tokens);
    }

    boolean isAtEnd() {
        return at >= tokens.size();
    }

    /** {@return the next token, which stays the next} */
    Token peek() {
        return peek(0);
    }

    private Token peek(int further) {
        int index = at + further;
        return index < tokens.size() ? tokens.get(index) : new Token(Kind.END, "", 0, 0);
    }

    /**
     * Goes behind keywords, if they are next.
     *
     * @param words in upper case; {@code A|B} is either
     */
    boolean take(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).isAnyOf(words[i].split("\\|", -1))) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    /** Goes behind a token of a kind, if it is next. */
    boolean take(Kind kind) {
        boolean taken = peek().is(kind);
        at += taken ? 1 : 0;
        return taken;
    }

    /** Goes behind what is in parentheses, if they are next. */
    void skipParentheses() {
        int depth = 0;
        while (!isAtEnd() && (depth > 0 || peek().is(Kind.OPEN))) {
            depth += peek().is(Kind.OPEN) ? 1 : peek().is(Kind.CLOSE) ? -1 : 0;
            at++;
        }
    }

    /** {@return whether a keyword is anywhere from here on} */
    boolean holds(String words) {
        String[] any = words.split("\\|", -1);
        return tokens.subList(Math.min(at, tokens.size()), tokens.size()).stream()
                .anyMatch(token -> token.isAnyOf(any));
    }

    /** {@return whether the last token is a keyword} */
    boolean endsWith(String word) {
        return !tokens.isEmpty() && tokens.get(tokens.size() - 1).is(word);
    }

    /** Goes behind a name with what it is in, if one is next that can be written again as it stands. */
    Optional<SqlName> takeName() {
        List<String> parts = new ArrayList<>();
        do {
            Token part = peek();
            if (!part.is(Kind.WORD) && !part.is(Kind.NAME)) {
                return Optional.empty();
            }
            parts.add(part.text());
            at++;
        } while (take(Kind.DOT));
        return peek().is("UESCAPE") ? Optional.empty() : Optional.of(new SqlName(parts));
    }

    /** {@return what is between the commas from here on, those in parentheses aside} */
    List<Words> splitAtCommas() {
        List<Words> pieces = new ArrayList<>();
        int from = at;
        int depth = 0;
        for (int i = at; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.is(Kind.OPEN) ? 1 : token.is(Kind.CLOSE) ? -1 : 0;
            if (depth == 0 && token.is(Kind.COMMA)) {
                pieces.add(new Words(tokens.subList(from, i)));
                from = i + 1;
            }
        }
        pieces.add(new Words(tokens.subList(from, tokens.size())));
        return pieces;
    }
}
