package dev.switchback.cli.control;

import dev.switchback.flags.Setting;
import dev.switchback.flags.Settings;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One change of the stored settings, as a command asks for it.
 *
 * @param what the name of what changes, such as {@code percentage}
 * @param does the change
 * @param shows what is changed, as it is shown before and after
 * @param undo the words of the command that brings back what the settings hold
 * @param touches the settings whose variables would mask the change
 * @param neutral whether it leads neither way, though less of it is safer: canaries
 */
record FlagEdit(
        String what,
        UnaryOperator<Settings> does,
        Function<Settings, String> shows,
        Function<Settings, String> undo,
        Set<Setting> touches,
        boolean neutral) {

    FlagEdit {
        touches = Set.copyOf(touches);
    }
}
