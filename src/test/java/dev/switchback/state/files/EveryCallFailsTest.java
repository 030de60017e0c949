package dev.switchback.state.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.journal.MemoryStorage;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.testing.FakeClock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Lets each call that a store makes of its disk fail in turn, and each kind of end follow. */
class EveryCallFailsTest {

    private static final int FEWEST = 300;

    /** What comes after the failure. */
    enum End {
        /** The process is gone; the system keeps what it was given. */
        KILLED {
            @Override
            MemoryStorage after(MemoryStorage disk, int seed) {
                return disk.copy();
            }
        },
        /** The power is gone, and all that was not forced. */
        POWER_CUT {
            @Override
            MemoryStorage after(MemoryStorage disk, int seed) {
                disk.crash();
                return disk;
            }
        },
        /** The power is gone while the disk was busy: of what was not forced any part is there. */
        HALF_WRITTEN {
            @Override
            MemoryStorage after(MemoryStorage disk, int seed) {
                disk.crash(new Random(seed));
                return disk;
            }
        };

        abstract MemoryStorage after(MemoryStorage disk, int seed);
    }

    @ParameterizedTest
    @EnumSource
    void losesNothingAcknowledgedWhenOneCallFails(End end) {
        int nth = 0;
        boolean reached = true;
        while (reached) {
            nth++;
            MemoryStorage disk = new MemoryStorage();
            disk.failOnce(nth);
            Story story = new Story(disk).live();
            reached = disk.calls() >= nth;
            check(end.after(disk, nth), story, "call %d alone, then %s".formatted(nth, end));
        }
        assertThat(nth).as("calls of one life").isGreaterThan(FEWEST);
    }

    /** What could not be kept could not be taken back either, and is tried again. */
    @ParameterizedTest
    @EnumSource
    void writesNothingTwiceWhenTwoCallsInARowFail(End end) {
        int nth = 0;
        boolean reached = true;
        while (reached) {
            nth++;
            MemoryStorage disk = new MemoryStorage();
            disk.failTwice(nth);
            Story story = new Story(disk).live();
            reached = disk.calls() >= nth;
            check(end.after(disk, nth), story, "calls %d and %d, then %s".formatted(nth, nth + 1, end));
        }
        assertThat(nth).as("calls of one life").isGreaterThan(FEWEST);
    }

    @ParameterizedTest
    @EnumSource
    void losesNothingAcknowledgedWhenACallAndAllAfterItFail(End end) {
        int nth = 0;
        boolean reached = true;
        while (reached) {
            nth++;
            MemoryStorage disk = new MemoryStorage();
            disk.failFrom(nth);
            Story story = new Story(disk).live();
            reached = disk.calls() >= nth;
            check(end.after(disk, nth), story, "call %d and all after it, then %s".formatted(nth, end));
        }
        assertThat(nth).as("calls of one life").isGreaterThan(FEWEST);
    }

    /** A crash while a store puts in order what an earlier crash has left. */
    @ParameterizedTest
    @CsvSource({
        "false, KILLED",
        "false, POWER_CUT",
        "false, HALF_WRITTEN",
        "true, KILLED",
        "true, POWER_CUT",
        "true, HALF_WRITTEN"
    })
    void losesNothingWhenPuttingInOrderFailsToo(boolean once, End end) {
        for (int first = 10; first <= FEWEST; first += 29) {
            MemoryStorage cut = new MemoryStorage();
            cut.failFrom(first);
            Story story = new Story(cut).live();
            cut.crash(new Random(first));
            boolean reached = true;
            for (int nth = 1; reached; nth++) {
                MemoryStorage disk = cut.copy();
                if (once) {
                    disk.failOnce(nth);
                } else {
                    disk.failFrom(nth);
                }
                openAndClose(disk);
                reached = disk.calls() >= nth;
                check(end.after(disk, nth), story, "call %d of the second life, after call %d".formatted(nth, first));
            }
        }
    }

    private static void openAndClose(MemoryStorage disk) {
        try (FileStateStore store = Story.open(disk, new FakeClock())) {
            store.poll();
        }
    }

    private static void check(MemoryStorage disk, Story story, String what) {
        Document document;
        try (FileStateStore store = Story.open(disk, new FakeClock())) {
            assertThat(store.unreadable(Story.MIGRATION)).as(what).isEmpty();
            List<Integer> found = numbers(store);
            assertThat(story.acknowledged()).as(what).isSubsetOf(found);
            assertThat(found).as(what).doesNotHaveDuplicates().isSubsetOf(story.perhapsWritten());
            document = store.document(Story.MIGRATION);
            assertThat(document.generation()).as(what).isEqualTo(found.size());
            assertThat(document.section("number")
                            .map(number -> number.path("last").asInt()))
                    .as(what)
                    .isEqualTo(found.stream().findFirst());
            assertThat(store.verify()).as(what).isEmpty();
        }
        opensTheSecondTimeWithoutChangingAnything(disk, document, what);
    }

    private static List<Integer> numbers(FileStateStore store) {
        return store.history(HistoryQuery.newest(100).of(Story.MIGRATION)).stream()
                .map(HistoryEntry::data)
                .map(data -> (Integer) data.get("number"))
                .toList();
    }

    private static void opensTheSecondTimeWithoutChangingAnything(MemoryStorage disk, Document document, String what) {
        Map<String, String> before = disk.contents();
        try (FileStateStore again = Story.open(disk, new FakeClock())) {
            assertThat(again.document(Story.MIGRATION)).as(what).isEqualTo(document);
            again.poll();
        }
        assertThat(disk.contents()).as(what).isEqualTo(before);
    }
}
