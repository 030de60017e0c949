package dev.switchback.cli.generate;

import dev.switchback.flags.Share;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The variables of one run: those of the process, and over them what its options say; nothing of it is stored. */
final class RunVariables {

    private final Map<String, String> variables;
    private final String prefix;

    RunVariables(Map<String, String> process, String migration) {
        variables = new HashMap<>(process);
        prefix = "MIGRATION_%s_".formatted(migration.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Sends a share of the tables to the new pipeline. */
    void percentage(Share share) {
        variables.put(prefix + "NEW_PIPELINE_PCT", share.text());
    }

    /** Compares every table. */
    void compareAll() {
        variables.put(prefix + "ENABLE_CANARY", "true");
        variables.put(prefix + "CANARY_SAMPLE_PCT", "100");
    }

    /** Compares no table. */
    void compareNone() {
        variables.put(prefix + "ENABLE_CANARY", "false");
    }

    Map<String, String> map() {
        return Map.copyOf(variables);
    }
}
