package dev.plumbline.embedded.loki.logql;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A field that entries of an answer have, in their metadata or their lines. */
public final class DetectedField {
    private final Set<String> values = new HashSet<>();
    private final Set<String> parsers = new LinkedHashSet<>();
    private String type = "string";
    private List<String> path = List.of();

    void add(String value) {
        values.add(value);
        type = FieldTypes.of(value);
    }

    void parsedBy(String parser) {
        parsers.add(parser);
    }

    void at(List<String> jsonPath) {
        path = List.copyOf(jsonPath);
    }

    /** Returns what kind of values it has: int, float, boolean, duration, bytes or string. */
    public String type() {
        return type;
    }

    /** Returns how many different values it has. */
    public int cardinality() {
        return values.size();
    }

    /** Returns its different values. */
    public Set<String> values() {
        return Set.copyOf(values);
    }

    /** Returns the parsers that find it; none for metadata. */
    public List<String> parsers() {
        return List.copyOf(parsers);
    }

    /** Returns where it is in JSON; empty if it is nowhere. */
    public List<String> path() {
        return path;
    }
}
