package dev.switchback.cli.read;

import dev.switchback.cli.read.DoctorCommand.Finding;
import dev.switchback.cli.shell.Masks;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Shell;
import dev.switchback.flags.Environment;
import dev.switchback.flags.Setting;
import dev.switchback.fleet.NodeReport;
import dev.switchback.health.HealthStatus;
import dev.switchback.journal.Problem;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.StoreStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Each look that the doctor takes. */
final class Diagnosis {

    private static final long LITTLE_SPACE = 64L << 20;

    private final Shell shell;

    Diagnosis(Shell shell) {
        this.shell = shell;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.fine("java", "%s, %s".formatted(Runtime.version(), System.getProperty("os.name", ""))));
        try (OpenState state = OpenState.reading(shell)) {
            findings.add(readable(state));
            findings.add(writable(state));
            if (shell.database().isPresent()) {
                findings.addAll(DatabaseDiagnosis.of(state.whole()));
            } else {
                findings.add(space(shell.directory()));
            }
            findings.add(asking("history", () -> history(state)));
            findings.add(asking("processes", () -> processes(state)));
            findings.add(asking("masks", () -> masks(state)));
            findings.add(variables(state.migration()));
        }
        return findings;
    }

    private Finding readable(OpenState state) {
        StoreStatus status = state.store().status();
        Optional<String> unreadable = state.unreadable();
        if (unreadable.isPresent()) {
            return new Finding(
                    "state",
                    HealthStatus.CRITICAL,
                    "%s cannot be trusted: %s".formatted(status.where(), unreadable.get()),
                    keepACopy() + ", then restore it from the last backup; every key goes to legacy until then");
        }
        if (status.damage().isPresent()) {
            return new Finding(
                    "state",
                    HealthStatus.DEGRADED,
                    status.damage().get(),
                    keepACopy() + "; `switchback history verify` shows which records are damaged");
        }
        boolean isThere = shell.database().isPresent() || Files.exists(shell.directory());
        String there = isThere ? "readable" : "not there yet: it is made at the first start";
        return Finding.fine("state", "%s, %s".formatted(status.where(), there));
    }

    private static Finding writable(OpenState state) {
        return state.store()
                .status()
                .unwritable()
                .map(
                        why -> new Finding(
                                "writing",
                                HealthStatus.CRITICAL,
                                why,
                                "give the user of the application the right to write, or make room; until then use MIGRATION_MANUAL_OVERRIDE=legacy and a restart"))
                .orElseGet(() -> Finding.fine("writing", "changes can be recorded"));
    }

    private static Finding space(Path directory) {
        Path existing = directory.toAbsolutePath().normalize();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            long free = Files.getFileStore(existing).getUsableSpace();
            String detail = "%d MiB free".formatted(free >> 20);
            return free >= LITTLE_SPACE
                    ? Finding.fine("space", detail)
                    : new Finding("space", HealthStatus.DEGRADED, detail, "make room before the history cannot grow");
        } catch (IOException unknown) {
            return new Finding(
                    "space", HealthStatus.DEGRADED, "unknown: " + unknown.getMessage(), "look at the file system");
        }
    }

    private String keepACopy() {
        return shell.database().isPresent() ? "keep a dump of the database" : "keep a copy of the directory";
    }

    /** What one look cannot read is a finding, and hinders no other look. */
    private static Finding asking(String check, Supplier<Finding> look) {
        try {
            return look.get();
        } catch (StateStoreException unreadable) {
            return new Finding(
                    check, HealthStatus.CRITICAL, String.valueOf(unreadable.getMessage()), "look at the store");
        }
    }

    private Finding history(OpenState state) {
        List<Problem> problems = state.whole().verify();
        return problems.isEmpty()
                ? Finding.fine("history", "whole")
                : new Finding(
                        "history",
                        HealthStatus.CRITICAL,
                        "%d problems, the first in %s: %s"
                                .formatted(
                                        problems.size(),
                                        problems.get(0).file(),
                                        problems.get(0).what()),
                        keepACopy() + "; `switchback history verify` shows all of them");
    }

    private static Finding processes(OpenState state) {
        List<NodeReport> live = state.control().fleet().live();
        List<String> silent = state.control().fleet().possible().stream()
                .map(NodeReport::node)
                .filter(node -> live.stream().noneMatch(report -> report.node().equals(node)))
                .toList();
        return silent.isEmpty()
                ? Finding.fine("processes", "%d live".formatted(live.size()))
                : new Finding(
                        "processes",
                        HealthStatus.DEGRADED,
                        "silent, but not known to be dead: %s".formatted(String.join(", ", silent)),
                        "look whether they hang: a rollback is not proven without them");
    }

    private static Finding masks(OpenState state) {
        List<String> masks = Masks.of(state.control().fleet().live(), EnumSet.allOf(Setting.class)).stream()
                .map(Masks.Mask::sentence)
                .toList();
        return masks.isEmpty()
                ? Finding.fine("masks", "no variable of a process goes before what is stored")
                : new Finding(
                        "masks",
                        HealthStatus.DEGRADED,
                        String.join("; ", masks),
                        "what these set cannot be changed from here, an override to legacy apart");
    }

    private Finding variables(String migration) {
        try {
            List<String> unknown =
                    Environment.read(shell.terminal().variables(), migration).unknownVariables();
            return unknown.isEmpty()
                    ? Finding.fine("variables", "those of this shell are known and good")
                    : new Finding(
                            "variables",
                            HealthStatus.DEGRADED,
                            "mean nothing: %s".formatted(String.join(", ", unknown)),
                            "look for a misspelling");
        } catch (InvalidValueException bad) {
            return new Finding(
                    "variables",
                    HealthStatus.DEGRADED,
                    String.valueOf(bad.getMessage()),
                    "an application started from this shell would not start");
        }
    }
}
