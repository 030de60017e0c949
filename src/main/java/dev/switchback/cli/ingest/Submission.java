package dev.switchback.cli.ingest;

import dev.switchback.cli.ingest.JsonLines.Line;
import dev.switchback.cli.shell.Refusal;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.ingest.EventQueue;
import dev.switchback.ingest.EventRefusedException;
import dev.switchback.ingest.EventRefusedException.Why;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueUnavailableException;
import dev.switchback.ingest.queue.Receipt;
import dev.switchback.pipeline.InvalidValueException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Hands lines in, many at a time, and tells of each that is refused. For one thread. */
final class Submission {

    private static final int ON_THEIR_WAY = 1_000;
    private static final int REMEMBERED = 1_000;

    /** What is wrong with an event alone; the next one may be taken in all the same. */
    private static final Set<Why> OF_THE_EVENT = Set.of(Why.KEY_CONFLICT, Why.OVER_QUOTA);

    private final Shell shell;
    private final EventQueue queue;
    private final Deque<Sent> sent = new ArrayDeque<>();
    private final List<Refused> refused = new ArrayList<>();
    private long accepted;
    private long repeated;
    private long refusals;

    Submission(Shell shell, EventQueue queue) {
        this.shell = shell;
        this.queue = queue;
    }

    private record Sent(long line, CompletionStage<Receipt> receipt) {}

    /** A line that was not taken in, and why. */
    record Refused(long line, String why) {}

    /**
     * Hands in every line.
     *
     * @throws Refusal if the queue takes nothing in at present ; it says which lines were taken in
     */
    void all(JsonLines lines, Function<Line, NewEvent> event) throws IOException {
        Optional<Line> next = lines.next();
        while (next.isPresent()) {
            Line line = next.get();
            if (line.wrong() != null) {
                refuse(line.number(), line.wrong());
            } else if (!line.isBlank()) {
                send(line, event);
            }
            if (sent.size() >= ON_THEIR_WAY) {
                settle(sent.removeFirst());
            }
            next = lines.next();
        }
        while (!sent.isEmpty()) {
            settle(sent.removeFirst());
        }
    }

    private void send(Line line, Function<Line, NewEvent> event) {
        try {
            sent.addLast(new Sent(line.number(), queue.submitAsync(event.apply(line))));
        } catch (InvalidValueException | EventRefusedException | QueueUnavailableException thrown) {
            sent.addLast(new Sent(line.number(), CompletableFuture.failedStage(thrown)));
        }
    }

    private void settle(Sent one) {
        try {
            Receipt receipt = one.receipt.toCompletableFuture().join();
            accepted += receipt.repeated() ? 0 : 1;
            repeated += receipt.repeated() ? 1 : 0;
        } catch (CompletionException failed) {
            Throwable why = failed.getCause() == null ? failed : failed.getCause();
            boolean ofTheEvent = why instanceof InvalidValueException
                    || (why instanceof EventRefusedException no && OF_THE_EVENT.contains(no.why()));
            if (!ofTheEvent) {
                throw stopped(one.line, why);
            }
            refuse(one.line, String.valueOf(why.getMessage()));
        }
    }

    private void refuse(long line, String why) {
        refusals++;
        if (refused.size() < REMEMBERED) {
            refused.add(new Refused(line, why));
        }
        shell.note("line %d: %s".formatted(line, SafeText.of(why)));
    }

    /** What was sent after it may have been taken in, and is counted; nothing else is sent. */
    private RuntimeException stopped(long line, Throwable why) {
        long before = accepted + repeated;
        long after = sent.stream()
                .map(later -> later.receipt.toCompletableFuture())
                .filter(receipt ->
                        receipt.handle((taken, failed) -> failed == null).join())
                .count();
        String so = "line %d was not taken in: %s. %d lines before it were, and %d after it"
                .formatted(line, SafeText.of(why.getMessage()), before, after);
        if (why instanceof QueueUnavailableException) {
            return Refusal.unreachable(so, List.of("with --once NAME the same file can be handed in again"));
        }
        if (why instanceof EventRefusedException no && no.why() == Why.HANDLER_FAILED) {
            return Refusal.stopped("ingest submit is refused: in this mode events are processed where they are handed"
                    + " in, which only the application can; " + so);
        }
        return why instanceof EventRefusedException
                ? Refusal.stopped("ingest submit is refused: " + so)
                : new IllegalStateException(so, why);
    }

    long accepted() {
        return accepted;
    }

    long repeated() {
        return repeated;
    }

    long refusals() {
        return refusals;
    }

    /** {@return the first thousand that were refused} */
    List<Refused> refused() {
        return List.copyOf(refused);
    }
}
