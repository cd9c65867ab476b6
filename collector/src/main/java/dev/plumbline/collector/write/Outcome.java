package dev.plumbline.collector.write;

import java.time.Duration;
import java.util.Optional;

/** What became of one request that pushed entries. */
sealed interface Outcome {
    /** Returns a label value for it: a status code, or {@code failed} where there was none. */
    String label();

    /** All are stored. */
    record Stored() implements Outcome {
        @Override
        public String label() {
            return "204";
        }
    }

    /**
     * At least one was refused for good.
     *
     * @param partial whether the others may be stored
     */
    record Refused(int status, String reason, boolean partial) implements Outcome {
        @Override
        public String label() {
            return Integer.toString(status);
        }
    }

    /** Too fast; some may be stored. */
    record RateLimited(Optional<Duration> retryAfter) implements Outcome {
        @Override
        public String label() {
            return "429";
        }
    }

    /** None is stored: Loki is not there, or somebody has to put something right, a wrong password, say. */
    record Rejected(String label, String why) implements Outcome {}

    /** It is not known which are stored. */
    record Unknown(String label, String why, Optional<Duration> retryAfter) implements Outcome {}
}
