package dev.plumbline.embedded.prometheus.engine;

import java.util.ArrayList;
import java.util.List;

/** Walks over rows step by step. */
final class Cursor {
    private final List<Row> rows;
    private final int[] next;

    Cursor(List<Row> rows) {
        this.rows = rows;
        this.next = new int[rows.size()];
    }

    /** Returns the points at a time that is later than that of the call before. */
    List<Point> at(long time) {
        List<Point> points = new ArrayList<>();
        for (int r = 0; r < next.length; r++) {
            Row row = rows.get(r);
            if (next[r] < row.size() && row.time(next[r]) == time) {
                points.add(new Point(row.metric(), row.value(next[r]++), time, r));
            }
        }
        return points;
    }
}
