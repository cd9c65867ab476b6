package dev.plumbline.embedded.prometheus.engine;

import dev.plumbline.embedded.prometheus.model.GoText;
import dev.plumbline.embedded.prometheus.model.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The k greatest or least elements of each group, in order. Ties fall as a binary heap lets them fall. */
final class TopK {
    private static final double LONG_LIMIT = 0x1p63;

    private final Evaluator evaluator;
    private final boolean greatest;

    TopK(Evaluator evaluator, boolean greatest) {
        this.evaluator = evaluator;
        this.greatest = greatest;
    }

    List<Row> eval(List<Row> in, int[] groups, double[] parameters) {
        check(parameters);
        if (most(parameters) < 1) {
            return List.of();
        }
        Steps steps = evaluator.steps();
        Map<Labels, Row> rows = new LinkedHashMap<>();
        Cursor cursor = new Cursor(in);
        int step = 0;
        for (long t = steps.start(); t <= steps.end(); t += steps.interval()) {
            long time = t;
            int k = (int) Math.min((long) parameters[step++], in.size());
            Map<Integer, Heap> heaps = new TreeMap<>();
            for (Point p : cursor.at(t)) {
                if (k >= 1) {
                    heaps.computeIfAbsent(groups[p.row()], g -> new Heap(k, greatest))
                            .offer(p);
                }
            }
            for (Heap heap : heaps.values()) {
                for (Point p : heap.best()) {
                    rows.computeIfAbsent(p.metric(), m -> new Row(m, steps.count()))
                            .add(time, p.value());
                }
            }
        }
        return new ArrayList<>(rows.values());
    }

    private static double most(double[] parameters) {
        double most = -Double.MAX_VALUE;
        for (double p : parameters) {
            most = GoMath.max(most, p);
        }
        return most;
    }

    private static void check(double[] parameters) {
        double max = most(parameters);
        if (max < 1) {
            return;
        }
        double min = Double.MAX_VALUE;
        for (double p : parameters) {
            if (Double.isNaN(p)) {
                throw new EngineException("Parameter value is NaN");
            }
            min = GoMath.min(min, p);
        }
        if (min <= -LONG_LIMIT) {
            throw new EngineException("Scalar value " + GoText.general(min) + " underflows int64");
        }
        if (max >= LONG_LIMIT) {
            throw new EngineException("Scalar value " + GoText.general(max) + " overflows int64");
        }
    }

    /** A binary heap with the element on top that is the first to go. */
    private static final class Heap {
        private final int k;
        private final boolean greatest;
        private final List<Point> points = new ArrayList<>();

        Heap(int k, boolean greatest) {
            this.k = k;
            this.greatest = greatest;
        }

        private boolean less(Point a, Point b) {
            return Double.isNaN(a.value()) || (greatest ? a.value() < b.value() : a.value() > b.value());
        }

        void offer(Point p) {
            if (points.size() < k) {
                points.add(p);
                up(points.size() - 1);
                return;
            }
            Point top = points.getFirst();
            boolean better = greatest ? top.value() < p.value() : top.value() > p.value();
            if (better || Double.isNaN(top.value()) && !Double.isNaN(p.value())) {
                points.set(0, p);
                down(0);
            }
        }

        private void up(int from) {
            int j = from;
            while (j > 0) {
                int parent = (j - 1) / 2;
                if (!less(points.get(j), points.get(parent))) {
                    return;
                }
                swap(parent, j);
                j = parent;
            }
        }

        private void down(int from) {
            int i = from;
            while (2 * i + 1 < points.size()) {
                int j = 2 * i + 1;
                if (j + 1 < points.size() && less(points.get(j + 1), points.get(j))) {
                    j++;
                }
                if (!less(points.get(j), points.get(i))) {
                    return;
                }
                swap(i, j);
                i = j;
            }
        }

        private void swap(int i, int j) {
            Point p = points.get(i);
            points.set(i, points.get(j));
            points.set(j, p);
        }

        List<Point> best() {
            return Sorting.by(points, (a, b) -> less(b, a));
        }
    }
}
