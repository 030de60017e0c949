package dev.switchback.state.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is killed, cut off and starved: something that keeps numbered events in a directory. */
interface Subject extends AutoCloseable {

    /** Which subject. */
    enum Kind {
        /** The state store. */
        STORE {
            @Override
            Subject open(Path directory, String node) {
                return StoreSubject.open(directory, node);
            }

            @Override
            Reading read(Path directory) {
                return StoreSubject.read(directory);
            }
        },
        /** The state store with the segments that it has by default. */
        LONG_SEGMENTS {
            @Override
            Subject open(Path directory, String node) {
                return StoreSubject.openWithLongSegments(directory, node);
            }

            @Override
            Reading read(Path directory) {
                return StoreSubject.read(directory);
            }
        },
        /** What everybody writes first: it must be found out, or the harness proves nothing. */
        NAIVE {
            @Override
            Subject open(Path directory, String node) throws IOException {
                return NaiveSubject.open(directory);
            }

            @Override
            Reading read(Path directory) {
                return NaiveSubject.read(directory);
            }
        };

        abstract Subject open(Path directory, String node) throws IOException;

        /** {@return what is there after the fault} */
        abstract Reading read(Path directory);
    }

    /**
     * What is there.
     *
     * @param unreadable why it cannot be read or is not in order
     * @param numbers the events, oldest first
     */
    record Reading(Optional<String> unreadable, List<Long> numbers) {}

    /** Keeps one more event, and returns when it is said to be kept. */
    void write(long number) throws IOException;

    /** Does what is to be done when the disk is back. */
    void recover();

    @Override
    void close();
}
