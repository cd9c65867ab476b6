package dev.plumbline.embedded.tempo.store;

import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings spans of one trace together as they came: one batch a resource, in it one group a scope. */
final class Batches {
    private Batches() {}

    private static final class Batch {
        private final ResourceSpans first;
        private final Map<Object, ScopeSpans.Builder> scopes = new LinkedHashMap<>();

        Batch(ResourceSpans first) {
            this.first = first;
        }
    }

    static List<ResourceSpans> joined(List<ResourceSpans> received) {
        Map<Object, Batch> byResource = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (ResourceSpans batch : received) {
            Batch into = byResource.computeIfAbsent(
                    anyOrder(batch.getResource().getAttributesList()), r -> new Batch(batch));
            for (ScopeSpans scope : batch.getScopeSpansList()) {
                for (Span span : scope.getSpansList()) {
                    // a span sent twice is kept once; client and server may share an id
                    if (seen.add(Ids.span(span.getSpanId()) + span.getKindValue())) {
                        into.scopes
                                .computeIfAbsent(
                                        key(scope.getScope()),
                                        s -> ScopeSpans.newBuilder().setScope(scope.getScope()))
                                .addSpans(span);
                    }
                }
            }
        }
        List<ResourceSpans> batches = new ArrayList<>();
        byResource.values().stream().filter(b -> !b.scopes.isEmpty()).forEach(batch -> {
            ResourceSpans.Builder builder = ResourceSpans.newBuilder().setResource(batch.first.getResource());
            batch.scopes.values().forEach(builder::addScopeSpans);
            batches.add(builder.build());
        });
        return batches;
    }

    private static Object key(InstrumentationScope scope) {
        return List.of(scope.getName(), scope.getVersion(), anyOrder(scope.getAttributesList()));
    }

    private static Set<KeyValue> anyOrder(List<KeyValue> attributes) {
        return new HashSet<>(attributes);
    }
}
