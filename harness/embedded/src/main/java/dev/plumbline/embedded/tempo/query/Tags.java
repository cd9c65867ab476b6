package dev.plumbline.embedded.tempo.query;

import dev.plumbline.embedded.tempo.store.Fields;
import dev.plumbline.embedded.tempo.store.StoredSpan;
import dev.plumbline.embedded.tempo.store.StoredTrace;
import dev.plumbline.embedded.tempo.traceql.Attribute;
import dev.plumbline.embedded.tempo.traceql.FieldExpression;
import dev.plumbline.embedded.tempo.traceql.Intrinsic;
import dev.plumbline.embedded.tempo.traceql.Kind;
import dev.plumbline.embedded.tempo.traceql.Query;
import dev.plumbline.embedded.tempo.traceql.Scope;
import dev.plumbline.embedded.tempo.traceql.SpansetExpression;
import dev.plumbline.embedded.tempo.traceql.Static;
import dev.plumbline.embedded.tempo.traceql.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Lists which attributes stored spans have, and their values. */
public final class Tags {
    private Tags() {}

    /** Returns the names of the attributes of each scope, for spans that a query selects. */
    public static Map<Scope, Set<String>> names(List<StoredTrace> traces, Optional<Query> filter) {
        Map<Scope, Set<String>> names = new LinkedHashMap<>();
        for (StoredSpan span : spans(traces, filter)) {
            fields(span)
                    .forEach((scope, all) -> all.forEach(fields -> {
                        Set<String> found = names.computeIfAbsent(scope, s -> new TreeSet<>());
                        found.addAll(fields.columns().keySet());
                        found.addAll(fields.generic().keySet());
                    }));
        }
        names.values().removeIf(Set::isEmpty);
        return names;
    }

    /** Tells whether a query names an attribute without its scope; as a filter it is then passed over. */
    public static boolean asksUnscoped(Query query) {
        return Conditions.of(query).conditions().stream()
                .anyMatch(c -> c.attribute().isUnscoped());
    }

    private static Map<Scope, List<Fields>> fields(StoredSpan span) {
        return Map.of(
                Scope.RESOURCE, List.of(span.resource()),
                Scope.SPAN, List.of(span.fields()),
                Scope.INSTRUMENTATION, List.of(span.scope()),
                Scope.EVENT, span.events().stream().map(e -> e.fields()).toList(),
                Scope.LINK, span.links().stream().map(l -> l.fields()).toList());
    }

    /** Returns the values of a field, each once, of spans that a query selects. */
    public static Set<Static> values(List<StoredTrace> traces, Attribute field, Optional<Query> filter) {
        Set<Static> values = new LinkedHashSet<>();
        if (field.intrinsic() == Intrinsic.STATUS) {
            return Arrays.stream(Status.values()).map(Static::of).collect(Collectors.toSet());
        }
        if (field.intrinsic() == Intrinsic.KIND) {
            return Arrays.stream(Kind.values()).map(Static::of).collect(Collectors.toSet());
        }
        for (StoredTrace trace : traces) {
            for (StoredSpan span : spans(List.of(trace), filter)) {
                if (field.isIntrinsic()) {
                    intrinsic(trace, span, field.intrinsic()).forEach(values::add);
                } else {
                    fields(span).forEach((scope, all) -> {
                        boolean here = field.scope() == scope
                                || field.scope() == Scope.NONE && (scope == Scope.SPAN || scope == Scope.RESOURCE);
                        if (here) {
                            all.forEach(f -> f.value(field.name()).ifPresent(v -> values.addAll(v.elements())));
                        }
                    });
                }
            }
        }
        values.removeIf(Static::isNil);
        return values;
    }

    private static List<Static> intrinsic(StoredTrace trace, StoredSpan span, Intrinsic intrinsic) {
        return switch (intrinsic) {
            case NAME -> List.of(Static.of(span.proto().getName()));
            case STATUS_MESSAGE -> List.of(Static.of(span.proto().getStatus().getMessage()));
            case ROOT_NAME -> List.of(Static.of(trace.rootName()));
            case ROOT_SERVICE -> List.of(Static.of(trace.rootService()));
            case EVENT_NAME ->
                span.events().stream().map(e -> Static.of(e.name())).toList();
            case EVENT_TIME_SINCE_START ->
                span.events().stream().map(e -> Static.of(e.sinceStart())).toList();
            case NESTED_SET_LEFT -> List.of(Static.of(span.nested().left()));
            case NESTED_SET_RIGHT -> List.of(Static.of(span.nested().right()));
            case NESTED_SET_PARENT -> List.of(Static.of(span.nested().parent()));
            case INSTRUMENTATION_NAME -> List.of(Static.of(span.scopeName()));
            case INSTRUMENTATION_VERSION -> List.of(Static.of(span.scopeVersion()));
            default -> List.of();
        };
    }

    private static List<StoredSpan> spans(List<StoredTrace> traces, Optional<Query> filter) {
        if (filter.isEmpty()) {
            return traces.stream().flatMap(t -> t.spans().stream()).toList();
        }
        List<FieldExpression> wanted = filter.get().pipeline().stages().stream()
                .filter(SpansetExpression.Filter.class::isInstance)
                .map(s -> ((SpansetExpression.Filter) s).expression())
                .toList();
        FetchRequest request = Conditions.of(filter.get());
        Fetch fetch = new Fetch(request.conditions(), request.allConditions());
        List<StoredSpan> spans = new ArrayList<>();
        for (StoredTrace trace : traces) {
            for (FetchedSpan span : fetch.spans(trace)) {
                if (wanted.stream().allMatch(e -> e.evaluate(span).equals(Static.TRUE))) {
                    spans.add(span.stored());
                }
            }
        }
        return spans;
    }
}
