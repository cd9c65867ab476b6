package dev.plumbline.embedded.tempo.generator;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pairs client and server spans into edges between services. */
final class ServiceGraph {
    private static final double NANOS = 1e9;
    private static final int MOST_EDGES = 10_000;
    private static final List<String> PEER = List.of("peer.service", "db.name", "db.system");
    private static final List<String> DATABASE = List.of("db.namespace", "db.name", "db.system");
    private static final List<String> DATABASE_HOST = List.of("peer.service", "server.address");

    private final Registry registry;
    private final GeneratorSettings settings;
    private final Clock clock;
    private final Map<String, Edge> edges = new LinkedHashMap<>();

    private static final class Edge {
        private final Instant expires;
        private final boolean root;
        private final Map<String, String> dimensions = new LinkedHashMap<>();
        private String client = "";
        private String server = "";
        private String type = "";
        private String peer = "";
        private String traceId = "";
        private double clientSeconds;
        private double serverSeconds;
        private boolean failed;

        Edge(Instant expires, boolean root) {
            this.expires = expires;
            this.root = root;
        }
    }

    ServiceGraph(Registry registry, GeneratorSettings settings, Clock clock) {
        this.registry = registry;
        this.settings = settings;
        this.clock = clock;
    }

    synchronized void observe(Resource resource, Span span) {
        Optional<String> service = Attributes.text(resource.getAttributesList(), "service.name");
        if (service.isEmpty()) {
            return;
        }
        String trace = HexFormat.of().formatHex(span.getTraceId().toByteArray());
        switch (span.getKind()) {
            case SPAN_KIND_CLIENT, SPAN_KIND_PRODUCER -> {
                String key =
                        trace + "-" + HexFormat.of().formatHex(span.getSpanId().toByteArray());
                Optional<Edge> edge = edge(key, false);
                edge.ifPresent(e -> client(e, service.get(), resource, span));
                edge.ifPresent(e -> finishIfComplete(key, e));
            }
            case SPAN_KIND_SERVER, SPAN_KIND_CONSUMER -> {
                String key = trace + "-"
                        + HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
                Optional<Edge> edge = edge(key, span.getParentSpanId().isEmpty());
                edge.ifPresent(e -> {
                    common(e, resource, span);
                    e.type = span.getKind() == Span.SpanKind.SPAN_KIND_CONSUMER ? "messaging_system" : "";
                    e.server = service.get();
                    e.serverSeconds = seconds(span);
                });
                edge.ifPresent(e -> finishIfComplete(key, e));
            }
            default -> {}
        }
    }

    private Optional<Edge> edge(String key, boolean root) {
        if (!edges.containsKey(key) && edges.size() >= MOST_EDGES) {
            return Optional.empty();
        }
        return Optional.of(edges.computeIfAbsent(
                key, k -> new Edge(clock.instant().plus(settings.edgeWait()), root)));
    }

    private void client(Edge edge, String service, Resource resource, Span span) {
        common(edge, resource, span);
        edge.type = span.getKind() == Span.SpanKind.SPAN_KIND_PRODUCER ? "messaging_system" : "";
        edge.client = service;
        edge.clientSeconds = seconds(span);
        List<KeyValue> attributes = span.getAttributesList();
        Optional<String> database = first(resource, attributes, DATABASE);
        if (database.isPresent()) {
            edge.type = "database";
            edge.serverSeconds = seconds(span);
            edge.server = first(resource, attributes, DATABASE_HOST)
                    .or(() -> networkPeer(resource, attributes))
                    .or(() -> database.filter(d -> !d.isEmpty()))
                    .orElse(edge.server);
        }
    }

    private static Optional<String> networkPeer(Resource resource, List<KeyValue> attributes) {
        Optional<String> host = first(resource, attributes, List.of("network.peer.address"));
        Optional<String> port = first(resource, attributes, List.of("network.peer.port"));
        return host.map(h -> port.map(p -> h + ":" + p).orElse(h));
    }

    private static Optional<String> first(Resource resource, List<KeyValue> attributes, List<String> keys) {
        return keys.stream()
                .flatMap(key ->
                        Attributes.text(resource.getAttributesList(), key)
                                .or(() -> Attributes.text(attributes, key))
                                .stream())
                .findFirst();
    }

    private void common(Edge edge, Resource resource, Span span) {
        edge.traceId = Attributes.traceId(span);
        edge.failed |= span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR;
        PEER.stream()
                .flatMap(key -> Attributes.text(span.getAttributesList(), key).stream())
                .findFirst()
                .ifPresent(peer -> edge.peer = peer);
        for (String dimension : settings.graphDimensions()) {
            first(resource, span.getAttributesList(), List.of(dimension))
                    .ifPresent(value -> edge.dimensions.put(dimension, value));
        }
    }

    private static double seconds(Span span) {
        return Math.max(0, span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / NANOS;
    }

    private void finishIfComplete(String key, Edge edge) {
        if (!edge.client.isEmpty() && !edge.server.isEmpty()) {
            edges.remove(key);
            count(edge);
        }
    }

    private void count(Edge edge) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("client", edge.client);
        labels.put("server", edge.server);
        labels.put("connection_type", edge.type);
        settings.graphDimensions().forEach(d -> labels.put(Attributes.label(d), edge.dimensions.getOrDefault(d, "")));
        registry.add("traces_service_graph_request_total", labels, 1);
        if (edge.failed) {
            registry.add("traces_service_graph_request_failed_total", labels, 1);
        }
        List<Double> bounds = settings.graphBuckets();
        registry.observe(
                "traces_service_graph_request_server_seconds", labels, bounds, edge.serverSeconds, edge.traceId);
        registry.observe(
                "traces_service_graph_request_client_seconds", labels, bounds, edge.clientSeconds, edge.traceId);
    }

    /** Gives up waiting for the other side of old edges; a root's caller is the user, a named peer is a node. */
    synchronized void expire() {
        Instant now = clock.instant();
        Iterator<Edge> all = edges.values().iterator();
        while (all.hasNext()) {
            Edge edge = all.next();
            if (edge.expires.isAfter(now)) {
                continue;
            }
            all.remove();
            edge.type = "virtual_node";
            if (edge.client.isEmpty() && edge.root) {
                edge.client = edge.peer.isEmpty() ? "user" : edge.peer;
                count(edge);
            } else if (!edge.client.isEmpty() && edge.server.isEmpty() && !edge.peer.isEmpty()) {
                edge.server = edge.peer;
                count(edge);
            }
        }
    }
}
