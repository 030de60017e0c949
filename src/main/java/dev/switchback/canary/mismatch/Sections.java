package dev.switchback.canary.mismatch;

import dev.switchback.state.Document;
import dev.switchback.state.StateStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sections of a document that are rows of a table: a prefix and an id of 12 hexadecimal digits. A section each, because a
 * record of the journal holds every section that a change touches, before and after, and must stay short.
 */
final class Sections {

    private static final Logger log = LoggerFactory.getLogger(CanaryEvidence.class);
    private static final Pattern ID = Pattern.compile("[0-9a-f]{12}");

    private Sections() {}

    /** {@return the ids of all rows} */
    static List<String> ids(Document document, String prefix) {
        return document.sections().keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .filter(id -> ID.matcher(id).matches())
                .toList();
    }

    /** {@return every row that can be read; one of a newer version does not hide the others} */
    static <R, T> List<T> read(Document document, String prefix, Class<R> row, BiFunction<String, R, T> value) {
        List<T> read = new ArrayList<>();
        for (String id : ids(document, prefix)) {
            try {
                document.section(prefix + id, row).ifPresent(one -> read.add(value.apply(id, one)));
            } catch (StateStoreException | IllegalArgumentException otherFormat) {
                log.debug("[OutputComparator] a kept row is left out (section={}{})", prefix, id, otherFormat);
            }
        }
        return read;
    }

    /** {@return the text, or its begin} */
    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + "...";
    }
}
