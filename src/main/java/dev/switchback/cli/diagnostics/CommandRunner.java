package dev.switchback.cli.diagnostics;

import java.util.List;

/** Runs other commands of this program in this process, and keeps what they say. */
@FunctionalInterface
public interface CommandRunner {

    /** {@return what a command said, with these words as its arguments} */
    Said run(List<String> words);

    /**
     * What a command said.
     *
     * @param exit its exit code
     * @param out its data
     */
    record Said(int exit, String out) {}
}
