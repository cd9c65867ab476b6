package dev.plumbline.embedded.grafana.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A data frame, and how it is written as JSON. */
final class Frame {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String name;
    private final List<Column> columns;
    private String refId = "";
    private Optional<ObjectNode> meta = Optional.empty();

    private Frame(String name, List<Column> columns) {
        this.name = name;
        this.columns = new ArrayList<>(columns);
    }

    static Frame of(String name, Column... columns) {
        return new Frame(name, List.of(columns));
    }

    static Frame of(String name, List<Column> columns) {
        return new Frame(name, columns);
    }

    Frame refId(String id) {
        refId = id;
        return this;
    }

    String name() {
        return name;
    }

    /** Returns the frame's meta data, which it has from then on. */
    ObjectNode meta() {
        ObjectNode node = meta.orElseGet(() -> {
            ObjectNode fresh = NODES.objectNode();
            fresh.putArray("typeVersion").add(0).add(0);
            return fresh;
        });
        meta = Optional.of(node);
        return node;
    }

    Frame meta(ObjectNode node) {
        meta = Optional.of(node);
        return this;
    }

    /** Marks the frame as one of Grafana's typed frames. */
    Frame typed(String type, int minorVersion) {
        meta().put("type", type);
        meta().putArray("typeVersion").add(0).add(minorVersion);
        return this;
    }

    List<Column> columns() {
        return columns;
    }

    Column column(int index) {
        return columns.get(index);
    }

    int rows() {
        return columns.isEmpty() ? 0 : columns.getFirst().size();
    }

    JsonNode json() {
        ObjectNode frame = NODES.objectNode();
        ObjectNode schema = frame.putObject("schema");
        if (!name.isEmpty()) {
            schema.put("name", name);
        }
        if (!refId.isEmpty()) {
            schema.put("refId", refId);
        }
        meta.ifPresent(node -> schema.set("meta", node));
        ArrayNode fields = schema.putArray("fields");
        columns.forEach(c -> fields.add(c.schema()));
        ObjectNode data = frame.putObject("data");
        ArrayNode values = data.putArray("values");
        columns.forEach(c -> values.add(c.values()));
        sparse(data, "entities", Column::entities);
        sparse(data, "nanos", Column::nanos);
        return frame;
    }

    private void sparse(ObjectNode data, String key, Function<Column, Optional<JsonNode>> of) {
        if (columns.stream().anyMatch(c -> of.apply(c).isPresent())) {
            ArrayNode list = data.putArray(key);
            columns.forEach(c -> of.apply(c).ifPresentOrElse(list::add, list::addNull));
        }
    }
}
