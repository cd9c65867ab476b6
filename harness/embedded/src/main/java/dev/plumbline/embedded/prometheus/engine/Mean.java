package dev.plumbline.embedded.prometheus.engine;

/** A mean: of the sum, or incremental once the sum would overflow. */
final class Mean {
    private Kahan sum;
    private double count = 1;
    private boolean incremental;

    Mean(double first) {
        sum = new Kahan(first, 0);
    }

    void add(double v) {
        count++;
        if (!incremental) {
            Kahan next = new Kahan(sum.sum(), sum.compensation());
            next.add(v);
            if (!Double.isInfinite(next.sum())) {
                sum = next;
                return;
            }
            incremental = true;
            sum = new Kahan(sum.sum() / (count - 1), sum.compensation() / (count - 1));
        }
        double q = (count - 1) / count;
        sum = new Kahan(q * sum.sum(), q * sum.compensation());
        sum.add(v / count);
    }

    double value() {
        return incremental ? sum.total() : sum.sum() / count + sum.compensation() / count;
    }
}
