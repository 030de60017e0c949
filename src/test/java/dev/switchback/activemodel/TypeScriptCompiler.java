package dev.switchback.activemodel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real TypeScript compiler, installed once into {@code target/typescript} by npm, and run by node. */
final class TypeScriptCompiler {

    private static final String VERSION = "5.9.3";
    private static final Path HOME = Path.of("target", "typescript").toAbsolutePath();
    private static final Path COMPILER = HOME.resolve("node_modules/typescript/bin/tsc");

    private TypeScriptCompiler() {}

    /** {@return whether node and npm are there; named by the tests that need them} */
    static boolean isAvailable() {
        return Stream.of("node", "npm").allMatch(TypeScriptCompiler::starts);
    }

    /** Writes files into a directory below {@code target/typescript/out}, which is emptied first. */
    static Path write(Path directory, Collection<ModelFiles> files) {
        Path root = HOME.resolve("out").resolve(directory);
        try {
            deleteAll(root);
            for (ModelFiles each : files) {
                for (var file : each.files().entrySet()) {
                    Path path = root.resolve(file.getKey());
                    Files.createDirectories(path.getParent());
                    Files.writeString(path, file.getValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return root;
    }

    /** {@return what the compiler says, empty if it accepts everything that was written} */
    static String complaints(Path root, String options) throws IOException, InterruptedException {
        install();
        Files.writeString(
                root.resolve("tsconfig.json"),
                "{\"compilerOptions\": {%s}, \"include\": [\"**/*.ts\"]}".formatted(options));
        return run(root, "node", COMPILER.toString(), "--project", root.toString());
    }

    static String run(Path directory, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(HOME, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("%s did not end in 5 minutes".formatted(List.of(command)));
        }
        String said = Files.readString(output);
        Files.delete(output);
        return process.exitValue() == 0 || !said.isBlank() ? said : "exit code %d".formatted(process.exitValue());
    }

    private static void install() throws IOException, InterruptedException {
        if (Files.exists(COMPILER)) {
            return;
        }
        Files.createDirectories(HOME);
        String said = run(
                HOME,
                "npm",
                "install",
                "--no-audit",
                "--no-fund",
                "--prefix",
                HOME.toString(),
                "typescript@" + VERSION);
        if (!Files.exists(COMPILER)) {
            throw new IllegalStateException("npm could not install TypeScript: " + said);
        }
    }

    private static boolean starts(String program) {
        try {
            Process process = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // the program is not installed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void deleteAll(Path root) throws IOException {
        if (Files.exists(root)) {
            try (Stream<Path> paths = Files.walk(root)) {
                for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
