package dev.plumbline.embedded.tempo.store;

import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Numbers the spans of a trace by the nested set model; spans that no root leads to stay without numbers. */
final class NestedSets {
    private static final int ROOT = -1;

    private final List<Node> nodes = new ArrayList<>();

    private static final class Node {
        private final Span span;
        private final List<Node> children = new ArrayList<>();
        private int left;
        private int right;
        private int parent;

        Node(Span span) {
            this.span = span;
        }
    }

    private NestedSets() {}

    static NestedSets of(List<ResourceSpans> batches) {
        NestedSets sets = new NestedSets();
        Map<String, List<Node>> byId = new HashMap<>();
        for (ResourceSpans batch : batches) {
            for (ScopeSpans scope : batch.getScopeSpansList()) {
                for (Span span : scope.getSpansList()) {
                    Node node = new Node(span);
                    sets.nodes.add(node);
                    byId.computeIfAbsent(Ids.span(span.getSpanId()), id -> new ArrayList<>())
                            .add(node);
                }
            }
        }
        if (byId.values().stream().anyMatch(same -> same.size() > 2)) {
            return sets; // which of them is a parent cannot be told
        }
        for (Node node : sets.nodes) {
            if (!node.span.getParentSpanId().isEmpty()) {
                parent(node, byId.getOrDefault(Ids.span(node.span.getParentSpanId()), List.of()))
                        .ifPresent(p -> p.children.add(node));
            }
        }
        int bound = 1;
        for (Node node : sets.nodes) {
            if (node.span.getParentSpanId().isEmpty()) {
                bound = number(node, bound);
            }
        }
        return sets;
    }

    /** Of a client and a server span with one id, a server's parent is the client and any other's the server. */
    private static Optional<Node> parent(Node node, List<Node> candidates) {
        if (candidates.size() < 2) {
            return candidates.stream().findFirst();
        }
        Span.SpanKind wanted = node.span.getKind() == Span.SpanKind.SPAN_KIND_SERVER
                ? Span.SpanKind.SPAN_KIND_CLIENT
                : Span.SpanKind.SPAN_KIND_SERVER;
        return candidates.stream().filter(c -> c.span.getKind() == wanted).findFirst();
    }

    private static int number(Node root, int first) {
        int bound = first;
        root.parent = ROOT;
        Deque<Node> down = new ArrayDeque<>();
        Deque<Integer> next = new ArrayDeque<>();
        down.push(root);
        next.push(0);
        root.left = bound++;
        while (!down.isEmpty()) {
            Node node = down.element();
            int child = next.pop();
            if (child < node.children.size()) {
                next.push(child + 1);
                Node below = node.children.get(child);
                below.left = bound++;
                below.parent = node.left;
                down.push(below);
                next.push(0);
            } else {
                node.right = bound++;
                down.pop();
            }
        }
        return bound;
    }

    StoredSpan.Nested of(int row) {
        Node node = nodes.get(row);
        return new StoredSpan.Nested(node.left, node.right, node.parent, node.children.size());
    }
}
