package dev.plumbline.embedded.prometheus.engine;

import java.util.OptionalDouble;

/** Rates of change. */
final class Rates {
    private Rates() {}

    /** Calculates the change over the whole window, extrapolated to its ends as far as samples are near them. */
    static OptionalDouble extrapolated(Window w, boolean counter, boolean perSecond) {
        int n = w.size();
        if (n < 2) {
            return OptionalDouble.empty();
        }
        double result = w.last() - w.value(0);
        if (counter) {
            for (int i = 1; i < n; i++) {
                if (w.value(i) < w.value(i - 1)) {
                    result += w.value(i - 1);
                }
            }
        }
        double toStart = (w.time(0) - w.start()) / 1000.0;
        double toEnd = (w.end() - w.time(n - 1)) / 1000.0;
        double sampled = (w.time(n - 1) - w.time(0)) / 1000.0;
        double average = sampled / (n - 1);
        double threshold = average * 1.1;
        if (toStart >= threshold) {
            toStart = average / 2;
        }
        if (counter) {
            double toZero = result > 0 && w.value(0) >= 0 ? sampled * (w.value(0) / result) : toStart;
            if (toZero < toStart) {
                toStart = toZero;
            }
        }
        if (toEnd >= threshold) {
            toEnd = average / 2;
        }
        double factor = (sampled + toStart + toEnd) / sampled;
        if (perSecond) {
            factor /= (w.end() - w.start()) / 1000.0;
        }
        return OptionalDouble.of(result * factor);
    }

    /** Calculates the change between the last two samples. */
    static OptionalDouble instant(Window w, boolean rate) {
        int n = w.size();
        if (n < 2) {
            return OptionalDouble.empty();
        }
        double last = w.value(n - 1);
        double before = w.value(n - 2);
        double change = rate && last < before ? last : last - before;
        return OptionalDouble.of(rate ? change / ((w.time(n - 1) - w.time(n - 2)) / 1000.0) : change);
    }
}
