package dev.switchback.fleet;

/** How far a node has followed a rollback. */
public enum Acknowledgement {
    /** Nothing new starts on what is taken back. */
    FORCED,
    /** Nothing runs on what is taken back any more; it includes {@link #FORCED}. */
    DRAINED
}
