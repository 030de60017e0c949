package dev.switchback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        String example = examples().get(0).replace("Migration.named(\"active-models\").start()", HERE);

        Object model = run(PROGRAM.formatted(example.replaceFirst("\\n}\\s*$", "\n    return model;\n}")));

        assertThat(model).hasToString("legacy model of orders");
    }

    @Test
    void showsAnAdapterThatCompilesAndRuns() throws Exception {
        String example = examples()
                .get(1)
                .replace("Migration.named(\"pricing\").start()", HERE.replace("active-models", "pricing"));

        assertThat(run(PRICING.formatted(example))).hasToString("[old line of 17]");
    }

    @Test
    void fitsOnTheFirstScreen() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("README.md"));

        assertThat(lines.subList(0, 25)).anyMatch(line -> line.startsWith("    mvn verify"));
    }

    /** The example's own words, but for where the state is: a test leaves no state behind. */
    private static final String HERE =
            "Migration.named(\"active-models\").stateDirectory(state).environment(java.util.Map.of()).start()";

    private static final String PROGRAM = """
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
            """;

    private static final String PRICING = """
            import dev.switchback.Migration;
            import dev.switchback.canary.compare.OutputComparator;
            import dev.switchback.canary.replay.*;
            import dev.switchback.pipeline.Route;
            import java.nio.file.Path;
            import java.util.List;

            public class Example {
                public record Order(String id) {}
                public record Price(List<String> lines) {}
                interface Pricing { Price price(Order order); }
                interface Secrets { String hide(String text); }
                public static class PricingReplay implements ReplaySubject<Order, Price> {
                    public String name() { return "pricing"; }
                    public SampleCodec<Order> requests() { return SampleCodec.ofJson(Order.class); }
                    public SampleCodec<Price> outputs() { return SampleCodec.ofJson(Price.class); }
                    public OutputComparator<Object> comparator() { return OutputComparator.ofStructure(); }
                    public Price generate(Route side, Order order) { return new Price(List.of(side.text())); }
                }

                public static Object run(Path state) {
                    Pricing old = order -> new Price(List.of("old line of " + order.id()));
                    Pricing fresh = order -> new Price(List.of("fresh line of " + order.id()));
                    Secrets secrets = text -> text;
                    %s
                    return adapter.generate(new Order("17")).lines();
                }
            }
            """;

    private Object run(String program) throws Exception {
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

    private static List<String> examples() throws IOException {
        return JAVA.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
