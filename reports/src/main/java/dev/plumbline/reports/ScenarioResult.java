package dev.plumbline.reports;

import java.util.List;
import java.util.Optional;

/**
 * One scenario of a run.
 *
 * @param feature title of its feature
 * @param name its own title
 * @param verdict how it ended
 * @param message what it says about a failure, or why it was not applicable; its first line names the cause
 * @param kind what kind of failure it is, if it is one
 * @param number which of the seven scenarios it belongs to, if to any
 * @param failedStep the step that failed
 * @param seen what its steps saw, one sentence each
 * @param start milliseconds since 1970
 * @param stop milliseconds since 1970
 */
record ScenarioResult(
        String feature,
        String name,
        Verdict verdict,
        String message,
        Kind kind,
        Optional<String> number,
        Optional<String> failedStep,
        List<String> seen,
        long start,
        long stop) {

    /** Returns feature and title, by which a scenario is known over runs. */
    String id() {
        return feature + " / " + name;
    }

    double seconds() {
        return (stop - start) / 1000.0;
    }

    /** Returns the first line of the message. */
    String cause() {
        return message.lines().findFirst().orElse("");
    }
}
