package dev.switchback.ingest.loss;

import dev.switchback.ingest.Ingestion;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.QueueUnavailableException;
import dev.switchback.state.Attribution;
import dev.switchback.state.faults.Campaign;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A whole run on a PostgreSQL, from the empty queue to the count. */
final class LossCampaign {

    private static final Attribution BY = Attribution.api("campaign", "something is to happen");
    private static final List<Mode> MODES =
            List.of(Mode.ASYNC, Mode.ASYNC, Mode.ASYNC, Mode.HOLD, Mode.DRAIN, Mode.DRAIN, Mode.SYNC, Mode.REJECT);

    /** So few that the last of an event that fails comes soon: its waits are a second, two and four. */
    private static final int ATTEMPTS = 4;

    private LossCampaign() {}

    /** Runs it, and says what came out. */
    static LossCheck run(String title, LossPlan plan, Path folder) throws Exception {
        long started = System.nanoTime();
        try (Place place = Place.postgres(folder.resolve("database"));
                LossRun run = new LossRun(plan, place, folder);
                Ingestion control = Starting.untilStarted(
                        Ingestion.named("loss").processing(false),
                        new String[] {place.url(), folder.resolve("state").toString()})) {
            prepare(place.url());
            control.queue().settings(now -> now.withLease(Duration.ofSeconds(1)).withAttempts(ATTEMPTS), BY);
            run.run(random -> change(control, random));
            insist(() -> control.queue().mode(Mode.ASYNC, false, BY));
            run.settle(() -> left(control));
            LossCheck check = LossCheck.of(place.url(), run.ledger);
            Campaign.line("%s, seed %d: %s, %s, %.0f s"
                    .formatted(title, plan.seed(), run.faults(), check, (System.nanoTime() - started) / 1e9));
            return check;
        }
    }

    /** The key of the events is taken away: nothing but the protocol is to keep an event from being there twice. */
    private static void prepare(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String setting : List.of("fsync", "synchronous_commit")) {
                try (ResultSet row = statement.executeQuery("show " + setting)) {
                    row.next();
                    if (!row.getString(1).equals("on")) {
                        throw new IllegalStateException(setting + " is off: a crash may lose what was committed");
                    }
                }
            }
            statement.execute("alter table events drop constraint events_pkey");
            statement.execute("create index events_id on events (id)");
        }
    }

    private static void change(Ingestion control, Random random) {
        Mode to = MODES.get(random.nextInt(MODES.size()));
        try {
            control.queue().mode(to, to == Mode.SYNC, BY);
        } catch (QueueUnavailableException away) {
            // the mode stays as it is, or may have changed
        }
    }

    private static long left(Ingestion control) {
        try {
            return control.queue().depths().total();
        } catch (QueueUnavailableException away) {
            return 1;
        }
    }

    /** Tries as long as the database is away. */
    static void insist(Runnable change) {
        for (int trial = 0; true; trial++) {
            try {
                change.run();
                return;
            } catch (QueueUnavailableException away) {
                if (trial > 50) {
                    throw away;
                }
                Deed.pause(Duration.ofMillis(200));
            }
        }
    }
}
