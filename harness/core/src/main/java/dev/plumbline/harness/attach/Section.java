package dev.plumbline.harness.attach;

import dev.plumbline.harness.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** One mapping of the endpoint file; a key that it does not know, or that comes twice, is a problem. */
final class Section {
    private final Source source;
    private final String place;
    private final Map<String, Node> values = new LinkedHashMap<>();

    private Section(Source source, Node node) {
        this.source = source;
        this.place = source.place(node);
    }

    /**
     * Reads a mapping with any keys.
     *
     * @param what it describes, for messages
     */
    static Section of(Source source, Node node, String what) {
        Section section = new Section(source, node);
        if (!(node instanceof MappingNode mapping)) {
            source.problem(node, "expected a mapping of keys to values for " + what + ", found " + kind(node));
            return section;
        }
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                source.problem(entry.getKeyNode(), "expected a name as key of " + what);
            } else if (section.values.put(key.getValue(), entry.getValueNode()) != null) {
                source.problem(key, "the key '" + key.getValue() + "' comes twice in " + what);
            }
        }
        return section;
    }

    /** Reads a mapping that may have only these keys. */
    static Section of(Source source, Node node, String what, Set<String> known) {
        Section section = of(source, node, what);
        if (node instanceof MappingNode mapping) {
            mapping.getValue().stream()
                    .map(NodeTuple::getKeyNode)
                    .filter(k -> k instanceof ScalarNode key && !known.contains(key.getValue()))
                    .forEach(k -> source.problem(k, unknown(((ScalarNode) k).getValue(), what, known)));
        }
        return section;
    }

    static String unknown(String name, String what, Set<String> known) {
        return "unknown key '" + name + "' in " + what
                + Nearest.to(name, known)
                        .map(n -> "; did you mean '" + n + "'?")
                        .orElse("; known are " + String.join(", ", new TreeSet<>(known)));
    }

    private static String kind(Node node) {
        return switch (node) {
            case MappingNode mapping -> "a mapping";
            case SequenceNode list -> "a list";
            default -> node.getTag().equals(Tag.NULL) ? "nothing" : "a text";
        };
    }

    Source source() {
        return source;
    }

    String place() {
        return place;
    }

    Set<String> keys() {
        return values.keySet();
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    String placeOf(String key) {
        return node(key).map(source::place).orElse(place);
    }

    private Optional<Node> node(String key) {
        return Optional.ofNullable(values.get(key));
    }

    void problem(String key, String problem) {
        source.problem(placeOf(key), problem);
    }

    /** Returns a text with its variables replaced; empty, and told if it is there, where it is no text. */
    Optional<String> text(String key) {
        return node(key).flatMap(node -> {
            if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
                String text = source.text(scalar);
                return text.isBlank() ? Optional.empty() : Optional.of(text);
            }
            source.problem(node, "expected a text for '" + key + "', found " + kind(node));
            return Optional.empty();
        });
    }

    /** Tells whether a key is there with nothing behind it, which is how the file says that something is absent. */
    boolean isNothing(String key) {
        return node(key)
                .filter(n -> n instanceof ScalarNode && n.getTag().equals(Tag.NULL))
                .isPresent();
    }

    boolean isMapping(String key) {
        return node(key).filter(MappingNode.class::isInstance).isPresent();
    }

    Optional<Section> section(String key, String what) {
        return node(key).map(node -> of(source, node, what));
    }

    Optional<Section> section(String key, String what, Set<String> known) {
        return node(key).map(node -> of(source, node, what, known));
    }

    /** Returns the mappings of a list. */
    List<Section> sections(String key, String what, Set<String> known) {
        List<Section> sections = new ArrayList<>();
        node(key).ifPresent(node -> {
            if (node instanceof SequenceNode list) {
                list.getValue().forEach(n -> sections.add(of(source, n, what, known)));
            } else {
                source.problem(node, "expected a list for '" + key + "', found " + kind(node));
            }
        });
        return sections;
    }

    /** Tells that a key is missing where it has to be, and returns the empty text then. */
    String demanded(String key, String what) {
        int before = source.problems().size();
        Optional<String> text = text(key);
        if (text.isEmpty() && source.problems().size() == before) {
            source.problem(placeOf(key), what + " needs '" + key + "'");
        }
        return text.orElse("");
    }
}
