package dev.switchback.cli.shell;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
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

    /** {@return the terminal of this process, if the process is the program alone: it notices what is not written} */
    public static Terminal ofProgram() {
        return of(HeedingWriter.to(new FileOutputStream(FileDescriptor.out)));
    }

    /** {@return the terminal of this process, also where somebody has replaced {@code System.out}} */
    public static Terminal ofProcess() {
        return of(writer(System.out));
    }

    @SuppressWarnings("SystemConsoleNull") // that is what is asked for: both kinds of Java are told apart below
    private static Terminal of(PrintWriter out) {
        Console console = System.console();
        boolean person = console != null && isTerminal(console);
        Optional<Prompt> prompt = person && console != null
                ? Optional.of(question -> console.readLine("%s", question))
                : Optional.empty();
        return new Terminal(
                out, writer(System.err), prompt, person, System.getenv(), Clock.systemUTC(), Terminal::waitFor);
    }

    /** {@return whether colours may be used: a person looks, and has not set {@code NO_COLOR}} */
    public boolean colours() {
        return live && variables.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** {@return why data did not get to where it goes, empty if all of it that was written did} */
    public Optional<IOException> trouble() {
        if (!out.checkError()) { // it flushes, so that it is noticed at once
            return Optional.empty();
        }
        IOException unknown = new IOException("nobody reads it any more");
        return Optional.of(
                out instanceof HeedingWriter heeding ? heeding.trouble().orElse(unknown) : unknown);
    }

    /** {@return whether somebody who read the data has gone, such as {@code head}; that is nothing to complain of} */
    public boolean hasLostItsReader() {
        return trouble()
                .map(why -> String.valueOf(why.getMessage()).toLowerCase(Locale.ROOT))
                .filter(why -> why.contains("pipe")) // Broken pipe, The pipe is being closed
                .isPresent();
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
