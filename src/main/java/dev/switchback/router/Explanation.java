package dev.switchback.router;

import dev.switchback.breaker.BreakerState;
import dev.switchback.flags.KeyPins;
import dev.switchback.flags.Reason;
import dev.switchback.flags.Rule;
import dev.switchback.flags.Share;
import dev.switchback.flags.Snapshot;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Route;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a key would go now, and why.
 *
 * @param key the routing key
 * @param bucket the key's bucket, from 0 to 99 999
 * @param percentage the share in force
 * @param route the side that the key would be sent to
 * @param reason the rule that decides it
 * @param rules every rule in order, and whether it matched; the first that matched decides, the breaker is asked last
 */
public record Explanation(String key, int bucket, Share percentage, Route route, Reason reason, List<Rule> rules) {

    public Explanation {
        rules = List.copyOf(rules);
    }

    /**
     * Returns the explanation for a key under one snapshot and one state of the breaker.
     *
     * @throws InvalidValueException for an empty key
     */
    public static Explanation of(Snapshot snapshot, String key, KeyPins pins, BreakerState breaker) {
        InvalidValueException.unless(key != null && !key.isBlank(), "key", "a routing key", key);
        Reason reason = snapshot.assign(key, pins);
        List<Rule> rules = new ArrayList<>(snapshot.explain(key, pins));
        if (reason.route() == Route.NEW) {
            boolean refuses = breaker == BreakerState.OPEN || breaker == BreakerState.FORCED_OPEN;
            rules.add(new Rule("breaker", refuses, "the breaker is " + breaker.text()));
            reason = refuses ? Reason.BREAKER_OPEN : reason;
        }
        return new Explanation(
                key, snapshot.bucket(key), snapshot.effectivePercentage(), reason.route(), reason, rules);
    }
}
