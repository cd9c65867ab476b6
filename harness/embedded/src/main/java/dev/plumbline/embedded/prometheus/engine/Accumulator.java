package dev.plumbline.embedded.prometheus.engine;

import dev.plumbline.embedded.prometheus.promql.Tok;
import java.util.Arrays;

/** One group of an aggregation at one step. */
interface Accumulator {
    void add(double v);

    double value();

    /** Starts a group with its first value. */
    static Accumulator of(Tok op, double first, double parameter) {
        return switch (op) {
            case SUM -> new Sum(first);
            case AVG -> new Average(first);
            case MIN -> new Extreme(first, false);
            case MAX -> new Extreme(first, true);
            case COUNT -> new Count();
            case STDVAR -> new Variance(first, false);
            case STDDEV -> new Variance(first, true);
            case QUANTILE -> new Quantile(first, parameter);
            default -> new One();
        };
    }

    /** Sum. */
    final class Sum implements Accumulator {
        private final Kahan sum;

        Sum(double first) {
            sum = new Kahan(first, 0);
        }

        @Override
        public void add(double v) {
            sum.add(v);
        }

        @Override
        public double value() {
            return sum.total();
        }
    }

    /** Mean. */
    final class Average implements Accumulator {
        private final Mean mean;

        Average(double first) {
            mean = new Mean(first);
        }

        @Override
        public void add(double v) {
            mean.add(v);
        }

        @Override
        public double value() {
            return mean.value();
        }
    }

    /** Least or greatest; NaN gives way to anything. */
    final class Extreme implements Accumulator {
        private final boolean greatest;
        private double value;

        Extreme(double first, boolean greatest) {
            this.value = first;
            this.greatest = greatest;
        }

        @Override
        public void add(double v) {
            if ((greatest ? value < v : value > v) || Double.isNaN(value)) {
                value = v;
            }
        }

        @Override
        public double value() {
            return value;
        }
    }

    /** Number of elements. */
    final class Count implements Accumulator {
        private double count = 1;

        @Override
        public void add(double v) {
            count++;
        }

        @Override
        public double value() {
            return count;
        }
    }

    /** Variance of the population, or its root. */
    final class Variance implements Accumulator {
        private final boolean root;
        private double count = 1;
        private double mean;
        private double squares;

        Variance(double first, boolean root) {
            this.mean = first;
            this.root = root;
            this.squares = Double.isFinite(first) ? 0 : Double.NaN;
        }

        @Override
        public void add(double v) {
            count++;
            double delta = v - mean;
            mean += delta / count;
            squares += delta * (v - mean);
        }

        @Override
        public double value() {
            return root ? Math.sqrt(squares / count) : squares / count;
        }
    }

    /** Quantile. */
    final class Quantile implements Accumulator {
        private final double q;
        private double[] values;

        Quantile(double first, double q) {
            this.q = q;
            this.values = new double[] {first};
        }

        @Override
        public void add(double v) {
            values = Arrays.copyOf(values, values.length + 1);
            values[values.length - 1] = v;
        }

        @Override
        public double value() {
            return Quantiles.of(q, values);
        }
    }

    /** Always 1. */
    final class One implements Accumulator {
        @Override
        public void add(double v) {}

        @Override
        public double value() {
            return 1;
        }
    }
}
