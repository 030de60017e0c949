package dev.switchback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs what the README shows, as it stands there. */
class ReadmeExampleTest {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void showsAProgramThatCompilesAndRuns() throws Exception {
        String example = example().replace("Migration.named(\"active-models\").start()", HERE);

        Object model = run(example);

        assertThat(model).hasToString("legacy model of orders");
    }

    @Test
    void fitsOnTheFirstScreen() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("README.md"));

        assertThat(lines.subList(0, 25)).anyMatch(line -> line.startsWith("    mvn verify"));
    }

    /** The example's own words, but for where the state is: a test leaves no state behind. */
    private static final String HERE =
            "Migration.named(\"active-models\").stateDirectory(state).environment(java.util.Map.of()).start()";

    private Object run(String example) throws Exception {
        String program = """
                import dev.switchback.Migration;
                import java.nio.file.Path;

                public class Example {
                    public record Table(String name) {}
                    public record Model(String text) { public String toString() { return text; } }
                    interface Generator { Model generate(Table table); }

                    public static Object run(Path state) {
                        Generator strings = table -> new Model("legacy model of " + table.name());
                        Generator stages = table -> new Model("new model of " + table.name());
                        Table table = new Table("orders");
                        %s
                    }
                }
                """.formatted(example.replaceFirst("\\n}\\s*$", "\n    return model;\n}"));
        Path source = Files.writeString(folder.resolve("Example.java"), program);
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(compiled).as(program).isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Method method = loader.loadClass("Example").getMethod("run", Path.class);
            return method.invoke(null, folder.resolve("state"));
        }
    }

    private static String example() throws IOException {
        Matcher matcher = JAVA.matcher(Files.readString(Path.of("README.md")));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
