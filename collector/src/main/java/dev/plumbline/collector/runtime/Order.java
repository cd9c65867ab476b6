package dev.plumbline.collector.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Orders components so that each comes behind what it refers to. */
final class Order {
    private final Map<String, Program.Node> byId = new LinkedHashMap<>();
    private final Set<String> done = new LinkedHashSet<>();
    private final Set<String> open = new LinkedHashSet<>();

    private Order(List<Program.Node> nodes) {
        nodes.forEach(n -> byId.put(n.id(), n));
    }

    /**
     * Orders them; those that do not refer to each other keep the order of the file.
     *
     * @throws IllegalArgumentException naming the components that refer to each other in a circle
     */
    static List<Program.Node> of(List<Program.Node> nodes) {
        Order order = new Order(nodes);
        nodes.forEach(order::visit);
        List<Program.Node> ordered = new ArrayList<>();
        for (String id : order.done) {
            Program.Node node = order.byId.get(id);
            if (node != null) {
                ordered.add(node);
            }
        }
        return ordered;
    }

    private void visit(Program.Node node) {
        if (done.contains(node.id())) {
            return;
        }
        if (!open.add(node.id())) {
            throw new IllegalArgumentException(
                    "components refer to each other in a circle: " + String.join(" -> ", open) + " -> " + node.id());
        }
        node.references().stream().sorted().forEach(id -> {
            Program.Node other = byId.get(id);
            if (other != null) {
                visit(other);
            }
        });
        open.remove(node.id());
        done.add(node.id());
    }
}
