package dev.switchback.cli.diagnostics;

import dev.switchback.cli.shell.Masks;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Shell;
import dev.switchback.flags.Setting;
import dev.switchback.flags.Settings;
import dev.switchback.flags.Snapshot;
import dev.switchback.flags.Source;
import dev.switchback.fleet.NodeReport;
import dev.switchback.state.StateJson;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the state holds that no command shows as a whole: every setting with its source, and what each process says. */
final class KnownState {

    private KnownState() {}

    /** {@return every setting, as it is stored, where from, and which variables of live processes go before it} */
    static JsonNode settings(Shell shell) {
        try (OpenState state = OpenState.reading(shell)) {
            Snapshot snapshot = state.control().flags().snapshot();
            ObjectNode document = answer(state);
            document.put("generation", snapshot.generation());
            document.put("unreadable", snapshot.unreadable().orElse(null));
            ArrayNode list = document.putArray("settings");
            for (Setting setting : Setting.values()) {
                Source source = snapshot.source(setting);
                ObjectNode one = list.addObject().put("setting", setting.property());
                put(one, setting, snapshot.settings());
                one.put("source", source.kind()).put("detail", source.detail());
            }
            ArrayNode masked = document.putArray("masked");
            Masks.of(state.control().fleet().live(), EnumSet.allOf(Setting.class))
                    .forEach(mask -> masked.addObject()
                            .put("node", mask.node())
                            .put("variable", mask.variable())
                            .put("setting", mask.setting()));
            return document;
        }
    }

    /** Keys go by a name that tells them from other texts. */
    private static void put(ObjectNode one, Setting setting, Settings settings) {
        switch (setting) {
            case FORCED_KEYS -> settings.forcedKeys().forEach(one.putArray("keys")::add);
            case DENIED_KEYS -> settings.deniedKeys().forEach(one.putArray("keys")::add);
            default -> one.put("value", setting.text(settings));
        }
    }

    /** {@return what every process of the migration last said of itself, dead ones too} */
    static JsonNode nodes(Shell shell) {
        try (OpenState state = OpenState.reading(shell)) {
            List<NodeReport> all = state.control().fleet().all();
            Set<String> live = state.control().fleet().live().stream()
                    .map(NodeReport::node)
                    .collect(Collectors.toSet());
            ObjectNode document = answer(state);
            ArrayNode nodes = document.putArray("nodes");
            all.forEach(report -> nodes.addObject()
                    .put("live", live.contains(report.node()))
                    .put("lastSeen", report.lastSeen().toString())
                    .setAll((ObjectNode) StateJson.MAPPER.valueToTree(report)));
            return document;
        }
    }

    private static ObjectNode answer(OpenState state) {
        return JsonNodeFactory.instance.objectNode().put("schemaVersion", 1).put("migration", state.migration());
    }
}
