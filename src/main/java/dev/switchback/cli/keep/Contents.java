package dev.switchback.cli.keep;

import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.state.transfer.Transferred;
import java.util.ArrayList;
import java.util.List;

/** What an export holds, as it is shown. */
final class Contents {

    private Contents() {}

    /** {@return the generation of each migration by its name} */
    static Fields fields(Transferred whole) {
        Fields migrations = Fields.of();
        whole.generations().forEach(migrations::put);
        return migrations;
    }

    static List<String> lines(Transferred whole) {
        List<String> lines = new ArrayList<>();
        lines.add("%d entries up to record %d, from %s, found whole"
                .formatted(whole.entries(), whole.newest(), SafeText.of(whole.from())));
        whole.generations().forEach((name, generation) -> lines.add("  %s, generation %d".formatted(name, generation)));
        return lines;
    }
}
