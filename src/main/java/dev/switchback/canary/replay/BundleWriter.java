package dev.switchback.canary.replay;

import dev.switchback.canary.difference.Discrepancy;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns a bundle into a tree of JSON, field by field. */
final class BundleWriter {

    /** Rises with every field that is added: whoever does not know one must not leave it out. */
    static final int FORMAT = 1;

    private BundleWriter() {}

    static ObjectNode tree(ReplayBundle bundle) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("format", FORMAT);
        tree.put("fingerprint", bundle.fingerprint().text());
        ReplayBundle.Origin origin = bundle.origin();
        tree.put("migration", origin.migration());
        tree.put("subject", origin.subject());
        tree.put("comparison", origin.comparison());
        tree.put("key", origin.key());
        tree.put("served", origin.served().text());
        tree.put("capturedAt", origin.capturedAt().toString());
        tree.set("environment", environment(origin.environment()));
        ArrayNode examples = tree.putArray("examples");
        bundle.examples().forEach(one -> examples.add(example(one)));
        tree.put("request", bundle.request());
        tree.set("legacy", ending(bundle.legacy()));
        tree.set("new", ending(bundle.replacement()));
        return tree;
    }

    private static ObjectNode environment(ReplayEnvironment environment) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("java", environment.java());
        tree.put("os", environment.os());
        tree.put("switchback", environment.switchback());
        tree.put("node", environment.node());
        environment.legacyVersion().ifPresent(version -> tree.put("legacyVersion", version));
        environment.newVersion().ifPresent(version -> tree.put("newVersion", version));
        return tree;
    }

    /** Without the spot of its shape, which is only ever stored as a hash. */
    private static ObjectNode example(Discrepancy found) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("type", found.type().text());
        tree.put("severity", found.severity().text());
        tree.put("path", found.path());
        tree.put("message", found.message());
        tree.put("legacy", found.legacyValue());
        tree.put("new", found.newValue());
        tree.put("place", found.shape().place());
        tree.put("change", found.shape().change());
        return tree;
    }

    private static ObjectNode ending(Ending ending) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        if (ending instanceof Ending.Threw threw) {
            tree.putObject("threw").put("type", threw.type()).put("message", threw.message());
        } else {
            tree.put("returned", ((Ending.Returned) ending).output());
        }
        return tree;
    }
}
