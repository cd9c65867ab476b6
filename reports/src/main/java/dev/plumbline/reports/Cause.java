package dev.plumbline.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scenarios that failed for one and the same reason.
 *
 * @param first the one that tells it whole
 * @param others the further ones
 */
record Cause(ScenarioResult first, List<ScenarioResult> others) {
    Cause {
        others = List.copyOf(others);
    }

    /**
     * Gathers the failures of a run by their first lines.
     *
     * <p>A stack that did not come up fails all that need it, each with that failure at the end of its first line.
     */
    static List<Cause> of(Run run) {
        String start =
                run.record().path("failure").asText("").lines().findFirst().orElse("");
        Map<String, List<ScenarioResult>> byCause = new LinkedHashMap<>();
        for (ScenarioResult s : run.scenarios()) {
            if (s.verdict() == Verdict.FAILED) {
                boolean neverStarted = !start.isEmpty() && s.cause().endsWith(start);
                byCause.computeIfAbsent(neverStarted ? start : s.cause(), cause -> new ArrayList<>())
                        .add(s);
            }
        }
        return byCause.values().stream()
                .map(all -> new Cause(all.getFirst(), all.subList(1, all.size())))
                .toList();
    }
}
