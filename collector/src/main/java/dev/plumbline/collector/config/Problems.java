package dev.plumbline.collector.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers every problem of a configuration, so that all of them are told at once. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    /** Adds one. */
    public void add(Position position, String message) {
        add(new Problem(position, message));
    }

    /** Adds one that does not keep the file from running. */
    public void warn(Position position, String message) {
        add(new Problem(position, message, true));
    }

    /** Adds one. */
    public void add(Problem problem) {
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    /** Tells whether nothing was found. */
    public boolean none() {
        return found.isEmpty();
    }

    /** Tells whether anything was found that keeps the file from running. */
    public boolean fatal() {
        return found.stream().anyMatch(problem -> !problem.warning());
    }

    /** Returns what was found, in the order of the file. */
    public List<Problem> inOrder() {
        return found.stream()
                .sorted(Comparator.comparing((Problem p) -> p.position().file())
                        .thenComparing(p -> p.position().line())
                        .thenComparing(p -> p.position().column()))
                .toList();
    }
}
