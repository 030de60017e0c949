package dev.switchback.fleet;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one running process says of itself, as its node file holds it.
 *
 * @param node its name, {@code <migration>.<host>} or {@code <migration>.<host>-2} and so on
 * @param instance what tells it from every other process that ever had its name
 * @param migration the migration's name
 * @param host the host it runs on
 * @param pid its process id there
 * @param processSpace what that id is of: of two machines or containers with one name each has its own; null if an
 *     older version wrote this
 * @param startedAt when it joined
 * @param processStartedAt when its process began, by the system's account; null if that is not known
 * @param heartbeat when it last wrote this
 * @param targets how far it has followed the rollbacks of each target that it serves, by target
 * @param details breaker, statistics and whatever else it shows; values that JSON can hold
 * @param answers the newest answers to what was asked of it, oldest first
 * @param leaderTerm the term in which it is the leader, 0 if it is not
 * @param leftAt when it left while calls still ran on what can be taken back; null while it takes part
 * @param seenAt when the store took this, in terms of the reader's clock; null where all have one clock, and in what a
 *     node writes
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NodeReport(
        String node,
        String instance,
        String migration,
        String host,
        long pid,
        @Nullable String processSpace,
        Instant startedAt,
        @Nullable Instant processStartedAt,
        Instant heartbeat,
        Map<String, Followed> targets,
        Map<String, Object> details,
        List<Answer> answers,
        long leaderTerm,
        @Nullable Instant leftAt,
        @JsonIgnore @Nullable Instant seenAt) {

    public NodeReport {
        targets = targets == null ? Map.of() : new TreeMap<>(targets);
        details = details == null ? Map.of() : new LinkedHashMap<>(details);
        answers = answers == null ? List.of() : List.copyOf(answers);
    }

    /** {@return this report, as a store took it} */
    NodeReport seen(@Nullable Instant at) {
        return with(leftAt, at);
    }

    /** {@return this report, as the last one of a process that leaves} */
    NodeReport left() {
        return with(heartbeat, seenAt);
    }

    private NodeReport with(@Nullable Instant left, @Nullable Instant seen) {
        return new NodeReport(
                node,
                instance,
                migration,
                host,
                pid,
                processSpace,
                startedAt,
                processStartedAt,
                heartbeat,
                targets,
                details,
                answers,
                leaderTerm,
                left,
                seen);
    }

    /** {@return when it was last heard of, by the reader's clock wherever clocks may differ} */
    public Instant lastSeen() {
        return seenAt == null ? heartbeat : seenAt;
    }

    /** {@return how far its clock is before the reader's, give or take a moment; empty where all have one clock} */
    public Optional<Duration> clockSkew() {
        return Optional.ofNullable(seenAt).map(seen -> Duration.between(seen, heartbeat));
    }

    /** {@return whether this process has anything that a rollback of this target takes back} */
    public boolean serves(String target) {
        return targets.containsKey(target);
    }

    /** {@return whether calls ran on anything that can be taken back} */
    boolean isBusy() {
        return targets.values().stream().anyMatch(followed -> followed.inFlight() > 0);
    }

    /** {@return how far it has followed the rollbacks of a target} */
    public Followed followed(String target) {
        return targets.getOrDefault(target, Followed.NOTHING);
    }

    /** {@return its answer to a request, empty while there is none} */
    public Optional<Answer> answer(long request, String kind) {
        return answers.stream()
                .filter(answer -> answer.request() == request && answer.kind().equals(kind))
                .reduce((older, newer) -> newer);
    }

    /**
     * How far a node has followed the rollbacks of one target.
     *
     * @param forcedEpoch the highest epoch since which nothing new starts, 0 for none
     * @param drainedEpoch the highest epoch since which nothing runs any more, 0 for none
     * @param inFlight how many calls ran when this was written
     */
    public record Followed(
            @JsonProperty("forcedEpoch") long forcedEpoch,
            @JsonProperty("drainedEpoch") long drainedEpoch,
            @JsonProperty("inFlight") long inFlight) {

        /** Of a node that has followed no rollback yet. */
        public static final Followed NOTHING = new Followed(0, 0, 0);

        /** {@return whether a stage is reached for an epoch} */
        public boolean reached(Acknowledgement stage, long epoch) {
            return (stage == Acknowledgement.DRAINED ? drainedEpoch : forcedEpoch) >= epoch;
        }

        Followed with(Acknowledgement stage, long epoch, long running) {
            long forced = Math.max(forcedEpoch, epoch);
            long drained = stage == Acknowledgement.DRAINED ? Math.max(drainedEpoch, epoch) : drainedEpoch;
            return new Followed(forced, drained, running);
        }
    }
}
