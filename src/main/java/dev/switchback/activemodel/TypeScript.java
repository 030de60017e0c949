package dev.switchback.activemodel;

import java.util.List;
import java.util.stream.Collectors;

/** Pieces of TypeScript source that hold names and texts of a database, whatever these are. */
final class TypeScript {

    private TypeScript() {}

    /** {@return whether the text can stand as a property without quotes; reserved words can} */
    static boolean isName(String text) {
        boolean name = !text.isEmpty() && !isDigit(text.charAt(0));
        for (int at = 0; name && at < text.length(); at++) {
            char character = text.charAt(at);
            name = isDigit(character) || isLetter(character) || character == '_' || character == '$';
        }
        return name;
    }

    /** {@return a string literal in single quotes} */
    static String literal(String text) {
        if (isName(text)) {
            return "'" + text + "'"; // nearly always
        }
        StringBuilder literal = new StringBuilder("'");
        text.codePoints().forEach(point -> {
            if (point == '\'' || point == '\\') {
                literal.append('\\').appendCodePoint(point);
            } else if (isUnsafe(point)) {
                literal.append("\\u%04x".formatted(point));
            } else {
                literal.appendCodePoint(point);
            }
        });
        return literal.append('\'').toString();
    }

    /** {@return the name of a property of a type, quoted if it must be} */
    static String key(String text) {
        return isName(text) ? text : literal(text);
    }

    /** {@return the name of a property of an object literal, where {@code __proto__} sets the prototype instead} */
    static String objectKey(String text) {
        return text.equals("__proto__") ? "[" + literal(text) + "]" : key(text);
    }

    /** {@return a list of string literals, {@code ['a', 'b']}} */
    static String literals(List<String> texts) {
        return texts.stream().map(TypeScript::literal).collect(Collectors.joining(", ", "[", "]"));
    }

    /** {@return the text for one line of a comment, which it cannot end} */
    static String comment(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(point -> line.appendCodePoint(isUnsafe(point) ? ' ' : point));
        return line.toString().replace("*/", "*\\/").strip();
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    /** Controls, the line separators that JavaScript knows besides them, direction marks and halves of pairs. */
    private static boolean isUnsafe(int point) {
        int type = Character.getType(point);
        return Character.isISOControl(point)
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE
                || (type == Character.FORMAT && Character.isBmpCodePoint(point));
    }
}
