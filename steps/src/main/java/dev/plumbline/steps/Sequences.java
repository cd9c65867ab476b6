package dev.plumbline.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Says how a sequence of numbers differs from the one that was expected. */
final class Sequences {
    private static final int SHOWN = 10;

    private Sequences() {}

    static String difference(List<Integer> expected, List<Integer> found) {
        TreeMap<Integer, Integer> counts = new TreeMap<>();
        expected.forEach(n -> counts.merge(n, -1, Integer::sum));
        found.forEach(n -> counts.merge(n, 1, Integer::sum));
        List<Integer> missing = new ArrayList<>();
        List<Integer> surplus = new ArrayList<>();
        counts.forEach((n, count) -> {
            if (count < 0) {
                missing.add(n);
            } else if (count > 0) {
                surplus.add(n);
            }
        });
        if (missing.isEmpty() && surplus.isEmpty()) {
            int at = 0;
            while (expected.get(at).equals(found.get(at))) {
                at++;
            }
            return "all " + expected.size() + " are there, but out of order: expected number " + expected.get(at)
                    + " in place " + (at + 1) + ", found " + found.get(at);
        }
        return "expected " + expected.size() + " lines, found " + found.size()
                + (missing.isEmpty() ? "" : "; missing " + some(missing))
                + (surplus.isEmpty() ? "" : "; more than once " + some(surplus));
    }

    private static String some(List<Integer> numbers) {
        return numbers.size() <= SHOWN
                ? numbers.toString()
                : numbers.subList(0, SHOWN) + " and " + (numbers.size() - SHOWN) + " more";
    }
}
