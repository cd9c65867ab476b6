package dev.plumbline.embedded.prometheus.engine;

import dev.plumbline.embedded.prometheus.model.Labels;

/**
 * One element of an instant vector.
 *
 * @param metric its labels
 * @param value its value
 * @param time milliseconds; that of the sample where a selector was read, else of the evaluation
 * @param row index of the row that it comes from
 */
record Point(Labels metric, double value, long time, int row) {
    static Point of(Labels metric, double value) {
        return new Point(metric, value, 0, 0);
    }
}
