package dev.switchback.cli.shell;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Asks before something leads away from safety: shows the state and what speaks against it, and wants a yes. */
public final class Confirmation {

    private static final Set<String> YES = Set.of("y", "yes");

    private Confirmation() {}

    /**
     * Returns if it is confirmed, by option or by a person.
     *
     * @param what what would be done, such as {@code percentage 10 -> 25}
     * @param shown the state and the guards, a line each
     * @throws Refusal if it is not ; nothing was changed
     */
    public static void of(Shell shell, ChangeOptions change, String what, List<String> shown) {
        of(shell, change.yes(), what, shown);
    }

    /**
     * Returns if it is confirmed, beforehand or by a person.
     *
     * @throws Refusal if it is not ; nothing was changed
     */
    public static void of(Shell shell, boolean yes, String what, List<String> shown) {
        shown.forEach(line -> shell.note(SafeText.of(line)));
        if (yes) {
            return;
        }
        String answer = shell.terminal()
                .prompt()
                .map(prompt -> prompt.ask("%s: go on? [y/N] ".formatted(SafeText.of(what))))
                .orElse("");
        if (!YES.contains(answer.strip().toLowerCase(Locale.ROOT))) {
            throw Refusal.unconfirmed(what);
        }
    }
}
