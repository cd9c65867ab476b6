package dev.plumbline.embedded.prometheus.engine;

/**
 * A line through samples by least squares.
 *
 * @param slope change per second
 * @param intercept value at the reference time
 */
record Regression(double slope, double intercept) {
    static Regression over(Window w, long reference) {
        Kahan x = new Kahan();
        Kahan y = new Kahan();
        Kahan xy = new Kahan();
        Kahan xx = new Kahan();
        boolean constant = true;
        double first = w.value(0);
        for (int i = 0; i < w.size(); i++) {
            double at = (w.time(i) - reference) / 1e3;
            double value = w.value(i);
            constant &= i == 0 || value == first;
            x.add(at);
            y.add(value);
            xy.add(at * value);
            xx.add(at * at);
        }
        if (constant) {
            return Double.isInfinite(first) ? new Regression(Double.NaN, Double.NaN) : new Regression(0, first);
        }
        double n = w.size();
        double covariance = xy.total() - x.total() * y.total() / n;
        double variance = xx.total() - x.total() * x.total() / n;
        double slope = covariance / variance;
        return new Regression(slope, y.total() / n - slope * x.total() / n);
    }
}
