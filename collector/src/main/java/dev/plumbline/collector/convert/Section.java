package dev.plumbline.collector.convert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A mapping of the Promtail file, read with the types that Promtail expects; an unknown key is an error. */
final class Section {
    private final String type;
    private final Map<String, Node> fields;

    private Section(String type, Map<String, Node> fields) {
        this.type = type;
        this.fields = fields;
    }

    /**
     * Reads a mapping.
     *
     * @param type what it is, for messages
     * @param known the keys that it may hold
     * @throws ConversionException if it is no mapping or holds another key
     */
    static Section of(Node node, String type, Set<String> known) {
        if (node instanceof ScalarNode scalar && Scalars.isNull(scalar)) {
            return new Section(type, Map.of());
        }
        if (!(node instanceof MappingNode mapping)) {
            throw new ConversionException("line " + line(node) + ": expected a mapping for " + type);
        }
        Map<String, Node> fields = new LinkedHashMap<>();
        mapping.getValue().forEach(tuple -> {
            String key = scalar(tuple.getKeyNode(), type);
            if (!known.contains(key)) {
                throw new ConversionException("line " + line(tuple.getKeyNode()) + ": field " + key + " not found in "
                        + type + dev.plumbline.collector.config.Names.nearest(key, known));
            }
            if (fields.put(key, tuple.getValueNode()) != null) {
                throw new ConversionException(
                        "line " + line(tuple.getKeyNode()) + ": field " + key + " already set in " + type);
            }
        });
        fields.values().removeIf(value -> value instanceof ScalarNode s && Scalars.isNull(s));
        return new Section(type, fields);
    }

    static Section empty(String type) {
        return new Section(type, Map.of());
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static String scalar(Node node, String type) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new ConversionException("line " + line(node) + ": expected a string in " + type);
    }

    boolean has(String key) {
        return fields.containsKey(key);
    }

    Optional<Node> node(String key) {
        return Optional.ofNullable(fields.get(key));
    }

    Optional<Section> section(String key, Set<String> known) {
        return node(key).map(node -> of(node, key, known));
    }

    List<Section> sections(String key, Set<String> known) {
        return nodes(key).stream().map(node -> of(node, key, known)).toList();
    }

    List<Node> nodes(String key) {
        return node(key).map(Section::elements).orElse(List.of());
    }

    private static List<Node> elements(Node node) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        throw new ConversionException("line " + line(node) + ": expected a list");
    }

    Optional<String> text(String key) {
        return node(key).map(node -> scalar(node, type));
    }

    String text(String key, String absent) {
        return text(key).orElse(absent);
    }

    boolean flag(String key, boolean absent) {
        return text(key)
                .map(text -> Scalars.flag(text).orElseThrow(() -> mistyped(key, "bool")))
                .orElse(absent);
    }

    long whole(String key, long absent) {
        return text(key)
                .map(text -> Scalars.whole(text).orElseThrow(() -> mistyped(key, "int")))
                .orElse(absent);
    }

    double number(String key, double absent) {
        return text(key)
                .map(text -> Scalars.number(text).orElseThrow(() -> mistyped(key, "float")))
                .orElse(absent);
    }

    /** Returns a duration as Go reads it; a bare number is nanoseconds. */
    Duration duration(String key, Duration absent) {
        return text(key)
                .map(text -> Scalars.whole(text).isPresent() ? text + "ns" : text)
                .map(text -> dev.plumbline.collector.golang.GoDuration.parse(text)
                        .map(Duration::ofNanos)
                        .orElseThrow(() -> mistyped(key, "time.Duration")))
                .orElse(absent);
    }

    /** Returns a duration as Prometheus reads it, with days and without fractions. */
    Duration prometheusDuration(String key, Duration absent) {
        return text(key)
                .map(text -> Scalars.prometheusDuration(text).orElseThrow(() -> mistyped(key, "duration")))
                .orElse(absent);
    }

    /** Returns a size such as {@code 64kb} in bytes. */
    long size(String key, long absent) {
        return text(key)
                .map(text -> Scalars.size(text).orElseThrow(() -> mistyped(key, "size")))
                .orElse(absent);
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        nodes(key).forEach(node -> texts.add(scalar(node, type)));
        return texts;
    }

    /** Returns a mapping of strings, sorted by key. */
    Map<String, String> map(String key) {
        return node(key).map(node -> pairs(node, key)).orElse(new TreeMap<>());
    }

    private static Map<String, String> pairs(Node node, String type) {
        if (!(node instanceof MappingNode mapping)) {
            throw new ConversionException("line " + line(node) + ": expected a mapping for " + type);
        }
        return mapping.getValue().stream()
                .collect(Collectors.toMap(
                        tuple -> scalar(tuple.getKeyNode(), type),
                        tuple -> tuple.getValueNode() instanceof ScalarNode s && Scalars.isNull(s)
                                ? ""
                                : scalar(tuple.getValueNode(), type),
                        (first, second) -> second,
                        TreeMap::new));
    }

    private ConversionException mistyped(String key, String expected) {
        Node node = fields.get(key);
        String where = node == null ? "" : "line " + line(node) + ": ";
        return new ConversionException(
                where + "cannot unmarshal `" + text(key, "") + "` of " + type + "." + key + " into " + expected);
    }
}
