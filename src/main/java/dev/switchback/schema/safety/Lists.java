package dev.switchback.schema.safety;

import java.util.ArrayList;
import java.util.List;

/** Lists in SQL, {@code a, f(b, c), 'd, e'}. */
final class Lists {

    private Lists() {}

    /** {@return the elements, without white space around them} */
    static List<String> split(String list) {
        List<String> elements = new ArrayList<>();
        int depth = 0;
        char quote = 0;
        int begin = 0;
        for (int at = 0; at < list.length(); at++) {
            char each = list.charAt(at);
            if (quote != 0) {
                quote = each == quote ? 0 : quote;
            } else if (each == '\'' || each == '"') {
                quote = each;
            } else if (each == '(' || each == ')') {
                depth += each == '(' ? 1 : -1;
            } else if (each == ',' && depth == 0) {
                elements.add(list.substring(begin, at).strip());
                begin = at + 1;
            }
        }
        elements.add(list.substring(begin).strip());
        return elements;
    }
}
