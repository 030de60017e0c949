package dev.switchback.schema.down.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of an SQL statement, in order: without comments and white space, and with a quote for each text.
 *
 * <p>Unquoted names are in lower case, quoted ones as they are spelled; what a quote stands for is in {@link #texts}.
 *
 * @param list the words
 * @param texts what stands between quotes of any sort, one for each quote among the words
 */
record Words(List<String> list, List<String> texts) {

    private static final Pattern WORD = Pattern.compile(
            "--[^\\n]*|/\\*.*?\\*/|\\s+"
                    + "|[eE]'(?:[^'\\\\]|\\\\.|'')*'|'(?:[^']|'')*'"
                    + "|(\"(?:[^\"]|\"\")*\")"
                    + "|(\\$(?:[A-Za-z_\\x80-\\uffff][\\w\\x80-\\uffff]*)?\\$)"
                    + "|([A-Za-z_\\x80-\\uffff][\\w$\\x80-\\uffff]*)|\\d[\\w.]*|(.)",
            Pattern.DOTALL);

    static Words of(String sql) {
        List<String> list = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        Matcher word = WORD.matcher(sql);
        int at = 0;
        while (at < sql.length() && word.find(at)) {
            at = word.end();
            if (word.group(1) != null) {
                String name =
                        word.group(1).substring(1, word.group(1).length() - 1).replace("\"\"", "\"");
                list.add(name.equals("'") ? "''" : name); // which is no text
            } else if (word.group(2) != null) {
                int end = sql.indexOf(word.group(2), at);
                int stop = end < 0 ? sql.length() : end;
                texts.add(sql.substring(at, stop));
                list.add("'");
                at = end < 0 ? sql.length() : end + word.group(2).length();
            } else if (word.group(3) != null) {
                list.add(word.group(3).toLowerCase(Locale.ROOT));
            } else if (word.group(4) != null) {
                list.add(word.group(4).equals("'") ? "''" : word.group(4)); // a lone one is not ended
            } else if (word.group().startsWith("'") || word.group().matches("(?s)[eE]'.*")) {
                list.add("'");
                texts.add(text(word.group()));
            }
        }
        return new Words(list, texts);
    }

    private static String text(String quoted) {
        String text =
                quoted.substring(quoted.indexOf('\'') + 1, quoted.length() - 1).replace("''", "'");
        return quoted.startsWith("'") ? text : text.replaceAll("\\\\[nrt]", " ");
    }

    String at(int index) {
        return index < list.size() ? list.get(index) : "";
    }

    boolean has(String word) {
        return list.contains(word);
    }

    /** {@return the last part of a name that begins at a place, without its schema} */
    String nameAt(int index) {
        int at = index;
        while (at(at + 1).equals(".")) {
            at += 2;
        }
        return at(at);
    }

    /** {@return the place after a name that begins at a place} */
    int afterName(int index) {
        int at = index;
        while (at(at + 1).equals(".")) {
            at += 2;
        }
        return at + 1;
    }
}
