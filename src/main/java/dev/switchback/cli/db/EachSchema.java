package dev.switchback.cli.db;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Failures;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.schema.SchemaMigrations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a command does for each schema that was named. Of several, what fails in one stops no other: it is collected,
 * and becomes a part of the answer. For one thread.
 */
final class EachSchema {

    private final Shell shell;
    private final List<SchemaMigrations> all;
    private final Map<SchemaMigrations, Part> parts = new HashMap<>();

    /** What is answered of one schema. */
    record Part(int exit, Fields fields, List<String> lines) {

        static Part of(boolean good, Fields fields, List<String> lines) {
            return new Part(good ? ExitCode.OK : ExitCode.ERROR, fields, lines);
        }
    }

    EachSchema(Shell shell, List<SchemaMigrations> all) {
        this.shell = shell;
        this.all = List.copyOf(all);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    boolean isSeveral() {
        return all.size() > 1;
    }

    /** {@return what was found in each, those left out of which something is answered already, or now is: a failure} */
    <T> Map<SchemaMigrations, T> ask(Function<SchemaMigrations, T> question) {
        Map<SchemaMigrations, T> found = new LinkedHashMap<>();
        for (SchemaMigrations one : all) {
            if (!parts.containsKey(one)) {
                attempt(one, () -> found.put(one, question.apply(one)));
            }
        }
        return found;
    }

    /** Does something in each, and keeps what is answered. */
    EachSchema run(Function<SchemaMigrations, Part> work) {
        ask(work).forEach(parts::put);
        return this;
    }

    private void attempt(SchemaMigrations one, Runnable what) {
        if (!isSeveral()) {
            what.run();
            return;
        }
        try {
            what.run();
        } catch (RuntimeException failed) {
            Failures.Told told = new Failures(shell, shell.isJson()).told(failed);
            parts.put(
                    one,
                    new Part(
                            told.exit(),
                            Fields.of().put("error", told.fields()),
                            List.of("❌ %s".formatted(SafeText.of(told.message())))));
        }
    }

    /** {@return the exit code, after answering: that of all that is not well if it is the same, else 1} */
    int answer(Fields head) {
        return answer(head, isSeveral());
    }

    /** Likewise, each schema under its name even if it is the only one. */
    int answerWithNames(Fields head) {
        return answer(head, true);
    }

    private int answer(Fields head, boolean names) {
        List<String> lines = new ArrayList<>();
        List<Fields> fields = new ArrayList<>();
        Set<Integer> exits = new TreeSet<>();
        for (SchemaMigrations one : all) {
            Part part = parts.get(one);
            if (part == null) {
                continue;
            }
            if (names && !part.lines.isEmpty()) {
                lines.add("%s:".formatted(SafeText.of(one.target().title())));
            }
            lines.addAll(part.lines);
            fields.add(Fields.of()
                    .put("where", one.target().title())
                    .put("schema", one.target().schema())
                    .putAll(part.fields));
            exits.add(part.exit);
        }
        shell.answer(head.put("schemas", fields), lines);
        exits.remove(ExitCode.OK);
        return exits.isEmpty()
                ? ExitCode.OK
                : exits.size() == 1 ? exits.iterator().next() : ExitCode.ERROR;
    }
}
