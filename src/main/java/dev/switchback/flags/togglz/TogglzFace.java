package dev.switchback.flags.togglz;

import dev.switchback.flags.Change;
import dev.switchback.flags.MigrationFeatureFlags;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.Attribution;
import java.util.ArrayList;
import java.util.List;
import org.togglz.core.activation.DefaultActivationStrategyProvider;
import org.togglz.core.manager.FeatureManager;
import org.togglz.core.manager.FeatureManagerBuilder;
import org.togglz.core.repository.StateRepository;
import org.togglz.core.spi.ActivationStrategy;
import org.togglz.core.user.FeatureUser;
import org.togglz.core.user.UserProvider;

/**
 * The flags of one migration as Togglz sees them.
 *
 * <pre>{@code
 * FeatureManager manager = TogglzFace.of(migration.flags()).manager(new ThreadLocalUserProvider());
 * manager.isActive(MigrationFeature.NEW_PIPELINE); // as the router assigns the user's name
 * }</pre>
 *
 * <p>The state store stays the one owner: nothing is kept here, and every write is in the history with source
 * {@code togglz}. Thread-safe.
 */
public final class TogglzFace {

    private static final String SOMEBODY = "togglz";

    private final MigrationFeatureFlags flags;

    private TogglzFace(MigrationFeatureFlags flags) {
        this.flags = flags;
    }

    /** {@return the face of these flags} */
    public static TogglzFace of(MigrationFeatureFlags flags) {
        return new TogglzFace(flags);
    }

    /** {@return a repository over the flags, for a manager or a console of the application's own} */
    public StateRepository repository() {
        return new FlagsStateRepository(flags, () -> SOMEBODY);
    }

    /**
     * Returns a manager of the migration's features.
     *
     * @param users says whose name is the routing key; what a feature administrator changes is recorded under that name
     */
    public FeatureManager manager(UserProvider users) {
        List<ActivationStrategy> strategies = new ArrayList<>();
        strategies.add(new MigrationPercentageStrategy(flags));
        for (ActivationStrategy found : new DefaultActivationStrategyProvider().getActivationStrategies()) {
            if (!found.getId().equals(MigrationPercentageStrategy.ID)) {
                strategies.add(found);
            }
        }
        return FeatureManagerBuilder.begin()
                .featureEnum(MigrationFeature.class)
                .stateRepository(new FlagsStateRepository(flags, () -> operator(users)))
                .userProvider(users)
                .activationStrategyProvider(() -> List.copyOf(strategies))
                .build();
    }

    /**
     * Takes over, once, what another repository says about the features of {@link MigrationFeature}, as one change;
     * from then on that repository means nothing. A feature without a strategy becomes 100 %, a gradual one its
     * percentage, one by user names those names as forced keys; the cohorts are drawn anew, by our hash.
     *
     * @throws InvalidValueException for a strategy without a counterpart, or a bad parameter ; nothing was changed
     * @throws dev.switchback.state.StateConflictException if the state moved meanwhile ; nothing was changed
     */
    public Change importFrom(StateRepository foreign, Attribution by) {
        return flags.change(ForeignState.edit(foreign), by);
    }

    private static String operator(UserProvider users) {
        FeatureUser user = users.getCurrentUser();
        return user != null && user.isFeatureAdmin() && user.getName() != null ? user.getName() : SOMEBODY;
    }
}
