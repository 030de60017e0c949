package dev.switchback.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The name of the machine, fit to be part of a file name. */
public final class HostName {

    private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");
    private static final int LONGEST = 63;

    private HostName() {}

    /** {@return what this process is called among those of all machines: {@code <host>.<pid>}} */
    public static String ofProcess() {
        return "%s.%d".formatted(of(local()), ProcessHandle.current().pid());
    }

    /** {@return the machine's own name, found without asking the network, which may hang} */
    static String local() {
        String windows = System.getenv("COMPUTERNAME");
        if (windows != null) {
            return windows;
        }
        try {
            return Files.readString(LINUX).strip();
        } catch (IOException absent) {
            // no Linux: the shell may have said it, and all processes of one machine may share one name besides
            String shell = System.getenv("HOSTNAME");
            return shell == null ? "localhost" : shell;
        }
    }

    /** {@return the name in lower case, with a hyphen for whatever is neither letter nor digit} */
    static String of(String name) {
        String plain =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String known = plain.isEmpty() ? "localhost" : plain;
        return known.substring(0, Math.min(known.length(), LONGEST));
    }
}
