package dev.plumbline.embedded.prometheus.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Sorts as Go's sort does for short lists, with orders that NaN makes inconsistent. */
final class Sorting {
    private Sorting() {}

    /** Returns the points in order by insertion, so that those that are alike keep theirs. */
    static List<Point> by(List<Point> points, BiPredicate<Point, Point> less) {
        List<Point> sorted = new ArrayList<>(points);
        for (int i = 1; i < sorted.size(); i++) {
            for (int j = i; j > 0 && less.test(sorted.get(j), sorted.get(j - 1)); j--) {
                Point p = sorted.get(j);
                sorted.set(j, sorted.get(j - 1));
                sorted.set(j - 1, p);
            }
        }
        return sorted;
    }
}
