package dev.plumbline.embedded.otelcollector;

import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Points under one name. */
final class Family {
    /** What describes a target has no time. */
    static final Point TARGET = new Point(List.of(), new Point.Value.Single(1), List.of(), 0, -1, false);

    /** Fewer labels first, then by the values in the order of their names. */
    private static final Comparator<SortedMap<String, String>> BY_LABELS = Comparator.comparingInt(
                    (SortedMap<String, String> labels) -> labels.size())
            .thenComparing(Family::byValues);

    private final String type;
    private final String help;
    private final Map<SortedMap<String, String>, Point> points = new LinkedHashMap<>();

    Family(String type, String help) {
        this.type = type;
        this.help = help;
    }

    private static int byValues(SortedMap<String, String> a, SortedMap<String, String> b) {
        Iterator<String> others = b.values().iterator();
        for (String value : a.values()) {
            int order = value.compareTo(others.next());
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    String type() {
        return type;
    }

    String help() {
        return help;
    }

    boolean isEmpty() {
        return points.isEmpty();
    }

    void add(SortedMap<String, String> labels, Point point) {
        points.putIfAbsent(labels, point);
    }

    List<Map.Entry<SortedMap<String, String>, Point>> points() {
        return points.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(BY_LABELS))
                .toList();
    }
}
