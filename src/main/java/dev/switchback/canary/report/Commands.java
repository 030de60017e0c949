package dev.switchback.canary.report;

import dev.switchback.canary.difference.Fingerprint;
import java.util.List;
import java.util.regex.Pattern;

/** The command lines that lead on from a class of differences. */
final class Commands {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]+");

    private Commands() {}

    /**
     * A command line.
     *
     * @param purpose what it is for
     * @param line what to type; it ends where something must be filled in
     * @param open what must be filled in, empty if nothing
     */
    record Command(String purpose, String line, String open) {

        List<String> words() {
            return List.of(line.split(" ", -1));
        }
    }

    /** {@return the commands for a class of differences} */
    static List<Command> of(String migration, Fingerprint fingerprint) {
        String of = "%s --migration %s".formatted(fingerprint, word(migration));
        return List.of(
                new Command("see it again", "switchback canary mismatches --fingerprint %s".formatted(of), ""),
                new Command(
                        "get a test that reproduces it",
                        "switchback canary export %s --out canary-%s".formatted(of, fingerprint),
                        ""),
                new Command(
                        "ignore it for two weeks",
                        "switchback canary ignore %s --for 14d --reason".formatted(of),
                        "\"why it does not matter\""));
    }

    /** {@return the text as one word of a shell} */
    private static String word(String text) {
        String plain = Piece.plain(text);
        return PLAIN.matcher(plain).matches() ? plain : "'%s'".formatted(plain.replace("'", "'\\''"));
    }
}
