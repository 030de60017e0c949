package dev.switchback.cli.canary;

import dev.switchback.canary.mismatch.CanaryReport;
import dev.switchback.canary.report.ComparedFiles;
import dev.switchback.canary.report.HtmlReport;
import dev.switchback.canary.report.JsonReport;
import dev.switchback.canary.report.MarkdownReport;
import dev.switchback.cli.shell.FileName;
import dev.switchback.pipeline.InvalidValueException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The file that a report is written into; its name says in which format. */
final class ReportFile {

    /** What {@code --force} says of itself. */
    static final String FORCE = "Overwrites the file of --out where it is there already.";

    private static final String RULE = "a file whose name ends in .html, .md or .json";

    private final Path file;
    private final Format format;
    private final boolean overwrite;

    private ReportFile(Path file, Format format, boolean overwrite) {
        this.file = file;
        this.format = format;
        this.overwrite = overwrite;
    }

    private enum Format {
        HTML,
        MD,
        JSON;

        static Optional<Format> of(Path name) {
            String lower = name.toString().toLowerCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(format -> lower.endsWith("." + format.name().toLowerCase(Locale.ROOT)))
                    .findFirst();
        }
    }

    /**
     * Checks what {@code --out} gives, before anything runs.
     *
     * @throws InvalidValueException if it names no file of a known format, or one that may not be overwritten
     */
    static ReportFile of(String out, boolean overwrite) {
        Path file = FileName.of("--out", out, RULE);
        Path name = file.getFileName();
        Optional<Format> format = name == null ? Optional.empty() : Format.of(name);
        InvalidValueException.unless(format.isPresent() && !Files.isDirectory(file), "--out", RULE, out);
        InvalidValueException.unless(
                overwrite || !Files.exists(file, LinkOption.NOFOLLOW_LINKS),
                "--out",
                "the name of a file that is not there, unless --force is given",
                out);
        return new ReportFile(file, format.orElseThrow(), overwrite);
    }

    /** {@return the file, after all that canaries found was written into it} */
    Path write(CanaryReport report) throws IOException {
        return write(
                switch (format) {
                    case HTML -> HtmlReport.of(report);
                    case MD -> MarkdownReport.of(report);
                    case JSON -> JsonReport.of(report).toPrettyString();
                });
    }

    /** {@return the file, after one comparison was written into it, with both outputs unless it is JSON} */
    Path write(ComparedFiles compared) throws IOException {
        return write(
                switch (format) {
                    case HTML -> HtmlReport.of(compared);
                    case MD -> MarkdownReport.of(compared);
                    case JSON -> JsonReport.of(compared.comparison()).toPrettyString();
                });
    }

    private Path write(String text) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Path name = file.getFileName();
        if (parent == null || name == null) {
            throw InvalidValueException.of("--out", RULE, file.toString());
        }
        new ExportedFiles(parent, overwrite).write(Map.of(name.toString(), text.getBytes(StandardCharsets.UTF_8)));
        return file;
    }
}
