package dev.plumbline.embedded.loki.logql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the fields of entries: their metadata, what the query parsed, and what JSON or logfmt finds in their lines. */
public final class FieldDetection {
    private final int limit;
    private final Map<String, DetectedField> fields = new LinkedHashMap<>();

    private FieldDetection(int limit) {
        this.limit = limit;
    }

    /**
     * Finds them.
     *
     * @param streams entries by the labels of their streams, their labels told apart by kind
     * @param limit most fields
     */
    public static Map<String, DetectedField> of(Map<Labels, List<LogEngine.Result>> streams, int limit) {
        FieldDetection detection = new FieldDetection(limit);
        streams.forEach((labels, entries) -> entries.forEach(entry -> detection.add(labels, entry)));
        return detection.fields;
    }

    private void add(Labels stream, LogEngine.Result entry) {
        entry.metadata().forEach((name, value) -> field(name, value, "", Map.of()));
        Map<String, String> parsed = new TreeMap<>(entry.parsed());
        parsed.remove(LabelsBuilder.ERROR);
        parsed.remove(LabelsBuilder.DETAILS);
        parsed.remove(LabelsBuilder.PRESERVE);
        LabelsBuilder labels = new LabelsBuilder(stream, Hints.none());
        labels.reset(Labels.EMPTY);
        Line line = new Line(entry.timestamp(), entry.line(), labels);
        String parser = "json";
        Map<String, List<String>> paths = Map.of();
        new JsonStep().process(line);
        if (labels.failed()) {
            labels.reset(Labels.EMPTY);
            parser = "logfmt";
            new LogfmtStep(false, false).process(line);
        } else {
            paths = paths(labels, entry.line());
        }
        for (Map.Entry<String, String> found : labels.categories().get(2).entrySet()) {
            parsed.put(found.getKey(), found.getValue());
        }
        for (Map.Entry<String, String> found : parsed.entrySet()) {
            field(found.getKey(), found.getValue(), parser, paths);
        }
    }

    private void field(String name, String value, String parser, Map<String, List<String>> paths) {
        DetectedField field = fields.get(name);
        if (field == null) {
            if (fields.size() >= limit) {
                return;
            }
            field = new DetectedField();
            fields.put(name, field);
        }
        if (!parser.isEmpty()) {
            field.parsedBy(parser);
        }
        if (parser.equals("json")) {
            field.at(paths.getOrDefault(name, List.of()));
        }
        field.add(value);
    }

    private static Map<String, List<String>> paths(LabelsBuilder labels, String json) {
        Map<String, List<String>> paths = new HashMap<>();
        try {
            collect(labels, json, new ArrayList<>(), paths);
        } catch (JsonReader.BrokenJson e) {
            // a text that breaks off has no fields at all
        }
        return paths;
    }

    private static void collect(LabelsBuilder labels, String json, List<String> prefix, Map<String, List<String>> paths)
            throws JsonReader.BrokenJson {
        JsonReader.members(json, (key, value) -> {
            prefix.add(key);
            if (value.kind() == JsonReader.Kind.OBJECT) {
                collect(labels, value.text(), prefix, paths);
            } else {
                paths.putIfAbsent(labels.unique(JsonStep.Reading.joined(prefix)), List.copyOf(prefix));
            }
            prefix.removeLast();
            return true;
        });
    }
}
