package dev.switchback.cli.shell;

import dev.switchback.flags.Setting;
import dev.switchback.fleet.NodeReport;
import dev.switchback.router.node.NodeDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which variables of running processes go before what is stored. */
public final class Masks {

    private Masks() {}

    /** {@return every variable of a live process that sets one of the settings} */
    public static List<Mask> of(List<NodeReport> live, Set<Setting> settings) {
        List<Mask> masks = new ArrayList<>();
        for (NodeReport report : live) {
            NodeDetails.read(report.details())
                    .ifPresent(details -> settings.forEach(setting -> {
                        String variable = details.sources().get(setting.property());
                        if (variable != null) {
                            masks.add(new Mask(report.node(), variable, setting.property()));
                        }
                    }));
        }
        return masks;
    }

    /** {@return every variable of a live process that sends more keys to the new pipeline than a percentage} */
    public static List<Mask> sendingMore(List<NodeReport> live, double percentage) {
        List<Mask> masks = new ArrayList<>();
        for (NodeReport report : live) {
            NodeDetails.read(report.details())
                    .ifPresent(details -> of(List.of(report), Set.of(Setting.PERCENTAGE, Setting.OVERRIDE)).stream()
                            .filter(mask -> mask.setting().equals(Setting.PERCENTAGE.property())
                                    ? details.target() > percentage
                                    : details.override() != null
                                            && details.override().mode().equals("new"))
                            .forEach(masks::add));
        }
        return masks;
    }

    /**
     * One variable of one process.
     *
     * @param node the process
     * @param variable the variable's name
     * @param setting what it sets
     */
    public record Mask(String node, String variable, String setting) {

        /** {@return for people: which variable is set where} */
        public String sentence() {
            return "%s is set on %s".formatted(SafeText.of(variable), SafeText.of(node));
        }

        /** {@return for programs} */
        public Fields fields() {
            return Fields.of().put("node", node).put("variable", variable).put("setting", setting);
        }
    }
}
