package dev.switchback.ingest.loss;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Processes that hand events in and process them while something happens to one of them every second. What runs into
 * its end is started anew.
 */
final class LossRun implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration PAST_THE_LEASE = Duration.ofMillis(2_500);
    private static final Duration FOR_THE_QUEUE = Duration.ofMinutes(3);
    private static final String SUBMITTER = "submitter";

    final LossLedger ledger = new LossLedger();
    private final LossPlan plan;
    private final Place place;
    private final Path folder;
    private final Random random;
    private final List<LossProcess> submitters = new ArrayList<>();
    private final List<LossProcess> processors = new ArrayList<>();
    private final List<LossProcess> ending = new ArrayList<>();
    private int lives;
    private int killed;
    private int holders;
    private int crashed;
    private int stopped;
    private int suicides;
    private LossProcess asleep;
    private long wakeAt;

    LossRun(LossPlan plan, Place place, Path folder) {
        this.plan = plan;
        this.place = place;
        this.folder = folder;
        this.random = new Random(plan.seed());
    }

    /** What was done. */
    record Faults(int kills, int ofTheHolder, int crashes, int stops, int suicides) {}

    Faults faults() {
        return new Faults(killed, holders, crashed, stopped, suicides);
    }

    /** Does what the plan says, with somebody who switches modes. */
    void run(ModeSwitch modes) throws IOException, InterruptedException {
        for (int i = 0; i < plan.processors(); i++) {
            processors.add(start(i, plan.workers()));
        }
        for (int i = 0; i < plan.submitters(); i++) {
            submitters.add(start(i, SUBMITTER));
        }
        awaitReady(true);
        long begin = System.nanoTime();
        long[] due = {begin, begin, begin, begin};
        Duration[] every = {plan.kills(), plan.crashes(), plan.stops(), plan.modes()};
        while (System.nanoTime() - begin < plan.time().toNanos()) {
            Deed.pause(TICK);
            replaceDead();
            wakeUp(false);
            for (int fault = 0; fault < due.length; fault++) {
                if (!every[fault].isZero() && System.nanoTime() - due[fault] >= every[fault].toNanos()) {
                    due[fault] = System.nanoTime();
                    make(fault, modes);
                }
            }
        }
    }

    private void make(int fault, ModeSwitch modes) throws IOException, InterruptedException {
        switch (fault) {
            case 0 -> kill();
            case 1 -> {
                place.crash();
                crashed++;
            }
            case 2 -> fallAsleep();
            default -> modes.change(random);
        }
    }

    private LossProcess start(int slot, String role) throws IOException {
        String place = "%s-%d".formatted(role, slot);
        String name = "%s.%d".formatted(place, ++lives);
        Class<?> main = role.equals(SUBMITTER) ? Submitter.class : plan.worker();
        List<String> arguments = List.of(
                this.place.url(), folder.resolve("state").toString(), name, Long.toString(plan.seed() * 1_000 + lives));
        LossProcess process =
                LossProcess.start(main, name, arguments, folder.resolve("log.txt"), line -> ledger.take(place, line));
        process.tell(ledger.unfinished(place));
        return process;
    }

    private void replaceDead() throws IOException, InterruptedException {
        for (List<LossProcess> group : List.of(submitters, processors)) {
            for (int slot = 0; slot < group.size(); slot++) {
                if (!group.get(slot).isAlive()) {
                    group.get(slot).awaitEnd();
                    suicides++;
                    group.set(slot, start(slot, group == submitters ? SUBMITTER : plan.workers()));
                }
            }
        }
    }

    private void kill() throws IOException, InterruptedException {
        List<LossProcess> group =
                random.nextInt(plan.submitters() + plan.processors()) < plan.submitters() ? submitters : processors;
        int slot = random.nextInt(group.size());
        LossProcess victim = group.get(slot);
        if (victim == asleep || !victim.isReady() || !victim.isAlive()) {
            return;
        }
        holders += victim.holds(".mv.db") ? 1 : 0;
        victim.kill();
        killed++;
        group.set(slot, start(slot, group == submitters ? SUBMITTER : plan.workers()));
    }

    private void fallAsleep() throws IOException {
        LossProcess next = processors.get(random.nextInt(processors.size()));
        if (asleep == null && next.isAlive() && next.isReady()) {
            next.signal("STOP");
            asleep = next;
            stopped++;
            wakeAt = System.nanoTime() + PAST_THE_LEASE.toNanos();
        }
    }

    private void wakeUp(boolean now) throws IOException {
        if (asleep != null && (now || System.nanoTime() - wakeAt >= 0)) {
            asleep.signal("CONT");
            asleep = null;
        }
    }

    /** Lets the submitters end, and the processors go on until nothing is left. */
    void settle(Left left) throws IOException, InterruptedException {
        wakeUp(true);
        replaceDead();
        awaitReady(false);
        for (LossProcess submitter : submitters) {
            submitter.end();
            ending.add(submitter);
        }
        long progress = System.nanoTime();
        long least = Long.MAX_VALUE;
        long now = left.events();
        while (now > 0 || ending.stream().anyMatch(LossProcess::isAlive)) {
            if (now < least) { // a machine that is busy with other things may take long
                least = now;
                progress = System.nanoTime();
            }
            if (System.nanoTime() - progress > FOR_THE_QUEUE.toNanos()) {
                return; // what is left is found out
            }
            Deed.pause(TICK.multipliedBy(4));
            replaceDeadProcessors();
            now = left.events();
        }
        for (LossProcess submitter : ending) {
            submitter.awaitEnd();
        }
    }

    private void replaceDeadProcessors() throws IOException, InterruptedException {
        for (int slot = 0; slot < processors.size(); slot++) {
            if (!processors.get(slot).isAlive()) {
                processors.get(slot).awaitEnd();
                processors.set(slot, start(slot, plan.workers()));
            }
        }
    }

    private void awaitReady(boolean all) {
        long begin = System.nanoTime();
        List<LossProcess> those = new ArrayList<>(submitters);
        those.addAll(all ? processors : List.of());
        while (those.stream().anyMatch(one -> one.isAlive() && !one.isReady())) {
            if (System.nanoTime() - begin > FOR_THE_QUEUE.toNanos()) {
                throw new IllegalStateException("the processes do not start, see " + readLog());
            }
            Deed.pause(TICK);
        }
    }

    private String readLog() {
        try {
            return Files.readString(folder.resolve("log.txt"));
        } catch (IOException none) {
            return none.toString();
        }
    }

    /** How many events are in the queue. */
    @FunctionalInterface
    interface Left {
        long events();
    }

    /** Who switches the modes, at random. */
    @FunctionalInterface
    interface ModeSwitch {
        void change(Random random);
    }

    @Override
    public void close() {
        List<LossProcess> all = new ArrayList<>(submitters);
        all.addAll(processors);
        try {
            for (LossProcess process : all) {
                process.kill();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
