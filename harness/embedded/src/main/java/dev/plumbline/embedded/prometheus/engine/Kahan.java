package dev.plumbline.embedded.prometheus.engine;

/** A sum with compensation of rounding errors, after Kahan and Neumaier. */
final class Kahan {
    private double sum;
    private double compensation;

    Kahan() {}

    Kahan(double sum, double compensation) {
        this.sum = sum;
        this.compensation = compensation;
    }

    void add(double v) {
        double t = sum + v;
        if (Double.isInfinite(t)) {
            compensation = 0;
        } else if (Math.abs(sum) >= Math.abs(v)) {
            compensation += (sum - t) + v;
        } else {
            compensation += (v - t) + sum;
        }
        sum = t;
    }

    double sum() {
        return sum;
    }

    double compensation() {
        return compensation;
    }

    double total() {
        return sum + compensation;
    }
}
