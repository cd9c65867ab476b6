package dev.plumbline.embedded.otelcollector;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/** Points under one name. */
final class Family {
    static final Comparator<SortedMap<String, String>> BY_LABELS = Comparator.comparing(Object::toString);

    private final String type;
    private final String help;
    private final Map<SortedMap<String, String>, Point> points = new LinkedHashMap<>();

    Family(String type, String help) {
        this.type = type;
        this.help = help;
    }

    String type() {
        return type;
    }

    String help() {
        return help;
    }

    Map<SortedMap<String, String>, Point> points() {
        return points;
    }
}
