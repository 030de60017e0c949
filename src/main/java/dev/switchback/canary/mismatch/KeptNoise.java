package dev.switchback.canary.mismatch;

import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Fingerprint;
import dev.switchback.state.Attribution;
import dev.switchback.state.Document;
import dev.switchback.state.StateChange;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The noise masks that the state of a migration holds, a section {@code canary-noise-<id>}
 * each. */
public final class KeptNoise {

    /** How many masks there are at most. */
    static final int MOST = 128;

    private static final String PREFIX = "canary-noise-";
    private static final int CUT = 80;

    /** Each mask that goes is in the record of the change, which must stay short. */
    private static final int MOST_REMOVED = 16;

    private KeptNoise() {}

    /** {@return the masks that can be read, the latest seen first; what the others masked counts} */
    public static List<NoiseMask> read(Document document) {
        return Sections.read(document, PREFIX, Row.class, (id, row) -> row.mask(id)).stream()
                .sorted(Comparator.comparing(NoiseMask::lastSeen).reversed().thenComparing(NoiseMask::id))
                .toList();
    }

    /** {@return the change that lifts every mask, so that noise is learnt anew} */
    public static StateChange.Builder forgetting(Document seen, Attribution by) {
        return StateChange.of(seen.migration(), "CANARY_NOISE_FORGOTTEN", by)
                .data("masks", Sections.ids(seen, PREFIX).size())
                .change(KeptNoise::withoutAny);
    }

    private static Document withoutAny(Document document) {
        Document left = document;
        for (String id : Sections.ids(document, PREFIX)) {
            left = left.without(PREFIX + id);
        }
        return left;
    }

    /** {@return the document with more masks, and without some that have ended; masks beyond the limit are not kept} */
    static Document with(Document document, Collection<NoiseMask> more, Instant now) {
        Document grown = document;
        Map<String, NoiseMask> masks = new TreeMap<>();
        read(document).forEach(mask -> masks.put(mask.id(), mask));
        for (NoiseMask ended : ended(masks.values(), now)) {
            masks.remove(ended.id());
            grown = grown.without(PREFIX + ended.id());
        }
        for (NoiseMask mask : more) {
            if (masks.containsKey(mask.id()) || masks.size() < MOST) {
                NoiseMask both = masks.merge(mask.id(), mask, NoiseMask::plus);
                grown = grown.with(PREFIX + mask.id(), Row.of(both));
            }
        }
        return grown;
    }

    private static List<NoiseMask> ended(Collection<NoiseMask> masks, Instant now) {
        return masks.stream()
                .filter(mask -> mask.hasEnded(now))
                .limit(MOST_REMOVED)
                .toList();
    }

    /** A mask as it is written. */
    private record Row(
            String fingerprint, String type, String place, String change, long seen, Instant lastSeen, Instant until) {

        static Row of(NoiseMask mask) {
            return new Row(
                    mask.fingerprint().text(),
                    mask.type().text(),
                    Sections.cut(mask.place(), CUT),
                    Sections.cut(mask.change(), CUT),
                    mask.seen(),
                    mask.lastSeen(),
                    mask.until());
        }

        NoiseMask mask(String id) {
            return new NoiseMask(
                    id,
                    Fingerprint.parse(fingerprint),
                    DiscrepancyType.valueOf(type.toUpperCase(Locale.ROOT)),
                    place,
                    change,
                    seen,
                    lastSeen,
                    until);
        }
    }
}
