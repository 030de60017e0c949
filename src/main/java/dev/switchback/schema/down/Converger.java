package dev.switchback.schema.down;

import dev.switchback.schema.catalog.SchemaDifference;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.down.data.DataCheck;
import dev.switchback.schema.down.ddl.Plan;
import dev.switchback.schema.down.ddl.Sides;
import dev.switchback.schema.down.ddl.Step;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Leads the schema of a clone to what it is to be, and keeps what worked.
 *
 * <p>Round by round: look at the schema, plan, run each statement under a savepoint. What fails because of another
 * statement is tried again after it, so that no order has to be known; what fails because something depends on it takes
 * that out of its way, to be made again in a later round.
 */
final class Converger {

    private static final int ROUNDS = 40;
    private static final String UNSAFE_USE_OF_NEW_LABEL = "55P04";

    private final Session session;
    private final SchemaSnapshot target;
    private final String role;
    private final List<String> done = new ArrayList<>();
    private final Set<String> forgotten = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, String> refusals = new LinkedHashMap<>();
    private boolean exchangesEnums;
    private boolean labelsAreInTheWay;

    Converger(Session session, SchemaSnapshot target) throws SQLException {
        this.session = session;
        this.target = target;
        this.role = session.text("select current_user");
    }

    /** {@return the statements that led as far as it goes} */
    List<String> statements() {
        return List.copyOf(done);
    }

    /** {@return why the statements that remained could not be run, by statement} */
    Map<String, String> refusals() {
        return refusals;
    }

    /** {@return the schema it came to} */
    SchemaSnapshot run(SchemaSnapshot from) throws SQLException {
        Set<String> anew = new DataCheck(target, from).madeAnew(session.up());
        forgotten.addAll(anew);
        String start = session.mark();
        SchemaSnapshot reached = rounds(from);
        boolean restored = SchemaDifference.between(target, reached).verdict().isRestored();
        if (labelsAreInTheWay && !restored) {
            session.backTo(start);
            done.clear();
            forgotten.clear();
            forgotten.addAll(anew);
            seen.clear();
            exchangesEnums = true;
            reached = rounds(from);
        }
        return reached;
    }

    private SchemaSnapshot rounds(SchemaSnapshot from) throws SQLException {
        SchemaSnapshot current = from;
        SchemaSnapshot best = from;
        int fewest = Integer.MAX_VALUE;
        int length = 0;
        for (int round = 0; round < ROUNDS; round++) {
            SchemaDifference left = SchemaDifference.between(target, current);
            if (left.changes().size() < fewest) {
                fewest = left.changes().size();
                length = done.size();
                best = current;
            }
            if (left.isNone() || !advance(current, !seen.add(left.toString()))) {
                break;
            }
            current = target.again(session.connection());
        }
        done.subList(length, done.size()).clear(); // what was done after it came closest led away again
        return best;
    }

    private boolean advance(SchemaSnapshot current, boolean familiar) throws SQLException {
        refusals.clear();
        Plan plan = new Plan(new Sides(current, target, role, new Sides.Given(forgotten, exchangesEnums)));
        List<Step> renames = plan.renames();
        if (!renames.isEmpty()) {
            List<Step> dropsAndRenames = new ArrayList<>(plan.drops());
            dropsAndRenames.addAll(renames);
            if (attempt(renames).size() < renames.size()
                    || attempt(dropsAndRenames).size() < dropsAndRenames.size()
                    || attempt(plan.evasions()).size() < plan.evasions().size()) {
                return true;
            }
        }
        List<Step> steps = plan.all();
        List<Step> failed = familiar ? failing(steps) : attempt(steps);
        return (!familiar && failed.size() < steps.size()) || sacrifice(plan, current, failed);
    }

    /** Runs the steps again and again, as long as one more of them works; returns those that do not. */
    private List<Step> attempt(List<Step> steps) throws SQLException {
        List<Step> left = steps;
        while (!left.isEmpty()) {
            List<Step> failed = new ArrayList<>();
            for (Step step : left) {
                if (!works(step)) {
                    failed.add(step);
                }
            }
            if (failed.size() == left.size()) {
                return failed;
            }
            left = failed;
        }
        return left;
    }

    /** What works has been done before from here, and led back to here. */
    private List<Step> failing(List<Step> steps) throws SQLException {
        List<Step> failing = new ArrayList<>();
        for (Step step : steps) {
            String mark = session.mark();
            int length = done.size();
            if (!works(step)) {
                failing.add(step);
            }
            done.subList(length, done.size()).clear();
            session.backTo(mark);
        }
        return failing;
    }

    private boolean works(Step step) throws SQLException {
        for (List<String> variant : step.variants()) {
            Optional<SQLException> refusal = session.attempt(variant);
            if (refusal.isEmpty()) {
                done.addAll(variant);
                refusals.remove(variant.get(0));
                if (!step.forgotten().isEmpty()) {
                    forgotten.add(step.forgotten());
                }
                return true;
            }
            labelsAreInTheWay |= UNSAFE_USE_OF_NEW_LABEL.equals(refusal.get().getSQLState());
            refusals.put(variant.get(0), Session.reason(refusal.get()));
        }
        return false;
    }

    /** Takes out of the way whatever depends on what cannot be dropped or altered. */
    private boolean sacrifice(Plan plan, SchemaSnapshot current, List<Step> failed) throws SQLException {
        Dependents dependents = new Dependents(session.connection(), current);
        for (Step step : failed) {
            SchemaObject object =
                    current.find(step.object().kind(), step.object().path()).orElse(step.object());
            List<String> drops = new ArrayList<>();
            for (SchemaObject dependent : dependents.of(object)) {
                plan.sacrifice(dependent).stream()
                        .filter(drop -> !drops.contains(drop))
                        .forEach(drops::add);
            }
            if (!drops.isEmpty() && worksWithout(step, drops)) {
                return true;
            }
        }
        return false;
    }

    /** Drops as much as can be dropped, in whatever order that takes; keeps that if the step works then. */
    private boolean worksWithout(Step step, List<String> drops) throws SQLException {
        String mark = session.mark();
        int length = done.size();
        List<String> left = drops;
        boolean progress = true;
        while (progress) {
            List<String> failed = new ArrayList<>();
            for (String drop : left) {
                if (session.attempt(List.of(drop)).isEmpty()) {
                    done.add(drop);
                } else {
                    failed.add(drop); // not yet, or it went along with another
                }
            }
            progress = failed.size() < left.size();
            left = failed;
        }
        if (done.size() > length && works(step)) {
            return true;
        }
        done.subList(length, done.size()).clear();
        session.backTo(mark);
        return false;
    }
}
