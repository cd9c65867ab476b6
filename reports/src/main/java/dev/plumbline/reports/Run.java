package dev.plumbline.reports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One run.
 *
 * @param record what the suite left about the stack: kind, reason, components, or the failure to bring it up
 * @param scenarios in the order in which they ran
 */
record Run(JsonNode record, List<ScenarioResult> scenarios) {
    long count(Verdict verdict) {
        return scenarios.stream().filter(s -> s.verdict() == verdict).count();
    }

    /** Tells whether the run is a pass: nothing failed, and something passed. */
    boolean passed() {
        return count(Verdict.FAILED) == 0 && count(Verdict.PASSED) > 0;
    }

    /** Returns the verdict in one sentence. */
    String sentence() {
        if (scenarios.isEmpty()) {
            return "No scenario ran.";
        }
        String counts = count(Verdict.PASSED) + " passed, " + count(Verdict.FAILED) + " failed, "
                + count(Verdict.NOT_APPLICABLE) + " not applicable";
        String verdict = passed()
                ? "The pipeline keeps its promises"
                : count(Verdict.FAILED) > 0 ? "The pipeline breaks a promise" : "Nothing was judged";
        return verdict + ": " + counts + ".";
    }
}
