package dev.switchback.state.view;

import dev.switchback.journal.disk.Storage;
import dev.switchback.state.MigrationName;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The files {@code migrations/<name>.json}. */
public final class DocumentFiles {

    private static final String DIRECTORY = "migrations";
    private static final String END = ".json";
    private static final String TEMPORARY = ".tmp-";
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}\\.json");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private DocumentFiles() {}

    /** What was found: valid documents, and why others are not, or are not understood. */
    public record Found(Map<String, View> valid, Map<String, String> damaged, Map<String, String> newer) {}

    public static Found read(Storage root) throws IOException {
        Found found = new Found(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        Storage files = root.directory(DIRECTORY, false);
        for (String file : files.list()) {
            if (NAME.matcher(file).matches()) {
                String name = file.substring(0, file.length() - END.length());
                try {
                    found.valid().put(name, DocumentFile.decode(name, files.readSmall(file, DocumentFile.LONGEST)));
                } catch (DocumentFile.NewerFormatException newer) {
                    found.newer().put(name, newer.getMessage());
                } catch (IOException damaged) {
                    found.damaged().put(name, damaged.getMessage());
                }
            }
        }
        return found;
    }

    /** Removes what a crash left; under the lock nobody else is writing. */
    public static void removeLeftovers(Storage root) throws IOException {
        Storage files = root.directory(DIRECTORY, false);
        for (String file : files.list()) {
            if (file.contains(TEMPORARY)) {
                files.delete(file);
            }
        }
    }

    public static void write(Storage root, View view) throws IOException {
        Storage files = root.directory(DIRECTORY, true);
        String file = MigrationName.checked(view.document().migration()) + END;
        files.facts(file); // refuses a symbolic link, which a rename would silently replace
        String temporary = file + TEMPORARY + view.at().sequence();
        files.delete(temporary);
        files.replace(file, temporary, DocumentFile.encode(view));
    }

    /** Keeps a damaged document beside the one that takes its place. */
    public static void putAside(Storage root, String name, Instant now) throws IOException {
        Storage files = root.directory(DIRECTORY, true);
        String file = MigrationName.checked(name) + END;
        if (files.facts(file).isPresent()) {
            files.move(file, "%s.damaged-%s".formatted(file, STAMP.format(now)));
            files.sync();
        }
    }
}
