package dev.plumbline.embedded.tempo.store;

import dev.plumbline.embedded.tempo.traceql.Kind;
import dev.plumbline.embedded.tempo.traceql.Status;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;

/**
 * A span within its trace.
 *
 * @param row position in its trace, the order in which queries see spans
 * @param proto as received
 * @param fields its attributes
 * @param resource attributes of its resource; {@code service.name} has a column of its own
 * @param scopeName name of its instrumentation scope
 * @param scopeVersion version of its instrumentation scope
 * @param scope attributes of its instrumentation scope
 * @param events its events
 * @param links its links
 * @param nested where it lies in the tree of its trace
 */
public record StoredSpan(
        int row,
        Span proto,
        Fields fields,
        Fields resource,
        String scopeName,
        String scopeVersion,
        Fields scope,
        List<StoredEvent> events,
        List<StoredLink> links,
        Nested nested) {

    /**
     * Bounds in the nested set model: descendants lie between them.
     *
     * @param left lower bound, 0 if its trace has no root or a hole above it
     * @param right upper bound, likewise
     * @param parent lower bound of the parent, -1 for a root, 0 if unknown
     * @param children number of children
     */
    public record Nested(int left, int right, int parent, int children) {}

    /** Returns when it began, nanoseconds since the epoch. */
    public long start() {
        return proto.getStartTimeUnixNano();
    }

    /** Returns its duration in nanoseconds. */
    public long duration() {
        return proto.getEndTimeUnixNano() - proto.getStartTimeUnixNano();
    }

    /** Returns its id, sixteen hexadecimal digits. */
    public String id() {
        return Ids.span(proto.getSpanId());
    }

    /** Returns its service's name; empty if its resource has none. */
    public String service() {
        return resource.columns().containsKey(StoredTrace.SERVICE_NAME)
                ? resource.value(StoredTrace.SERVICE_NAME).orElseThrow().plain()
                : "";
    }

    /** Returns its kind. */
    public Kind kind() {
        return switch (proto.getKind()) {
            case SPAN_KIND_INTERNAL -> Kind.INTERNAL;
            case SPAN_KIND_CLIENT -> Kind.CLIENT;
            case SPAN_KIND_SERVER -> Kind.SERVER;
            case SPAN_KIND_PRODUCER -> Kind.PRODUCER;
            case SPAN_KIND_CONSUMER -> Kind.CONSUMER;
            case SPAN_KIND_UNSPECIFIED, UNRECOGNIZED -> Kind.UNSPECIFIED;
        };
    }

    /** Returns its status. */
    public Status status() {
        return switch (proto.getStatus().getCode()) {
            case STATUS_CODE_OK -> Status.OK;
            case STATUS_CODE_ERROR -> Status.ERROR;
            case STATUS_CODE_UNSET, UNRECOGNIZED -> Status.UNSET;
        };
    }
}
