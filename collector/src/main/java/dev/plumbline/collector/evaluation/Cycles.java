package dev.plumbline.collector.evaluation;

import dev.plumbline.collector.config.Problems;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds components that refer to each other in a circle. */
final class Cycles {
    private Cycles() {}

    static void find(List<ConfigFile.Node> nodes, Problems problems) {
        Map<String, ConfigFile.Node> byId = new LinkedHashMap<>();
        nodes.forEach(node -> byId.putIfAbsent(node.id(), node));
        Map<String, Set<String>> reached = new LinkedHashMap<>();
        byId.keySet().forEach(id -> reached.put(id, reach(id, byId)));
        for (ConfigFile.Node node : byId.values()) {
            if (node.references().contains(node.id())) {
                problems.add(node.position(), "component " + node.id() + " refers to itself");
            } else if (reached(reached, node.id()).contains(node.id())) {
                Set<String> members = new TreeSet<>(reached(reached, node.id()));
                members.removeIf(other -> !reached(reached, other).contains(node.id()));
                problems.add(node.position(), "cycle detected: " + String.join(", ", members));
            }
        }
    }

    private static Set<String> reached(Map<String, Set<String>> all, String id) {
        return all.getOrDefault(id, Set.of());
    }

    private static Set<String> reach(String from, Map<String, ConfigFile.Node> byId) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            ConfigFile.Node node = byId.get(open.pop());
            if (node != null) {
                node.references().stream().filter(seen::add).forEach(open::push);
            }
        }
        return seen;
    }
}
