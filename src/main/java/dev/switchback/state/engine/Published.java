package dev.switchback.state.engine;

import dev.switchback.state.Document;
import dev.switchback.state.view.Doubts;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the store's thread has made known to all others, in one reference.
 *
 * @param documents what is true about each migration, undurable changes included
 * @param doubts what cannot be trusted
 * @param unwritable why nothing can be written now
 * @param damage what was found damaged and survived
 * @param lastRead when the files were last found to be as this says
 * @param newest the number of the newest record
 */
record Published(
        Map<String, Document> documents,
        Doubts doubts,
        Optional<String> unwritable,
        Optional<String> damage,
        Instant lastRead,
        long newest) {

    static Published nothing(Instant now) {
        return new Published(Map.of(), Doubts.NONE, Optional.empty(), Optional.empty(), now, 0);
    }

    Published with(Map<String, Document> visible) {
        return new Published(visible, doubts, unwritable, damage, lastRead, newest);
    }

    Published read(Instant now) {
        return new Published(documents, doubts, unwritable, damage, now, newest);
    }

    Document document(String migration) {
        Document found = documents.get(migration);
        return found == null ? Document.empty(migration) : found;
    }

    Set<String> migrations() {
        Set<String> names = new TreeSet<>(documents.keySet());
        names.addAll(doubts.named().keySet());
        return Set.copyOf(names);
    }

    Optional<String> unreadable(String migration) {
        return doubts.about(migration, documents.keySet());
    }
}
