package dev.switchback.cli.shell;

import java.io.Console;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where a command writes to, and what it knows of its surroundings. Data goes to {@code out}, messages to {@code err}.
 *
 * @param out data
 * @param err messages
 * @param prompt asks a person, empty where nobody can answer
 * @param live whether a person looks at {@code err}, so that a line may be drawn again
 * @param variables those of the process
 * @param clock wall time
 * @param pause waits between two looks
 */
public record Terminal(
        PrintWriter out,
        PrintWriter err,
        Optional<Prompt> prompt,
        boolean live,
        Map<String, String> variables,
        Clock clock,
        Pause pause) {

    public Terminal {
        variables = Map.copyOf(variables);
    }

    /** Asks a person. */
    @FunctionalInterface
    public interface Prompt {

        /** {@return the line that was typed, null at the end of the input} */
        @Nullable
        String ask(String question);
    }

    /** Waits. */
    @FunctionalInterface
    public interface Pause {

        /** {@return whether to go on; false if nobody wants more} */
        boolean over(Duration time);
    }

    /** {@return the terminal of this process} */
    @SuppressWarnings("SystemConsoleNull") // that is what is asked for: both kinds of Java are told apart below
    public static Terminal ofProcess() {
        Console console = System.console();
        boolean person = console != null && isTerminal(console);
        Optional<Prompt> prompt = person && console != null
                ? Optional.of(question -> console.readLine("%s", question))
                : Optional.empty();
        return new Terminal(
                writer(System.out),
                writer(System.err),
                prompt,
                person,
                System.getenv(),
                Clock.systemUTC(),
                Terminal::waitFor);
    }

    /** {@return whether colours may be used: a person looks, and has not set {@code NO_COLOR}} */
    public boolean colours() {
        return live && variables.getOrDefault("NO_COLOR", "").isEmpty();
    }

    private static boolean waitFor(Duration time) {
        try {
            return !new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** From Java 22 on there is a console also where nobody sits at it, and a method that tells. */
    private static boolean isTerminal(Console console) {
        try {
            Method asks = Console.class.getMethod("isTerminal");
            return Boolean.TRUE.equals(asks.invoke(console));
        } catch (ReflectiveOperationException older) {
            return console.reader() != null; // before Java 22 there was a console only with a terminal
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
