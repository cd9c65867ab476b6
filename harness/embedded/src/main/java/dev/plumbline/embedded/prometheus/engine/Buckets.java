package dev.plumbline.embedded.prometheus.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The cumulative buckets of one classic histogram. */
final class Buckets {
    private static final double TOLERANCE = 1e-12;

    private final List<Bucket> all = new ArrayList<>();

    private record Bucket(double bound, double count) {}

    /**
     * A quantile.
     *
     * @param value its value
     * @param forced whether counts fell from one bucket to the next and had to be raised
     * @param lowest least bound where that was so
     * @param highest greatest bound where that was so
     * @param difference by how much at most
     */
    record Quantile(double value, boolean forced, double lowest, double highest, double difference) {
        static Quantile of(double value) {
            return new Quantile(value, false, 0, 0, 0);
        }

        Quantile with(double other) {
            return new Quantile(other, forced, lowest, highest, difference);
        }
    }

    void add(double bound, double count) {
        all.add(new Bucket(bound, count));
    }

    /** Sorts buckets by bound and joins those that have one bound. */
    private List<Bucket> sorted() {
        List<Bucket> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingDouble(Bucket::bound));
        List<Bucket> joined = new ArrayList<>();
        for (Bucket b : sorted) {
            if (!joined.isEmpty() && joined.getLast().bound() == b.bound()) {
                joined.add(new Bucket(b.bound(), joined.removeLast().count() + b.count()));
            } else {
                joined.add(b);
            }
        }
        return joined;
    }

    private static boolean isOpen(List<Bucket> buckets) {
        return buckets.getLast().bound() == Double.POSITIVE_INFINITY;
    }

    Quantile quantile(double q) {
        if (Double.isNaN(q)) {
            return Quantile.of(Double.NaN);
        }
        if (q < 0 || q > 1) {
            return Quantile.of(q < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        List<Bucket> buckets = sorted();
        if (!isOpen(buckets)) {
            return Quantile.of(Double.NaN);
        }
        Quantile forced = monotonic(buckets);
        double observations = buckets.getLast().count();
        if (buckets.size() < 2 || observations == 0) {
            return forced.with(Double.NaN);
        }
        return forced.with(interpolated(buckets, q * observations));
    }

    private static double interpolated(List<Bucket> buckets, double rank) {
        int low = 0;
        int high = buckets.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (buckets.get(middle).count() >= rank) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        if (low == buckets.size() - 1) {
            return buckets.get(low - 1).bound();
        }
        Bucket b = buckets.get(low);
        if (low == 0) {
            return b.bound() <= 0 ? b.bound() : b.bound() * (rank / b.count());
        }
        Bucket before = buckets.get(low - 1);
        return before.bound() + (b.bound() - before.bound()) * ((rank - before.count()) / (b.count() - before.count()));
    }

    private static Quantile monotonic(List<Bucket> buckets) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        double difference = 0;
        boolean forced = false;
        double before = buckets.getFirst().count();
        for (int i = 1; i < buckets.size(); i++) {
            Bucket b = buckets.get(i);
            if (b.count() == before) {
                continue;
            }
            boolean almost = almostEqual(before, b.count());
            if (almost || b.count() < before) {
                buckets.set(i, new Bucket(b.bound(), before));
                if (!almost) {
                    forced = true;
                    lowest = Math.min(lowest, b.bound());
                    highest = Math.max(highest, b.bound());
                    difference = Math.max(difference, before - b.count());
                }
            } else {
                before = b.count();
            }
        }
        return new Quantile(Double.NaN, forced, lowest, highest, difference);
    }

    private static boolean almostEqual(double a, double b) {
        if (a == b || Double.isNaN(a) && Double.isNaN(b)) {
            return true;
        }
        double sum = Math.abs(a) + Math.abs(b);
        double difference = Math.abs(a - b);
        if (a == 0 || b == 0 || sum < Double.MIN_NORMAL) {
            return difference < TOLERANCE * Double.MIN_NORMAL;
        }
        return difference / Math.min(sum, Double.MAX_VALUE) < TOLERANCE;
    }

    /** Calculates which part of all observations lies between two values. */
    double fraction(double lower, double upper) {
        List<Bucket> buckets = sorted();
        double count = buckets.getLast().count();
        if (!isOpen(buckets) || count == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
            return Double.NaN;
        }
        return lower >= upper ? 0 : (rank(buckets, upper, count) - rank(buckets, lower, count)) / count;
    }

    private static double rank(List<Bucket> buckets, double v, double count) {
        double rank = 0;
        double bound = buckets.getFirst().bound() <= 0 ? Double.NEGATIVE_INFINITY : 0;
        for (int i = 0; i < buckets.size(); i++) {
            Bucket b = buckets.get(i);
            if (i > 0) {
                bound = buckets.get(i - 1).bound();
            }
            if (bound >= v) {
                return Math.min(rank, count);
            }
            if (b.bound() > v) {
                double at = bound == Double.NEGATIVE_INFINITY
                        ? b.count()
                        : rank + (b.count() - rank) * (v - bound) / (b.bound() - bound);
                return at > count ? count : at;
            }
            rank = b.count();
        }
        return count;
    }
}
