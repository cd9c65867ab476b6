package dev.plumbline.collector.convert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The settings of one pipeline stage. Promtail reads them twice, the second time without regard for unknown keys; most
 * stages want strings where strings are expected, some ({@code weak}) take what can be made one.
 */
final class StageNode {
    private final String name;
    private final Map<String, Node> fields = new LinkedHashMap<>();
    private final boolean weak;

    StageNode(String name, Node node, boolean weak) {
        this.name = name;
        this.weak = weak;
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (!(tuple.getValueNode() instanceof ScalarNode s && Scalars.isNull(s))) {
                    fields.put(Nodes.text(tuple.getKeyNode()), tuple.getValueNode());
                }
            }
        } else if (!(node instanceof ScalarNode scalar && Scalars.isNull(scalar))) {
            throw invalid("expected a mapping");
        }
    }

    private ConversionException invalid(String why) {
        return new ConversionException("invalid pipeline stage config: " + name + ": " + why);
    }

    Optional<Node> node(String key) {
        return Optional.ofNullable(fields.get(key));
    }

    boolean has(String key) {
        return fields.containsKey(key);
    }

    Optional<String> text(String key) {
        return node(key).map(node -> text(key, node));
    }

    String text(String key, String absent) {
        return text(key).orElse(absent);
    }

    private String text(String key, Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            throw invalid("'" + key + "' expected a string");
        }
        String type = type(scalar);
        if (type.equals("string")) {
            return scalar.getValue();
        }
        if (!weak) {
            throw invalid("'" + key + "' expected type 'string', got unconvertible type '" + type + "'");
        }
        return type.equals("bool") ? Scalars.flag(scalar.getValue()).orElse(false) ? "1" : "0" : scalar.getValue();
    }

    private static String type(ScalarNode scalar) {
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return "string";
        }
        if (Scalars.flag(scalar.getValue()).isPresent()) {
            return "bool";
        }
        return Scalars.whole(scalar.getValue()).isPresent()
                ? "int"
                : Scalars.number(scalar.getValue()).isPresent() ? "float64" : "string";
    }

    boolean flag(String key, boolean absent) {
        return node(key).map(node -> flag(key, node)).orElse(absent);
    }

    private boolean flag(String key, Node node) {
        String text = Nodes.text(node);
        boolean quoted = node instanceof ScalarNode s && !type(s).equals("bool");
        if (quoted && !weak) {
            throw invalid("'" + key + "' expected type 'bool'");
        }
        return Scalars.flag(text)
                .or(() -> Scalars.whole(text).map(w -> w != 0))
                .orElseThrow(() -> invalid("'" + key + "' expected type 'bool'"));
    }

    long whole(String key, long absent) {
        return node(key)
                .map(node -> Scalars.number(Nodes.text(node))
                        .orElseThrow(() -> invalid("'" + key + "' expected type 'int'"))
                        .longValue())
                .orElse(absent);
    }

    double number(String key, double absent) {
        return node(key).map(node -> number(key, node)).orElse(absent);
    }

    private double number(String key, Node node) {
        return Scalars.number(Nodes.text(node)).orElseThrow(() -> invalid("'" + key + "' expected type 'float64'"));
    }

    List<String> numbers(String key) {
        List<String> numbers = new ArrayList<>();
        elements(key).forEach(node -> numbers.add(AlloyText.number(number(key, node))));
        return numbers;
    }

    Optional<Duration> duration(String key) {
        return text(key)
                .map(text -> dev.plumbline.collector.golang.GoDuration.parse(text)
                        .map(Duration::ofNanos)
                        .orElseThrow(() -> invalid("'" + key + "' is no duration: " + text)));
    }

    List<Node> elements(String key) {
        return node(key)
                .map(node -> node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node))
                .orElse(List.of());
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        elements(key).forEach(node -> texts.add(text(key, node)));
        return texts;
    }

    /** Returns an object whose values may be null, as an expression, sorted by key. */
    String object(String key, String nullAs) {
        Node node = fields.get(key);
        return node == null ? "{}" : object(node, nullAs);
    }

    String object(Node node, String nullAs) {
        if (node instanceof ScalarNode scalar && Scalars.isNull(scalar)) {
            return "{}";
        }
        if (!(node instanceof MappingNode mapping)) {
            throw invalid("expected a mapping");
        }
        Map<String, String> sorted = new TreeMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String field = Nodes.text(tuple.getKeyNode());
            boolean none = tuple.getValueNode() instanceof ScalarNode s && Scalars.isNull(s);
            sorted.put(
                    field,
                    none ? nullAs : dev.plumbline.collector.golang.GoStrings.quote(text(field, tuple.getValueNode())));
        }
        StringBuilder out = new StringBuilder("{\n");
        sorted.forEach((field, value) ->
                out.append(AlloyText.key(field)).append(" = ").append(value).append(",\n"));
        return sorted.isEmpty() ? "{}" : out.append('}').toString();
    }

    /** Returns the mapping below a key as settings of their own. */
    StageNode inner(String key) {
        Node node = fields.get(key);
        if (node == null) {
            throw invalid("'" + key + "' is missing");
        }
        return new StageNode(name + "." + key, node, weak);
    }

    List<String> keys() {
        return fields.keySet().stream().sorted().toList();
    }
}
