package dev.plumbline.embedded.tempo.store;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings spans of one trace together: one batch a resource, in it one group a scope, all by time. */
final class Batches {
    private static final Comparator<Span> BY_TIME = Comparator.comparingLong(Span::getStartTimeUnixNano)
            .thenComparing(Span::getSpanId, ByteString.unsignedLexicographicalComparator());

    private Batches() {}

    static List<ResourceSpans> sorted(List<ResourceSpans> received) {
        Map<Resource, Map<InstrumentationScope, List<Span>>> grouped = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (ResourceSpans batch : received) {
            for (ScopeSpans scope : batch.getScopeSpansList()) {
                List<Span> spans = grouped.computeIfAbsent(batch.getResource(), r -> new LinkedHashMap<>())
                        .computeIfAbsent(scope.getScope(), s -> new ArrayList<>());
                for (Span span : scope.getSpansList()) {
                    // a span sent twice is kept once; client and server may share an id
                    if (seen.add(Ids.span(span.getSpanId()) + span.getKindValue())) {
                        spans.add(span);
                    }
                }
            }
        }
        List<ResourceSpans> batches = new ArrayList<>();
        grouped.forEach((resource, scopes) -> {
            List<ScopeSpans> groups = new ArrayList<>();
            scopes.forEach((scope, spans) -> {
                if (!spans.isEmpty()) {
                    spans.sort(BY_TIME);
                    groups.add(ScopeSpans.newBuilder()
                            .setScope(scope)
                            .addAllSpans(spans)
                            .build());
                }
            });
            groups.sort(Comparator.comparing(g -> g.getSpans(0), BY_TIME));
            if (!groups.isEmpty()) {
                batches.add(ResourceSpans.newBuilder()
                        .setResource(resource)
                        .addAllScopeSpans(groups)
                        .build());
            }
        });
        batches.sort(Comparator.comparing(b -> b.getScopeSpans(0).getSpans(0), BY_TIME));
        return batches;
    }
}
