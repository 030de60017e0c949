package dev.switchback.cli.diagnostics;

import dev.switchback.cli.diagnostics.Part.Found;
import dev.switchback.cli.shell.Shell;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What must not be told, as far as it is known: secrets by the variables and options that hold them, keys and operators
 * by the fields that name them. For one thread.
 */
final class Known {

    /** Fields that name a person. */
    static final Set<String> OPERATORS = Set.of("operator", "by", "owner", "appliedBy");

    /** Fields that name a request, or show what it was answered. */
    static final Set<String> KEYS = Set.of("key", "keys", "forced", "denied", "example", "examples", "sample");

    /** Who acts where no person does. */
    private static final Set<String> PROGRAMS = Set.of("switchback", "environment", "rollback", "unknown");

    private static final int SHORTEST_SECRET = 4;
    private static final Pattern SECRET = Pattern.compile(
            "PASSW|PASSPHRASE|(?<!^)(?<!^OLD)PWD$|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|CREDENTIAL|WEBHOOK");
    private static final Pattern IN_URL = Pattern.compile(
            "://[^/?#\\s:@]*:([^\\s]+)@|(?i)(?:passw(?:or)?d|pwd|passphrase|secret|token|api_?key|access_?key)=([^&;\\s]+)");

    private static final Pattern WORD = Pattern.compile(
            "(?i)passw(?:or)?d|passphrase|secret|token|api[_-]?key|access[_-]?key|credentials?|bearer|basic|jdbc|https?");

    private final Set<String> secrets = new TreeSet<>();
    private final Set<String> keys = new TreeSet<>();
    private final Set<String> operators = new LinkedHashSet<>();

    /** Learns what the variables and options of a command hold. */
    Known(Shell shell) {
        shell.terminal().variables().forEach(this::learn);
        shell.otherDatabase().ifPresent(this::learnUrl);
    }

    private void learn(String name, String value) {
        boolean noUrl = name.startsWith("MIGRATION_") && name.endsWith("_URL") && !value.startsWith("jdbc:");
        if (noUrl || SECRET.matcher(name).find()) { // a message may show what is wrong as it is
            secret(value);
        }
        if (name.startsWith("MIGRATION_") && name.endsWith("_NEW_PIPELINE_TABLES")) {
            for (String key : value.split(",", -1)) {
                keys.add(key.strip().replaceAll("^\"|\"$", ""));
            }
        }
        learnUrl(value);
    }

    private void learnUrl(String value) {
        Matcher found = IN_URL.matcher(value);
        while (found.find()) {
            String secret = found.group(1) == null ? found.group(2) : found.group(1);
            secret(secret);
            try {
                secret(URLDecoder.decode(secret, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException notEncoded) {
                secret(secret);
            }
        }
    }

    /** What is very short would be found in every other word; and by such words the secrets behind them are known. */
    private void secret(String text) {
        if (text.length() >= SHORTEST_SECRET && !WORD.matcher(text).matches()) {
            secrets.add(text);
        }
    }

    /** Learns what a part names, its oldest entry first. */
    void learn(Found part) {
        List<JsonNode> documents = new ArrayList<>(part.documents());
        Collections.reverse(documents);
        documents.forEach(document -> learn("", document));
    }

    private void learn(String name, JsonNode node) {
        if (node.isString() && OPERATORS.contains(name)) {
            operators.add(node.asString());
        } else if (node.isString() && KEYS.contains(name)) {
            keys.add(node.asString());
        } else if (node.isArray()) {
            node.forEach(element -> learn(name, element));
        } else {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                learn(field.getKey(), field.getValue());
            }
        }
    }

    Set<String> secrets() {
        return secrets;
    }

    Set<String> keys() {
        return keys;
    }

    /** {@return the people, those that appear first being first} */
    List<String> operators() {
        return operators.stream().filter(name -> !PROGRAMS.contains(name)).toList();
    }
}
