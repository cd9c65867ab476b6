package dev.plumbline.collector.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads nodes that have no keys of their own. */
final class Nodes {
    private Nodes() {}

    /** Returns a mapping of lists of strings, sorted by key. */
    static Map<String, List<String>> lists(Node node) {
        Map<String, List<String>> lists = new TreeMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                List<String> values = new ArrayList<>();
                if (tuple.getValueNode() instanceof SequenceNode sequence) {
                    sequence.getValue().forEach(element -> values.add(text(element)));
                }
                lists.put(text(tuple.getKeyNode()), values);
            }
        }
        return lists;
    }

    static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
