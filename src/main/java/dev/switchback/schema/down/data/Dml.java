package dev.switchback.schema.down.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What one statement of an up does to rows, as far as its words tell. */
final class Dml {

    private static final Set<String> PUNCTUATION = Set.of("(", ")", ",");
    private static final Set<String> HARMLESS = Set.of("set_config", "pg_catalog", "setval", "current_setting");

    private final Words words;
    private final List<Effect> effects = new ArrayList<>();

    /**
     * One effect.
     *
     * @param verb what is done, such as {@code UPDATE}
     * @param table whose rows, without its schema; empty if it is not known
     * @param columns which columns get other values; empty means the rows as a whole
     */
    record Effect(String verb, String table, List<String> columns) {}

    private Dml(Words words) {
        this.words = words;
    }

    /** {@return the effects of a statement} */
    static List<Effect> of(String statement) {
        Dml dml = new Dml(Words.of(statement));
        dml.read();
        return dml.effects;
    }

    private void read() {
        switch (words.at(0)) {
            case "insert", "update", "delete", "merge", "truncate", "copy" -> at(0);
            case "with" -> {
                for (int index = 1; index < words.list().size(); index++) {
                    if (startsStatement(index)) {
                        at(index);
                    }
                }
            }
            case "do" -> block();
            case "call" -> unknown("CALL " + words.nameAt(1));
            case "select" -> select();
            default -> {}
        }
    }

    /** Not {@code on update}, {@code for update} or {@code do update}. */
    private boolean startsStatement(int index) {
        String before = words.at(index - 1);
        return Set.of("insert", "update", "delete", "merge").contains(words.at(index))
                && !Set.of("on", "for", "do", "key", "then").contains(before)
                && (before.equals("(") || before.equals(")"));
    }

    private void at(int index) {
        switch (words.at(index)) {
            case "insert", "merge" -> whole(words.at(index).toUpperCase(Locale.ROOT), index + 2);
            case "delete" -> whole("DELETE", skipOnly(index + 2));
            case "update" -> update(skipOnly(index + 1));
            case "copy" -> copy(index + 1);
            default -> truncate(index + 1);
        }
    }

    private int skipOnly(int index) {
        return words.at(index).equals("only") ? index + 1 : index;
    }

    private void whole(String verb, int index) {
        effects.add(new Effect(verb, words.nameAt(index), List.of()));
        for (int at = index; at < words.list().size(); at++) {
            if (words.at(at).equals("do") && words.at(at + 1).equals("update")) {
                effects.add(new Effect("UPDATE", words.nameAt(index), columnsFrom(at + 3)));
            }
        }
    }

    private void update(int index) {
        int at = index;
        while (at < words.list().size() && !words.at(at).equals("set")) {
            at++;
        }
        effects.add(new Effect("UPDATE", words.nameAt(index), columnsFrom(at + 1)));
    }

    /** Names that stand before an equals sign, at the depth of the {@code SET}. */
    private List<String> columnsFrom(int from) {
        List<String> columns = new ArrayList<>();
        int depth = 0;
        boolean begins = true;
        for (int at = from; at < words.list().size(); at++) {
            String word = words.at(at);
            depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
            if (depth < 0 || (depth == 0 && Set.of("where", "from", "returning").contains(word))) {
                break;
            }
            if (word.equals("=") && depth == 0) {
                begins = false;
            } else if (word.equals(",") && depth == 0) {
                begins = true;
            } else if (begins && !PUNCTUATION.contains(word)) {
                columns.add(word);
            }
        }
        return columns;
    }

    private void copy(int index) {
        if (words.has("from")) {
            effects.add(new Effect("INSERT", words.nameAt(index), List.of()));
        }
    }

    private void truncate(int index) {
        int at = words.at(index).equals("table") ? index + 1 : index;
        while (at < words.list().size()) {
            at = skipOnly(at);
            effects.add(new Effect("TRUNCATE", words.nameAt(at), List.of()));
            at = words.afterName(at);
            while (words.at(at).equals("*")) {
                at++;
            }
            if (!words.at(at).equals(",")) {
                return;
            }
            at++;
        }
    }

    /** Its body is in the language of procedures if no other is named: any other may do what its words do not tell. */
    private void block() {
        int language = words.list().indexOf("language");
        boolean known = language < 0 || words.at(language + 1).equals("plpgsql");
        if (!known || words.texts().stream().anyMatch(text -> Body.of(text).mayWrite())) {
            unknown("DO");
        }
    }

    private void select() {
        for (int at = 1; at < words.list().size(); at++) {
            boolean called = words.at(at + 1).equals("(") && words.at(at).matches("\\w+");
            if (called && !HARMLESS.contains(words.at(at))) {
                unknown("SELECT " + words.at(at) + "()");
                return;
            }
        }
    }

    private void unknown(String verb) {
        effects.add(new Effect(verb, "", List.of()));
    }
}
