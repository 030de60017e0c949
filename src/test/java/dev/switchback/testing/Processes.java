package dev.switchback.testing;

/** Waits for processes without the common pool, which may have one thread alone, and that one something else to do. */
public final class Processes {

    private Processes() {}

    /** Returns its exit code when it has ended. */
    public static int awaitEnd(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
