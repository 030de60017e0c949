package dev.switchback.bench;

import com.launchdarkly.logging.LDLogLevel;
import com.launchdarkly.sdk.LDContext;
import com.launchdarkly.sdk.server.Components;
import com.launchdarkly.sdk.server.LDClient;
import com.launchdarkly.sdk.server.LDConfig;
import com.launchdarkly.sdk.server.MigrationStage;
import com.launchdarkly.sdk.server.integrations.FileData;
import com.launchdarkly.sdk.server.migrations.Migration;
import com.launchdarkly.sdk.server.migrations.MigrationBuilder;
import com.launchdarkly.sdk.server.migrations.MigrationExecution;
import com.launchdarkly.sdk.server.migrations.MigrationMethodResult;
import com.launchdarkly.sdk.server.migrations.MigrationSerialOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.togglz.core.Feature;
import org.togglz.core.activation.GradualActivationStrategy;
import org.togglz.core.manager.FeatureManager;
import org.togglz.core.manager.FeatureManagerBuilder;
import org.togglz.core.repository.FeatureState;
import org.togglz.core.repository.mem.InMemoryStateRepository;
import org.togglz.core.user.FeatureUser;
import org.togglz.core.user.SimpleFeatureUser;

/** Sticky rollouts of 50 % by others; both could also target by attributes, which we do not. */
public class RolloutCalls {

    /** LaunchDarkly's migration: flag, rollout, both sides; the context is made from the key, as a request makes it. */
    @Benchmark
    public String launchDarkly(LaunchDarkly flags, Requests.OfBothSides requests) {
        String request = requests.next();
        return flags.migration
                .read("bench", LDContext.create(request), MigrationStage.OFF, request)
                .getResult()
                .orElseThrow();
    }

    /** Togglz: the flag, then a branch. */
    @Benchmark
    public String togglz(Togglz flags, Requests.OfBothSides requests) {
        String request = requests.next();
        flags.user.set(new SimpleFeatureUser(request));
        return flags.manager.isActive(Togglz.Flag.BENCH) ? request : flags.legacy(request);
    }

    /** LaunchDarkly without network and without events. */
    @State(Scope.Benchmark)
    public static class LaunchDarkly {

        private static final String FLAGS = """
                {"flags": {"bench": {"key": "bench", "on": true, "version": 1, "salt": "bench", "offVariation": 0,
                  "variations": ["off", "complete"],
                  "fallthrough": {"rollout": {"variations": [
                    {"variation": 0, "weight": 50000}, {"variation": 1, "weight": 50000}]}}}}}
                """;

        private LDClient client;
        private Migration<String, String, String, String> migration;

        /** Starts the client on a file. */
        @Setup
        public void start() throws IOException {
            Path file = Files.createTempFile("launchdarkly", ".json");
            Files.writeString(file, FLAGS);
            client = new LDClient(
                    "sdk-key",
                    new LDConfig.Builder()
                            .dataSource(FileData.dataSource().filePaths(file))
                            .events(Components.noEvents())
                            .logging(Components.logging().level(LDLogLevel.NONE))
                            .build());
            Files.delete(file);
            migration = new MigrationBuilder<String, String, String, String>(client)
                    .readExecution(MigrationExecution.Serial(MigrationSerialOrder.FIXED))
                    .read(MigrationMethodResult::Success, MigrationMethodResult::Success)
                    .write(MigrationMethodResult::Success, MigrationMethodResult::Success)
                    .build()
                    .orElseThrow();
            int complete = 0;
            for (int request = 0; request < 1_000; request++) {
                String stage = client.stringVariation("bench", LDContext.create("key-" + request), "");
                complete += stage.equals("complete") ? 1 : 0;
            }
            if (complete < 400 || complete > 600) {
                throw new IllegalStateException("the rollout is not at 50 %%: %d of 1000".formatted(complete));
            }
        }

        /** Ends it. */
        @TearDown
        public void close() throws IOException {
            client.close();
        }
    }

    /** Togglz in memory. */
    @State(Scope.Benchmark)
    public static class Togglz {

        /** The feature. */
        public enum Flag implements Feature {
            /** The rollout. */
            BENCH
        }

        private final ThreadLocal<FeatureUser> user = new ThreadLocal<>();
        private FeatureManager manager;

        /** Puts it together. */
        @Setup
        public void start() {
            InMemoryStateRepository states = new InMemoryStateRepository();
            states.setFeatureState(new FeatureState(Flag.BENCH, true)
                    .setStrategyId(GradualActivationStrategy.ID)
                    .setParameter(GradualActivationStrategy.PARAM_PERCENTAGE, "50"));
            manager = new FeatureManagerBuilder()
                    .featureEnum(Flag.class)
                    .stateRepository(states)
                    .userProvider(user::get)
                    .build();
        }

        String legacy(String request) {
            return request;
        }
    }
}
