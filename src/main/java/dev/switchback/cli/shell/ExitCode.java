package dev.switchback.cli.shell;

/** What the exit code of a command says; scripts and alerts rely on the numbers. */
public final class ExitCode {

    /** Done, or healthy. */
    public static final int OK = 0;
    /** It failed. */
    public static final int ERROR = 1;
    /** An option or argument is wrong; nothing was changed. */
    public static final int USAGE = 2;
    /** Somebody should look. */
    public static final int DEGRADED = 3;
    /** Somebody must act. */
    public static final int CRITICAL = 4;
    /** It was not confirmed, a guard forbids it, or a variable of a node masks it. */
    public static final int REFUSED = 5;
    /** The state has moved on since it was looked at; nothing was changed. */
    public static final int CONFLICT = 6;
    /** The state cannot be read or written, or no live process could answer. */
    public static final int UNREACHABLE = 7;
    /** There is no such thing. */
    public static final int NOT_FOUND = 8;

    private ExitCode() {}
}
