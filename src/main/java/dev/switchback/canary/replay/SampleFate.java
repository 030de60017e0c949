package dev.switchback.canary.replay;

/** What became of a sample that was offered to a store of samples. */
public enum SampleFate {
    /** It is kept. */
    KEPT("it is kept"),
    /** One that is as small, or smaller, is kept already. */
    NOT_SMALLER("one that is as small is kept already"),
    /** It has more than 256 KiB. */
    TOO_LARGE("it is too large"),
    /** Samples of as many other classes are kept as there may be. */
    TOO_MANY("samples of too many classes are kept already"),
    /** The difference is one of time alone, which another run on another machine would not show. */
    NOT_REPLAYABLE("a difference of time alone cannot be replayed"),
    /** The codec threw, or the request or an output cannot be read back from what it wrote. */
    NOT_ENCODED("it cannot be written as text and read back"),
    /** The cleaner threw, or left something that cannot be read back. */
    NOT_CLEANED("it could not be cleaned"),
    /** The store does not take it now. */
    NOT_STORED("the store did not take it");

    private final String sentence;

    SampleFate(String sentence) {
        this.sentence = sentence;
    }

    /** {@return whether nobody need know: the sample or a better one is there, or none can be} */
    public boolean isFine() {
        return this == KEPT || this == NOT_SMALLER || this == NOT_REPLAYABLE;
    }

    /** {@return a half sentence for people} */
    public String sentence() {
        return sentence;
    }
}
