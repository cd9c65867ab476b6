package dev.plumbline.collector.write;

import java.time.Duration;
import java.util.Optional;

/** What became of one request that pushed entries. */
sealed interface Outcome {
    /** All are stored. */
    record Stored() implements Outcome {}

    /** At least one was refused for good; the others may be stored. */
    record Refused(int status, String reason) implements Outcome {}

    /** Too fast; some may be stored. */
    record RateLimited(Optional<Duration> retryAfter) implements Outcome {}

    /** None is stored, for a reason that somebody has to put right: a wrong password, say. */
    record Rejected(int status) implements Outcome {}

    /** It is not known which are stored. */
    record Unknown(String why) implements Outcome {}
}
