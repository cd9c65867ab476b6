package dev.plumbline.steps;

import java.util.List;

/** Adds up a counter of an exposition, whatever its labels and whether its name ends in {@code _total}. */
final class SpanCounters {
    private SpanCounters() {}

    static long sum(List<String> exposition, String name) {
        return exposition.stream()
                .filter(line -> line.matches(name + "(_total)?[{ ].*"))
                .mapToLong(line -> Math.round(Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))))
                .sum();
    }
}
