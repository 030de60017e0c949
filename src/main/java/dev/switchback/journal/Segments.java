package dev.switchback.journal;

import dev.switchback.journal.disk.Storage;
import dev.switchback.journal.disk.StorageInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The names of the journal's files. */
final class Segments {

    /** The segment that is written to. */
    static final String ACTIVE = "history.jsonl";

    /** The next segment while it is being made; it becomes the active one by being renamed. */
    static final String NEXT = "history.jsonl.next";

    /** The verified copy of a segment whose disk failed, while it is being made. */
    static final String COPY = "history.jsonl.copy";

    private static final String ZIPPED = ".gz";
    private static final String BEING_ZIPPED = ".gz.tmp";
    private static final Pattern SEALED = Pattern.compile("history-(\\d{12})\\.jsonl(\\.gz)?");

    private Segments() {}

    /** A segment that is not written to any more. */
    record Sealed(String name, long first) {

        boolean isZipped() {
            return name.endsWith(ZIPPED);
        }

        InputStream open(Storage storage) throws IOException {
            InputStream plain = new StorageInput(storage.read(name), 0);
            return isZipped() ? new GZIPInputStream(plain) : plain;
        }
    }

    static String sealedName(long first) {
        return "history-%012d.jsonl".formatted(first);
    }

    static String zippedName(Sealed segment) {
        return segment.name() + ZIPPED;
    }

    static String beingZippedName(Sealed segment) {
        return segment.name() + BEING_ZIPPED;
    }

    /** {@return whether a crash may have left the file, and nothing else needs it} */
    static boolean isLeftover(String name) {
        return name.equals(COPY) || name.endsWith(BEING_ZIPPED) || name.contains(".tmp-");
    }

    /** {@return the sealed segments, oldest first; one that is there twice counts once, as it was before zipping} */
    static List<Sealed> sealed(List<String> names) {
        return names.stream()
                .map(SEALED::matcher)
                .filter(Matcher::matches)
                .filter(match -> match.group(2) == null || !names.contains(sealedName(first(match))))
                .map(match -> new Sealed(match.group(), first(match)))
                .sorted(Comparator.comparingLong(Sealed::first))
                .toList();
    }

    private static long first(Matcher match) {
        return Long.parseLong(match.group(1));
    }
}
