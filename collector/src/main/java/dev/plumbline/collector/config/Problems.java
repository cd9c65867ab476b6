package dev.plumbline.collector.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers every problem of a configuration, so that all of them are told at once. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    /** Adds one. */
    public void add(Position position, String message) {
        Problem problem = new Problem(position, message);
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    /** Tells whether nothing was found. */
    public boolean none() {
        return found.isEmpty();
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
