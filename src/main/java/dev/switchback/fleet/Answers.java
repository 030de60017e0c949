package dev.switchback.fleet;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest sixteen answers of a node; thread-safe. */
final class Answers {

    private static final int MOST = 16;

    private final Deque<Answer> newest = new ArrayDeque<>(); // guarded by this

    synchronized void add(Answer answer) {
        newest.addLast(answer);
        if (newest.size() > MOST) {
            newest.removeFirst();
        }
    }

    /** {@return them, the oldest first} */
    synchronized List<Answer> newest() {
        return List.copyOf(newest);
    }
}
