package dev.switchback.canary.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.DeleteDelta;
import com.github.difflib.patch.InsertDelta;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds which stretches of two lists differ; the lists are of lines, or of the words of one line.
 *
 * <p>Up to {@value #SMALL} elements by the library's Myers algorithm, which finds the least change but whose time and
 * memory grow with the square. More are first cut at the elements that both sides have once, in the same order, as the
 * patience diff does; where there are none, all is one change. So the time stays about linear, whatever the texts are.
 */
final class LineDiff {

    private static final int SMALL = 2_000;
    private static final int DEEPEST = 8;

    private final List<String> legacy;
    private final List<String> replacement;
    private final List<Change> found = new ArrayList<>();

    private LineDiff(List<String> legacy, List<String> replacement) {
        this.legacy = legacy;
        this.replacement = replacement;
    }

    /**
     * A stretch that differs; ends are excluded.
     *
     * @param legacyFrom its first element in legacy
     * @param legacyTo the first one after it in legacy
     * @param newFrom its first element in new
     * @param newTo the first one after it in new
     */
    record Change(int legacyFrom, int legacyTo, int newFrom, int newTo) {

        private int legacySize() {
            return legacyTo - legacyFrom;
        }

        private int newSize() {
            return newTo - newFrom;
        }

        private AbstractDelta<String> delta(List<String> legacy, List<String> replacement) {
            Chunk<String> before = new Chunk<>(legacyFrom, legacy.subList(legacyFrom, legacyTo));
            Chunk<String> after = new Chunk<>(newFrom, replacement.subList(newFrom, newTo));
            if (before.size() == 0) {
                return new InsertDelta<>(before, after);
            }
            return after.size() == 0 ? new DeleteDelta<>(before, after) : new ChangeDelta<>(before, after);
        }
    }

    /** {@return every stretch that differs, in order} */
    static List<Change> changes(List<String> legacy, List<String> replacement) {
        LineDiff diff = new LineDiff(legacy, replacement);
        diff.within(new Change(0, legacy.size(), 0, replacement.size()), 0);
        return diff.found;
    }

    /** Takes off what both begin and end with, and looks at the rest. */
    private void within(Change stretch, int depth) {
        int start = 0;
        int shorter = Math.min(stretch.legacySize(), stretch.newSize());
        while (start < shorter && same(stretch.legacyFrom + start, stretch.newFrom + start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && same(stretch.legacyTo - 1 - end, stretch.newTo - 1 - end)) {
            end++;
        }
        Change rest = new Change(
                stretch.legacyFrom + start, stretch.legacyTo - end, stretch.newFrom + start, stretch.newTo - end);
        int size = rest.legacySize() + rest.newSize();
        if (rest.legacySize() == 0 || rest.newSize() == 0 || depth == DEEPEST) {
            found.addAll(size == 0 ? List.of() : List.of(rest));
        } else if (size <= SMALL) {
            byLibrary(rest);
        } else {
            byAnchors(rest, depth);
        }
    }

    private boolean same(int inLegacy, int inNew) {
        return legacy.get(inLegacy).equals(replacement.get(inNew));
    }

    private void byLibrary(Change stretch) {
        Patch<String> patch = DiffUtils.diff(
                legacy.subList(stretch.legacyFrom, stretch.legacyTo),
                replacement.subList(stretch.newFrom, stretch.newTo));
        for (AbstractDelta<String> delta : patch.getDeltas()) {
            int legacyFrom = stretch.legacyFrom + delta.getSource().getPosition();
            int newFrom = stretch.newFrom + delta.getTarget().getPosition();
            found.add(new Change(
                    legacyFrom,
                    legacyFrom + delta.getSource().size(),
                    newFrom,
                    newFrom + delta.getTarget().size()));
        }
    }

    private void byAnchors(Change stretch, int depth) {
        List<Anchors.Anchor> anchors = Anchors.of(
                legacy.subList(stretch.legacyFrom, stretch.legacyTo),
                replacement.subList(stretch.newFrom, stretch.newTo));
        if (anchors.isEmpty()) {
            found.add(stretch);
            return;
        }
        int legacyAt = stretch.legacyFrom;
        int newAt = stretch.newFrom;
        for (Anchors.Anchor anchor : anchors) {
            int inLegacy = stretch.legacyFrom + anchor.legacy();
            int inNew = stretch.newFrom + anchor.replacement();
            within(new Change(legacyAt, inLegacy, newAt, inNew), depth + 1);
            legacyAt = inLegacy + 1;
            newAt = inNew + 1;
        }
        within(new Change(legacyAt, stretch.legacyTo, newAt, stretch.newTo), depth + 1);
    }

    /** {@return the same as the library's patch} */
    static Patch<String> patch(List<String> legacy, List<String> replacement) {
        Patch<String> patch = new Patch<>();
        changes(legacy, replacement).forEach(change -> patch.addDelta(change.delta(legacy, replacement)));
        return patch;
    }
}
