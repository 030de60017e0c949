package dev.switchback.cli.generate;

import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Terminal;
import java.io.PrintWriter;

/** Draws how far a run has come, on one line of stderr, where a person looks at it. */
final class ProgressBar implements ModelRun.Progress {

    private static final int WIDTH = 30;

    private final PrintWriter err;
    private final boolean live;

    ProgressBar(Terminal terminal) {
        err = terminal.err();
        live = terminal.live();
    }

    @Override
    public void done(int tables, int total, String last) {
        if (!live) {
            return;
        }
        int filled = WIDTH * tables / total;
        String bar = "#".repeat(filled) + " ".repeat(WIDTH - filled);
        err.print("\r[%s] %d/%d %-30.30s".formatted(bar, tables, total, SafeText.of(last)));
        if (tables == total) {
            err.print("\r" + " ".repeat(WIDTH + 50) + "\r");
        }
        err.flush();
    }
}
