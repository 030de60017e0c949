package dev.switchback.cli.diagnostics;

import dev.switchback.event.CleanText;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hides what must not be told, in each text of a document by itself, since a text is shown up to a thousand characters.
 *
 * <p>Keys are counted, examples left out, people called {@code operator-1} and so on; what is known to be one of these is
 * hidden in every other text too. A secret or a key that nothing tells from any other word cannot be known.
 */
final class Redaction {

    /** What the archive says of itself. */
    static final List<String> SAYS = List.of(
            "passwords, tokens, and the user and the settings of URLs are ***",
            "request keys are counted, not named, and are *** in texts from three characters on, as far as the state or a"
                    + " variable names them; examples of answers are left out",
            "people are called operator-1 and so on, the same in every file of this archive, in the order in which they"
                    + " first appear; the history of the state has their names",
            "texts are on one line, and cut after 1000 characters",
            "names of hosts, processes, databases, branches and directories stay; the home directory is ~");

    private static final String HIDDEN = "***";
    private static final int SHORTEST = 3;
    private static final int CUT = 1_000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** A field of such a name holds a secret, whatever it looks like. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)passw(?:or)?d|passphrase|pwd|secret|token|api_?key|access_?key|credential|webhook");

    private final String home;
    private final Map<String, String> people = new LinkedHashMap<>();
    private final Optional<Pattern> secrets;
    private final Optional<Pattern> keys;
    private final Optional<Pattern> names;

    /**
     * Makes one.
     *
     * @param home the home directory, which mostly names a person
     */
    Redaction(Known known, String home) {
        this.home = home.length() < SHORTEST ? "" : home;
        for (String name : known.operators()) {
            people.put(name, "operator-%d".formatted(people.size() + 1));
        }
        secrets = any(known.secrets(), "", "", 0);
        keys = any(known.keys(), "(?<![\\p{L}\\p{N}_-])", "(?![\\p{L}\\p{N}_-])", Pattern.CASE_INSENSITIVE);
        names = any(people.keySet(), "(?<![\\p{L}\\p{N}_-])", "(?![\\p{L}\\p{N}_-])", 0);
    }

    private static Optional<Pattern> any(Collection<String> texts, String before, String after, int flags) {
        String words = texts.stream()
                .filter(text -> text.strip().length() >= SHORTEST)
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Pattern.compile("%s(?:%s)%s".formatted(before, words, after), flags | Pattern.UNICODE_CASE));
    }

    /** {@return a text in which nothing is left of what is known, and of what looks like a secret} */
    String of(String text) {
        String open = hide(secrets, home.isEmpty() ? text : text.replace(home, "~"));
        String whole = open.length() > CUT ? unnamed(open) : open; // half a key at the cut would not be known any more
        return unnamed(CleanText.of(whole)); // last, since a key may be the word by which a secret is known
    }

    private String unnamed(String text) {
        String open = hide(keys, text);
        return names.isEmpty()
                ? open
                : names.get()
                        .matcher(open)
                        .replaceAll(found -> Matcher.quoteReplacement(people.getOrDefault(found.group(), HIDDEN)));
    }

    private static String hide(Optional<Pattern> what, String text) {
        return what.isPresent() ? what.get().matcher(text).replaceAll(HIDDEN) : text;
    }

    /** {@return a document likewise} */
    JsonNode of(JsonNode document) {
        return value("", document);
    }

    private JsonNode value(String name, JsonNode node) {
        if (node.isObject()) {
            return Known.KEYS.contains(name) && name.startsWith("example") ? NODES.stringNode(HIDDEN) : object(node);
        }
        if (node.isArray()) {
            return Known.KEYS.contains(name) ? NODES.numberNode(node.size()) : array(name, node);
        }
        if (!node.isString()) {
            return node;
        }
        if (Known.OPERATORS.contains(name) && people.containsKey(node.asString())) {
            return NODES.stringNode(people.get(node.asString()));
        }
        boolean hides = Known.KEYS.contains(name) || SECRET.matcher(name).find();
        return NODES.stringNode(hides && !node.asString().isEmpty() ? HIDDEN : of(node.asString()));
    }

    private ObjectNode object(JsonNode node) {
        ObjectNode object = NODES.objectNode();
        node.properties().forEach(field -> object.set(of(field.getKey()), value(field.getKey(), field.getValue())));
        return object;
    }

    private ArrayNode array(String name, JsonNode node) {
        ArrayNode array = NODES.arrayNode();
        node.forEach(element -> array.add(value(name, element)));
        return array;
    }
}
