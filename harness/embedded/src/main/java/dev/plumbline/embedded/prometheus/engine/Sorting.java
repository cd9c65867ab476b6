package dev.plumbline.embedded.prometheus.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Sorts as Go's {@code sort.Sort} does, which is by insertion up to twelve elements and a pattern-defeating quicksort
 * above. It is not stable, so elements that are alike come in the order that its exchanges leave them in; orders that
 * NaN makes inconsistent are allowed.
 */
final class Sorting {
    private static final int SHORT = 12;
    private static final int MEDIAN_OF_MEDIANS = 50;
    private static final int MOST_SHIFTS = 5;
    private static final int MOST_EXCHANGES = 12;

    private final List<Point> points;
    private final BiPredicate<Point, Point> less;
    private int exchanges;

    private Sorting(List<Point> points, BiPredicate<Point, Point> less) {
        this.points = points;
        this.less = less;
    }

    /** Returns the points in order. */
    static List<Point> by(List<Point> points, BiPredicate<Point, Point> less) {
        List<Point> sorted = new ArrayList<>(points);
        new Sorting(sorted, less).sort(0, sorted.size());
        return sorted;
    }

    private boolean less(int i, int j) {
        return less.test(points.get(i), points.get(j));
    }

    private void swap(int i, int j) {
        Collections.swap(points, i, j);
    }

    private void sort(int first, int end) {
        int from = first;
        int to = end;
        boolean balanced = true;
        boolean partitioned = true;
        while (to - from > SHORT) {
            if (!balanced) {
                scatter(from, to);
            }
            int pivot = pivot(from, to);
            boolean rising = exchanges == 0;
            if (exchanges == MOST_EXCHANGES) {
                Collections.reverse(points.subList(from, to));
                pivot = to - 1 - (pivot - from);
                rising = true;
            }
            if (balanced && partitioned && rising && almostSorted(from, to)) {
                return;
            }
            if (from > 0 && !less(from - 1, pivot)) {
                from = skipEqual(from, to, pivot);
                continue;
            }
            swap(from, pivot);
            partitioned = isPartitioned(from, to);
            int middle = partition(from, to);
            int shorter = Math.min(middle - from, to - middle);
            balanced = shorter >= (to - from) / 8;
            if (middle - from < to - middle) {
                sort(from, middle);
                from = middle + 1;
            } else {
                sort(middle + 1, to);
                to = middle;
            }
        }
        insert(from, to);
    }

    private void insert(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            for (int j = i; j > from && less(j, j - 1); j--) {
                swap(j, j - 1);
            }
        }
    }

    /** Chooses a pivot and counts how often a triple was out of order. */
    private int pivot(int from, int to) {
        exchanges = 0;
        int quarter = (to - from) / 4;
        int i = from + quarter;
        int j = from + quarter * 2;
        int k = from + quarter * 3;
        if (to - from >= MEDIAN_OF_MEDIANS) {
            i = median(i - 1, i, i + 1);
            j = median(j - 1, j, j + 1);
            k = median(k - 1, k, k + 1);
        }
        return median(i, j, k);
    }

    private int median(int first, int second, int third) {
        int a = first;
        int b = second;
        int c = third;
        if (less(b, a)) {
            exchanges++;
            a = second;
            b = first;
        }
        if (less(c, b)) {
            exchanges++;
            c = b;
            b = third;
        }
        if (less(b, a)) {
            exchanges++;
            b = a;
        }
        return b;
    }

    /** Tells whether nothing, or on long lists only a few neighbours, had to change places. */
    private boolean almostSorted(int from, int to) {
        int i = from + 1;
        for (int shifts = 0; shifts < MOST_SHIFTS; shifts++) {
            while (i < to && !less(i, i - 1)) {
                i++;
            }
            if (i == to) {
                return true;
            }
            if (to - from < MEDIAN_OF_MEDIANS) {
                return false;
            }
            swap(i, i - 1);
            if (i - from >= 2) {
                for (int j = i - 1; j >= 1 && less(j, j - 1); j--) {
                    swap(j, j - 1);
                }
            }
            for (int j = i + 1; j < to && less(j, j - 1); j++) {
                swap(j, j - 1);
            }
        }
        return false;
    }

    private int skipEqual(int from, int to, int pivot) {
        swap(from, pivot);
        int i = from + 1;
        int j = to - 1;
        while (true) {
            while (i <= j && !less(from, i)) {
                i++;
            }
            while (i <= j && less(from, j)) {
                j--;
            }
            if (i > j) {
                return i;
            }
            swap(i++, j--);
        }
    }

    private boolean isPartitioned(int from, int to) {
        int i = from + 1;
        while (i < to && less(i, from)) {
            i++;
        }
        while (i < to && !less(i, from)) {
            i++;
        }
        return i == to;
    }

    private int partition(int from, int to) {
        int i = from + 1;
        int j = to - 1;
        while (true) {
            while (i <= j && less(i, from)) {
                i++;
            }
            while (i <= j && !less(j, from)) {
                j--;
            }
            if (i > j) {
                swap(j, from);
                return j;
            }
            swap(i++, j--);
        }
    }

    /** Moves three elements of the middle to places that look random and are not. */
    private void scatter(int from, int to) {
        int length = to - from;
        long mask = Integer.highestOneBit(length) * 2L - 1;
        long random = length;
        int middle = from + length / 4 * 2;
        for (int i = middle - 1; i <= middle + 1; i++) {
            random ^= random << 13;
            random ^= random >>> 7;
            random ^= random << 17;
            int other = (int) (random & mask);
            swap(i, from + (other >= length ? other - length : other));
        }
    }
}
