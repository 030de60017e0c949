package dev.switchback.canary.mismatch;

import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Fingerprint;
import java.time.Instant;

/**
 * A difference that legacy has with itself: two runs of it for one request did not give the same there.
 *
 * @param id the hash of type, spot and change, by which a difference is recognised as noise
 * @param fingerprint the class of differences that it belongs to
 * @param type what kind of difference it is
 * @param place where in general
 * @param change what became what, in general
 * @param seen how often legacy was found to differ from itself there
 * @param lastSeen when it was found so last
 * @param until when it ends, unless it is found so again
 */
public record NoiseMask(
        String id,
        Fingerprint fingerprint,
        DiscrepancyType type,
        String place,
        String change,
        long seen,
        Instant lastSeen,
        Instant until) {

    /** {@return whether it has ended at this instant} */
    public boolean hasEnded(Instant now) {
        return !now.isBefore(until);
    }

    /** {@return the same, seen so much more often, ending at the later of both ends} */
    NoiseMask plus(NoiseMask more) {
        boolean later = more.until.isAfter(until);
        return new NoiseMask(
                id,
                fingerprint,
                type,
                place,
                change,
                seen + more.seen,
                later ? more.lastSeen : lastSeen,
                later ? more.until : until);
    }
}
