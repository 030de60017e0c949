package dev.switchback.state.faults;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** What was asked for and what was acknowledged, and how that compares with what is there after each fault. */
final class Ledger {

    private final Set<Long> asked = new HashSet<>();
    private final Set<Long> acknowledged = new TreeSet<>();
    private long next;
    private int trials;
    private int lossy;
    private int worst;
    private int unreadable;
    private String firstTrouble = "";

    /** {@return the next number to ask for} */
    long ask() {
        next++;
        asked.add(next);
        return next;
    }

    /** Takes an answer, and says whether it acknowledged something. */
    boolean take(String answer) {
        return answer.startsWith("ack ") && acknowledged.add(Long.parseLong(answer.substring(4)));
    }

    /**
     * Compares what is there; what is lost or unreadable counts once, and is forgotten then.
     *
     * @return whether it could be read
     */
    boolean compare(Subject.Kind kind, Path directory, String what) {
        trials++;
        Subject.Reading reading = kind.read(directory);
        Set<Long> found = new HashSet<>(reading.numbers());
        if (reading.unreadable().isPresent()) {
            unreadable++;
            note(what + ": " + reading.unreadable().get());
        } else if (found.size() != reading.numbers().size() || !asked.containsAll(found)) {
            unreadable++;
            note(what + ": events are there twice, or were never asked for");
        } else if (!found.containsAll(acknowledged)) {
            acknowledged.removeAll(found);
            lossy++;
            worst = Math.max(worst, acknowledged.size());
            note("%s: lost %s".formatted(what, acknowledged));
        }
        acknowledged.clear();
        acknowledged.addAll(found);
        return reading.unreadable().isEmpty();
    }

    /** Begins with an empty disk. */
    void forget() {
        acknowledged.clear();
    }

    private void note(String trouble) {
        if (firstTrouble.isEmpty()) {
            firstTrouble = trouble;
        }
    }

    /** {@return what became of it all} */
    Tally tally() {
        return new Tally(trials, lossy, worst, unreadable, firstTrouble);
    }

    /**
     * What became of it all.
     *
     * @param trials how often a fault was made
     * @param lossy after how many of them something acknowledged was gone
     * @param worst how much at most
     * @param unreadable after how many of them nothing could be read, or not in order
     * @param firstTrouble the first of these, in words
     */
    record Tally(int trials, int lossy, int worst, int unreadable, String firstTrouble) {

        boolean isClean() {
            return lossy + unreadable == 0;
        }
    }
}
