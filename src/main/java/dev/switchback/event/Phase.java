package dev.switchback.event;

/** Which part of something an event is. */
public enum Phase {
    /** It begins; a finish or a failure follows. */
    START(".start"),
    /** It ended well. */
    FINISH(".finish"),
    /** It ended badly. */
    FAILED(".failed"),
    /** All of it: it has no length. */
    MOMENT("");

    private final String suffix;

    Phase(String suffix) {
        this.suffix = suffix;
    }

    /** {@return the phase that the name of an event ends with} */
    public static Phase of(MigrationEvent event) {
        String name = event.name();
        return name.endsWith(START.suffix)
                ? START
                : name.endsWith(FINISH.suffix) ? FINISH : name.endsWith(FAILED.suffix) ? FAILED : MOMENT;
    }

    /** {@return the name of an event in this phase without the word for it, the same for a start and its end} */
    public String stem(MigrationEvent event) {
        return event.name().substring(0, event.name().length() - suffix.length());
    }
}
