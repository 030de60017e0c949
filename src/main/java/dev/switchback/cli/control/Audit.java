package dev.switchback.cli.control;

import dev.switchback.cli.shell.OpenState;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.StateStoreException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the record of what was just done, for those who want to read it up. */
final class Audit {

    private Audit() {}

    /** {@return the number of the newest record of these types, empty if there is none or it cannot be read} */
    static Optional<Long> newest(OpenState state, List<String> types) {
        return types.stream()
                .flatMap(type -> of(state, type))
                .map(HistoryEntry::sequence)
                .max(Comparator.naturalOrder());
    }

    private static Stream<HistoryEntry> of(OpenState state, String type) {
        try {
            return state
                    .store()
                    .history(HistoryQuery.newest(1).of(state.migration()).ofType(type))
                    .stream();
        } catch (StateStoreException unreadable) { // what was done is done; its number is not worth a failure
            return Stream.empty();
        }
    }
}
