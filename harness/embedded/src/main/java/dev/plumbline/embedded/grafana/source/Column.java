package dev.plumbline.embedded.grafana.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One field of a data frame: its schema and its values. */
final class Column {
    enum Type {
        TIME("time", "time.Time"),
        NUMBER("number", "float64"),
        INTEGER("number", "int64"),
        SMALL("number", "int8"),
        STRING("string", "string"),
        BOOL("boolean", "bool"),
        JSON("other", "json.RawMessage");

        private final String simple;
        private final String frame;

        Type(String simple, String frame) {
            this.simple = simple;
            this.frame = frame;
        }
    }

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Map<String, Double> NON_FINITE =
            Map.of("NaN", Double.NaN, "Inf", Double.POSITIVE_INFINITY, "NegInf", Double.NEGATIVE_INFINITY);

    private final Type type;
    private final boolean nullable;
    private final ArrayNode values = NODES.arrayNode();
    private final ObjectNode entities = NODES.objectNode();
    private final ArrayNode nanos = NODES.arrayNode();
    private final ObjectNode config = NODES.objectNode();
    private String name;
    private Optional<Map<String, String>> labels = Optional.empty();
    private boolean hasNanos;
    private boolean configured;

    private Column(String name, Type type, boolean nullable) {
        this.name = name;
        this.type = type;
        this.nullable = nullable;
    }

    static Column of(String name, Type type) {
        return new Column(name, type, false);
    }

    static Column nullable(String name, Type type) {
        return new Column(name, type, true);
    }

    Column labels(Map<String, String> newLabels) {
        labels = Optional.of(new TreeMap<>(newLabels));
        return this;
    }

    /** Shows the configuration even if nothing is in it. */
    void configured() {
        configured = true;
    }

    Column config(String key, JsonNode value) {
        config.set(key, value);
        return this;
    }

    Column config(String key, String value) {
        config.put(key, value);
        return this;
    }

    Column rename(String newName) {
        name = newName;
        return this;
    }

    String name() {
        return name;
    }

    Type type() {
        return type;
    }

    Map<String, String> labels() {
        return labels.orElse(Map.of());
    }

    int size() {
        return values.size();
    }

    JsonNode value(int row) {
        return values.path(row);
    }

    /** Returns a number, whether JSON can hold it or not. */
    double number(int row) {
        if (!value(row).isNull()) {
            return value(row).asDouble();
        }
        return entities.properties().stream()
                .filter(e -> e.getValue().valueStream().anyMatch(at -> at.asInt() == row))
                .map(e -> NON_FINITE.getOrDefault(e.getKey(), Double.NaN))
                .findFirst()
                .orElse(Double.NaN);
    }

    void add(String value) {
        values.add(value);
        nanos.add(0);
    }

    void add(JsonNode value) {
        values.add(value);
        nanos.add(0);
    }

    /** Adds a number; what JSON cannot hold becomes null and an entry among the entities. */
    void add(double value) {
        if (Double.isFinite(value)) {
            values.add(value);
        } else {
            String entity = Double.isNaN(value) ? "NaN" : value > 0 ? "Inf" : "NegInf";
            entities.withArray(entity).add(values.size());
            values.add(NullNode.getInstance());
        }
        nanos.add(0);
    }

    /** Adds a time in nanoseconds since 1970; JSON carries milliseconds, and the rest apart. */
    void addTime(long epochNanos) {
        long rest = Math.floorMod(epochNanos, GoDuration.MILLISECOND);
        values.add(Math.floorDiv(epochNanos, GoDuration.MILLISECOND));
        nanos.add(rest);
        hasNanos |= rest != 0;
    }

    void addMillis(long epochMillis) {
        values.add(epochMillis);
        nanos.add(0);
    }

    void addNull() {
        add(NullNode.getInstance());
    }

    ObjectNode schema() {
        ObjectNode schema = NODES.objectNode();
        if (!name.isEmpty()) {
            schema.put("name", name);
        }
        schema.put("type", type.simple);
        ObjectNode info = schema.putObject("typeInfo").put("frame", type.frame);
        if (nullable) {
            info.put("nullable", true);
        }
        labels.ifPresent(set -> {
            ObjectNode node = schema.putObject("labels");
            set.forEach(node::put);
        });
        if (configured || !config.isEmpty()) {
            schema.set("config", config);
        }
        return schema;
    }

    ArrayNode values() {
        return values;
    }

    Optional<JsonNode> entities() {
        return entities.isEmpty() ? Optional.empty() : Optional.of(entities);
    }

    Optional<JsonNode> nanos() {
        return hasNanos ? Optional.of(nanos) : Optional.empty();
    }
}
