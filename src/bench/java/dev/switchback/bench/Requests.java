package dev.switchback.bench;

import dev.switchback.flags.Share;
import java.util.Random;
import java.util.function.IntPredicate;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The requests of every benchmark: 1,024 keys of 8 to 32 characters, the same in every process, one after another.
 *
 * <p>A request is its own key, and either pipeline returns it, so that what is measured is the way and not the work.
 */
public abstract class Requests {

    static final String MIGRATION = "bench";

    private static final int KEYS = 1_024;
    private static final int SEED = 20_261_121;
    private static final int SHORTEST = 8;
    private static final int LONGEST = 32;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-_";

    private final String[] keys;
    private int next;

    Requests(IntPredicate wanted) {
        Random random = new Random(SEED);
        int seed = Share.seedOf(MIGRATION);
        keys = new String[KEYS];
        for (int made = 0; made < KEYS; ) {
            String key = key(random);
            if (wanted.test(Share.bucketOf(seed, key))) {
                keys[made++] = key;
            }
        }
    }

    String next() {
        return keys[next++ & (KEYS - 1)];
    }

    private static String key(Random random) {
        StringBuilder key = new StringBuilder();
        for (int left = SHORTEST + random.nextInt(LONGEST - SHORTEST + 1); left > 0; left--) {
            key.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return key.toString();
    }

    /** Keys of both sides. */
    @State(Scope.Thread)
    public static class OfBothSides extends Requests {

        /** Makes them. */
        public OfBothSides() {
            super(bucket -> true);
        }
    }

    /** Keys that stay on legacy at 50 %. */
    @State(Scope.Thread)
    public static class OfLegacy extends Requests {

        /** Makes them. */
        public OfLegacy() {
            super(bucket -> !Share.of(50).covers(bucket));
        }
    }

    /** Keys that go to the new pipeline at 50 %. */
    @State(Scope.Thread)
    public static class OfNew extends Requests {

        /** Makes them. */
        public OfNew() {
            super(bucket -> Share.of(50).covers(bucket));
        }
    }
}
