package dev.plumbline.embedded.grafana.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Turns log streams into one frame: a row a line. */
final class LogFrames {
    private LogFrames() {}

    /** Reads {@code data} of an answer; with the encoding flag {@code categorize-labels}, kinds of labels are kept. */
    static Frame read(JsonNode data) {
        boolean categorized = false;
        for (JsonNode flag : data.path("encodingFlags")) {
            categorized |= flag.asText().equals("categorize-labels");
        }
        Column labels = Column.of("labels", Column.Type.JSON);
        Column types = Column.of("labelTypes", Column.Type.JSON);
        Column time = Column.of("Time", Column.Type.TIME);
        Column line = Column.of("Line", Column.Type.STRING);
        Column exact = Column.of("tsNs", Column.Type.STRING);
        for (JsonNode stream : data.path("result")) {
            SortedMap<String, String> indexed = Labels.of(stream.path("stream"));
            for (JsonNode entry : stream.path("values")) {
                SortedMap<String, String> all = new TreeMap<>(indexed);
                SortedMap<String, String> kinds = new TreeMap<>();
                indexed.keySet().forEach(k -> kinds.put(k, "I"));
                merge(entry.path(2).path("structuredMetadata"), "S", all, kinds);
                merge(entry.path(2).path("parsed"), "P", all, kinds);
                labels.add(object(all));
                types.add(object(kinds));
                time.addTime(Long.parseLong(entry.path(0).asText("0")));
                line.add(entry.path(1).asText());
                exact.add(entry.path(0).asText());
            }
        }
        List<Column> columns = new ArrayList<>(List.of(labels, time, line, exact));
        if (categorized) {
            columns.add(
                    types.config("custom", JsonNodeFactory.instance.objectNode().put("hidden", true)));
        }
        columns.add(ids(labels, line, exact));
        Frame frame = Frame.of("", columns);
        frame.meta();
        return frame;
    }

    private static void merge(JsonNode from, String kind, Map<String, String> labels, Map<String, String> kinds) {
        from.properties().forEach(e -> {
            labels.put(e.getKey(), e.getValue().asText());
            kinds.put(e.getKey(), kind);
        });
    }

    private static ObjectNode object(Map<String, String> labels) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        labels.forEach(node::put);
        return node;
    }

    /** Rows are told apart by time and a checksum of line and labels, and a counter where these are equal too. */
    private static Column ids(Column labels, Column line, Column exact) {
        Column ids = Column.of("id", Column.Type.STRING);
        Map<String, Integer> seen = new HashMap<>();
        for (int row = 0; row < line.size(); row++) {
            String id = exact.value(row).asText() + "_"
                    + checksum(line.value(row).asText() + "_" + written(labels.value(row)));
            int before = seen.merge(id, 1, Integer::sum) - 1;
            ids.add(before == 0 ? id : id + "_" + before);
        }
        return ids;
    }

    /** Labels as JSON, escaped as little as the data source's own writer does. */
    private static String written(JsonNode labels) {
        return labels.properties().stream()
                .map(e -> quoted(e.getKey()) + ":" + quoted(e.getValue().asText()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> json.append(c < ' ' ? "\\u%04x".formatted((int) c) : Character.toString(c));
            }
        }
        return json.append('"').toString();
    }

    /** FNV-1, 32 bits, as http://www.isthe.com/chongo/tech/comp/fnv/ defines it. */
    private static String checksum(String text) {
        int hash = 0x811c9dc5;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash *= 0x01000193;
            hash ^= b & 0xff;
        }
        return Integer.toHexString(hash);
    }
}
