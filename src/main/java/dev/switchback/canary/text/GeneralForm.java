package dev.switchback.canary.text;

import dev.switchback.canary.text.Tokens.Kind;
import dev.switchback.canary.text.Tokens.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says in general what a piece of a line is, without payload: signs, and words of the language, as they are written;
 * any other name as {@code name}, literals as {@code 'text'}, {@code 123}, {@code uuid} and {@code timestamp}.
 *
 * <p>Repetitions are left out: {@code 'a' | 'b' | 'c'} is {@code 'text' | ...}.
 */
final class GeneralForm {

    private static final Set<String> C_WORDS = words("""
            abstract any as async await bigint boolean break byte case catch char class const constructor continue
            declare default delete do double else enum export extends false final finally float fn for from func
            function get if implements import in instanceof int interface is keyof let long mut namespace never new
            null number object of override package private protected pub public readonly record return sealed set short
            static string struct super switch symbol this throw throws true try type typeof undefined unknown use val
            var void when while with yield
            Array BigDecimal BigInteger Boolean Date Double Error Float Instant Integer List LocalDate LocalDateTime
            Long Map Number Object Omit Optional Partial Pick Promise Readonly Record Required Set String UUID
            Uint8Array Buffer""");
    private static final Set<String> SQL_WORDS = words("""
            add all alter always and array as asc bigint bigserial blob boolean bool by bytea cascade case cast char
            character check clob collate column constraint create cross date decimal default delete desc distinct
            domain double drop else end enum exists false float foreign from full function generated group having
            identity if in index inner insert int integer interval into is join json jsonb key left like limit not
            null numeric offset on only or order outer over partition precision primary real references restrict
            returning right select sequence serial set smallint table text then time timestamp timestamptz to trigger
            true type union unique update using uuid values varchar varying view when where with""");
    private static final Set<String> HASH_WORDS = words("""
            and as async await begin case class def del do done elif else end ensure esac except export false False fi
            finally for from function global if import in is lambda module nil no None nonlocal not null off on or pass
            raise rescue return self then true True try unless until when while with yes yield""");
    private static final int LONGEST = 40; // forms
    private static final int PATTERN = 8; // forms that are found to repeat

    private final CommentSyntax syntax;
    private final Set<String> words;

    GeneralForm(CommentSyntax syntax, Set<String> words) {
        this.syntax = syntax;
        this.words = words;
    }

    private static Set<String> words(String text) {
        return Set.copyOf(Arrays.asList(text.trim().split("\\s+")));
    }

    /** {@return whether a token says what a line is about, and not only what kind of line it is} */
    boolean isContent(Token token) {
        return token.kind() != Kind.SIGN && !isKnown(token.text()) && !words.contains(token.text());
    }

    /** {@return whether the word is one of those that the writer of the text gives} */
    boolean isNamed(Token token) {
        return words.contains(token.text());
    }

    /** {@return the general form of a piece} */
    String of(List<Token> piece) {
        List<String> forms = new ArrayList<>();
        for (Token token : piece) {
            add(forms, form(token));
        }
        return text(forms);
    }

    /** {@return the general form of a whole line: what it declares, not how} */
    String outline(List<Token> line) {
        boolean comma = line.size() > 1 && line.get(line.size() - 1).is(",");
        List<Token> tokens = comma ? line.subList(0, line.size() - 1) : line;
        int value = afterKey(tokens);
        if (value == 0) {
            return text(elided(tokens));
        }
        List<Token> rest = tokens.subList(value, tokens.size());
        if (isNamed(tokens.get(0))) {
            return "%s: %s".formatted(tokens.get(0).text(), text(elided(rest)));
        }
        boolean named = !rest.isEmpty() && isNamed(rest.get(0));
        return "%s: %s...".formatted(name(), named ? rest.get(0).text() : "");
    }

    /** {@return where the value begins in a line {@code key: value}, 0 for any other line} */
    private static int afterKey(List<Token> line) {
        int colon = line.size() > 1 && line.get(1).is("?") ? 2 : 1;
        boolean key =
                line.size() > colon && line.get(colon).is(":") && line.get(0).kind() != Kind.SIGN;
        return key ? colon + 1 : 0;
    }

    private List<String> elided(List<Token> line) {
        List<String> forms = new ArrayList<>();
        int depth = 0;
        for (Token token : line) {
            depth -= token.closes() && depth > 0 ? 1 : 0;
            if (depth == 0) {
                boolean ends = token.closes()
                        && !forms.isEmpty()
                        && forms.get(forms.size() - 1).endsWith("...");
                if (token.opens()) {
                    add(forms, token.text() + "...");
                } else if (ends) {
                    forms.set(forms.size() - 1, forms.get(forms.size() - 1) + token.text());
                } else {
                    add(forms, form(token));
                }
            }
            depth += token.opens() ? 1 : 0;
        }
        if (depth > 0 && forms.size() <= LONGEST) { // the head of a block; in a longer line its bracket is left out
            String last = forms.get(forms.size() - 1);
            forms.set(forms.size() - 1, last + ")]}".charAt("([{".indexOf(last.charAt(0))));
        }
        return forms;
    }

    private String form(Token token) {
        return switch (token.kind()) {
            case TEXT -> "'text'";
            case NUMBER -> "123";
            case UUID -> "uuid";
            case TIMESTAMP -> "timestamp";
            case SIGN -> token.text().codePointAt(0) < 128 ? token.text() : "sign";
            case WORD -> word(token.text());
        };
    }

    private String word(String text) {
        String word = text.replace("[]", "");
        String shown = isKnown(word) || words.contains(word) ? word : name();
        return shown + text.substring(word.length());
    }

    private String name() {
        return syntax == CommentSyntax.NONE || syntax == CommentSyntax.JSON ? "word" : "name";
    }

    private boolean isKnown(String word) {
        return switch (syntax) {
            case C_LIKE -> C_WORDS.contains(word);
            case SQL -> SQL_WORDS.contains(word.toLowerCase(Locale.ROOT));
            case HASH, PROPERTIES -> HASH_WORDS.contains(word);
            case JSON, NONE -> false;
        };
    }

    /** Adds a form, unless that repeats what the forms end with. */
    private static void add(List<String> forms, String form) {
        if (forms.size() > LONGEST) {
            return;
        }
        forms.add(form);
        boolean separator = form.equals(",") || form.equals("|") || form.equals(";");
        for (int length = 1; !separator && length <= PATTERN && 2 * length <= forms.size(); length++) {
            int middle = forms.size() - length;
            if (forms.subList(middle, forms.size()).equals(forms.subList(middle - length, middle))) {
                forms.subList(middle, forms.size()).clear();
                return;
            }
        }
    }

    private static String text(List<String> forms) {
        StringBuilder text = new StringBuilder();
        String before = "";
        for (int at = 0; at < Math.min(forms.size(), LONGEST); at++) {
            String form = forms.get(at);
            boolean again = at > 1 && forms.get(at - 2).equals(form) && (before.equals(",") || before.equals("|"));
            text.append(isApart(before, form) ? " " : "").append(again ? "..." : form);
            before = form;
        }
        return text.append(forms.size() > LONGEST ? " ..." : "").toString();
    }

    private static boolean isApart(String before, String form) {
        boolean sticks = ",;:)]>.?".indexOf(form.charAt(0)) >= 0
                || "([<.!".contains(before) // or nothing is before
                || ("([<".indexOf(form.charAt(0)) >= 0 && Character.isLetterOrDigit(before.charAt(0)));
        return !sticks;
    }

    /** {@return the names of the values that hold the place, from outside in, as {@code primaryKey: }; often empty} */
    String context(List<Token> line, int place) {
        boolean beside =
                place < line.size() && line.get(place).is(","); // whether what is to the left belongs to another value
        int depth = 0;
        for (int at = place - 1; at > 0; at--) { // a key is before its colon, so the first token matters no more
            Token token = line.get(at);
            if (token.closes()) {
                depth++;
            } else if (token.opens()) {
                beside &= depth > 0;
                depth = Math.max(0, depth - 1);
            } else if (depth == 0 && (token.is(",") || token.is(";"))) {
                beside = true;
            } else if (depth == 0 && token.is(":") && !beside) {
                int key = line.get(at - 1).is("?") ? at - 2 : at - 1;
                if (key >= 0 && isNamed(line.get(key))) {
                    return line.get(key).text() + ": ";
                }
                beside = true;
            }
        }
        return "";
    }

    /** {@return the same tokens on one line, for a spot} */
    static String joined(List<Token> tokens) {
        return tokens.stream().map(Token::text).collect(Collectors.joining(" "));
    }
}
