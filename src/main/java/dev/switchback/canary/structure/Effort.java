package dev.switchback.canary.structure;

/** What one comparison may cost, so that no structure, however it is made, keeps a thread for long. For one thread. */
final class Effort {

    /** Enough for two JSON texts of 10 MiB of the worst kind. */
    private static final long STEPS = 50_000_000;

    private static final long GUESSES = 100_000_000;

    private final long most;
    private long taken;
    private long guesses = GUESSES;

    Effort() {
        this(STEPS);
    }

    Effort(long most) {
        this.most = most;
    }

    /** Looks at one more thing. */
    void step() {
        if (++taken > most) {
            throw new TooMuchException("took more than %d steps".formatted(most));
        }
    }

    /** {@return whether there is enough left to see by so many looks which elements have most in common} */
    boolean mayGuess(long looks) {
        guesses -= Math.min(guesses, looks);
        return guesses > 0;
    }

    /** The structures are too much to be compared. */
    static final class TooMuchException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooMuchException(String message) {
            super(message, null, false, false);
        }
    }
}
