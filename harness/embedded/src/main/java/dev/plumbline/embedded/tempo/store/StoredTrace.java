package dev.plumbline.embedded.tempo.store;

import dev.plumbline.embedded.tempo.traceql.Static;
import dev.plumbline.embedded.tempo.traceql.Type;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trace as far as it was received.
 *
 * @param id hexadecimal, without leading zeros
 * @param batches spans by resource and scope, as trace lookups return them
 * @param spans all spans, in the order in which queries see them
 * @param rootName name of the root span; empty if it was not received
 * @param rootService service of the root span; empty if it was not received
 * @param start nanoseconds since the epoch
 * @param end nanoseconds since the epoch
 * @param services spans and errors by service
 */
public record StoredTrace(
        String id,
        List<ResourceSpans> batches,
        List<StoredSpan> spans,
        String rootName,
        String rootService,
        long start,
        long end,
        Map<String, ServiceStats> services) {
    static final String SERVICE_NAME = "service.name";

    /** Columns that a shipped Tempo 3 gives to attributes of spans; its block format has none for most integers. */
    private static final Map<String, Type> SPAN_COLUMNS = Map.of(
            "http.request.method", Type.STRING,
            "url.path", Type.STRING,
            "url.route", Type.STRING,
            "server.address", Type.STRING,
            "http.method", Type.STRING,
            "http.url", Type.STRING,
            "http.route", Type.STRING,
            "http.status_code", Type.INT);

    /** Columns that a shipped Tempo 3 gives to attributes of resources. */
    private static final Map<String, Type> RESOURCE_COLUMNS = Map.of(
            SERVICE_NAME,
            Type.STRING,
            "cluster",
            Type.STRING,
            "namespace",
            Type.STRING,
            "pod",
            Type.STRING,
            "container",
            Type.STRING,
            "k8s.cluster.name",
            Type.STRING,
            "k8s.namespace.name",
            Type.STRING,
            "k8s.pod.name",
            Type.STRING,
            "k8s.container.name",
            Type.STRING);

    /** Spans and errors of one service. */
    public record ServiceStats(int spans, int errors) {}

    /** Returns the types of the columns that attributes of spans have. */
    public static Map<String, Type> spanColumns() {
        return SPAN_COLUMNS;
    }

    /** Returns the types of the columns that attributes of resources have. */
    public static Map<String, Type> resourceColumns() {
        return RESOURCE_COLUMNS;
    }

    /** Returns the duration in nanoseconds. */
    public long duration() {
        return end - start;
    }

    static StoredTrace of(String id, List<ResourceSpans> received) {
        List<ResourceSpans> batches = Batches.joined(received);
        NestedSets nested = NestedSets.of(batches);
        List<StoredSpan> spans = new ArrayList<>();
        Map<String, ServiceStats> services = new TreeMap<>();
        String rootName = "";
        String rootService = "";
        long start = Long.MAX_VALUE;
        long end = 0;
        for (ResourceSpans batch : batches) {
            Fields resource = Fields.of(batch.getResource().getAttributesList(), RESOURCE_COLUMNS)
                    .withColumn(SERVICE_NAME, Static.of(""));
            for (ScopeSpans scope : batch.getScopeSpansList()) {
                Fields scopeFields = Fields.of(scope.getScope().getAttributesList(), Map.of());
                for (Span span : scope.getSpansList()) {
                    StoredSpan stored = span(spans.size(), span, resource, scope, scopeFields, nested);
                    spans.add(stored);
                    int error = span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR ? 1 : 0;
                    services.merge(
                            stored.service(),
                            new ServiceStats(1, error),
                            (a, b) -> new ServiceStats(a.spans() + b.spans(), a.errors() + b.errors()));
                    start = Math.min(start, span.getStartTimeUnixNano());
                    end = Math.max(end, span.getEndTimeUnixNano());
                    if (span.getParentSpanId().isEmpty() && !hasChildOfLink(span)) {
                        rootName = span.getName();
                        rootService = resource.value(SERVICE_NAME)
                                .filter(v -> v.type() == Type.STRING)
                                .map(v -> v.plain())
                                .orElse("");
                    }
                }
            }
        }
        return new StoredTrace(id, batches, spans, rootName, rootService, start, end, services);
    }

    private static StoredSpan span(
            int row, Span span, Fields resource, ScopeSpans scope, Fields scopeFields, NestedSets nested) {
        return new StoredSpan(
                row,
                span,
                Fields.of(span.getAttributesList(), SPAN_COLUMNS),
                resource,
                scope.getScope().getName(),
                scope.getScope().getVersion(),
                scopeFields,
                span.getEventsList().stream()
                        .map(e -> new StoredEvent(
                                e.getName(),
                                e.getTimeUnixNano() - span.getStartTimeUnixNano(),
                                Fields.of(e.getAttributesList(), Map.of())))
                        .toList(),
                span.getLinksList().stream()
                        .map(l -> new StoredLink(
                                Ids.trace(l.getTraceId()),
                                Ids.span(l.getSpanId()),
                                Fields.of(l.getAttributesList(), Map.of())))
                        .toList(),
                nested.of(row));
    }

    private static boolean hasChildOfLink(Span span) {
        return span.getLinksList().stream()
                .filter(link -> link.getTraceId().equals(span.getTraceId()))
                .flatMap(link -> link.getAttributesList().stream())
                .anyMatch(StoredTrace::isChildOf);
    }

    private static boolean isChildOf(KeyValue attribute) {
        return attribute.getKey().equals("opentracing.ref_type")
                && attribute.getValue().getStringValue().equals("child_of");
    }
}
