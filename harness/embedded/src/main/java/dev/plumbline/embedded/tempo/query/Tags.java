package dev.plumbline.embedded.tempo.query;

import dev.plumbline.embedded.tempo.store.Fields;
import dev.plumbline.embedded.tempo.store.StoredSpan;
import dev.plumbline.embedded.tempo.store.StoredTrace;
import dev.plumbline.embedded.tempo.traceql.Attribute;
import dev.plumbline.embedded.tempo.traceql.Intrinsic;
import dev.plumbline.embedded.tempo.traceql.Kind;
import dev.plumbline.embedded.tempo.traceql.Operator;
import dev.plumbline.embedded.tempo.traceql.Scope;
import dev.plumbline.embedded.tempo.traceql.Static;
import dev.plumbline.embedded.tempo.traceql.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
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
    private static final Set<Scope> BELOW = Set.of(Scope.EVENT, Scope.LINK);

    private Tags() {}

    /**
     * Returns the names of the attributes of each scope, for spans that a filter selects.
     *
     * @param every whether all scopes were asked for; with a filter, events and links then have no names, unless the
     *     filter is about them
     */
    public static Map<Scope, Set<String>> names(List<StoredTrace> traces, TagConditions filter, boolean every) {
        Map<Scope, Set<String>> names = new LinkedHashMap<>();
        for (StoredSpan span : spans(traces, filter)) {
            fields(span)
                    .forEach((scope, all) -> all.forEach(fields -> {
                        Set<String> found = names.computeIfAbsent(scope, s -> new TreeSet<>());
                        found.addAll(fields.columns().keySet());
                        found.addAll(fields.generic().keySet());
                    }));
        }
        if (!filter.groups().isEmpty()) {
            columns(traces, names);
            Set<Scope> asked = filter.groups().stream()
                    .flatMap(List::stream)
                    .map(c -> c.attribute().scope())
                    .collect(Collectors.toSet());
            names.keySet().removeIf(s -> every && BELOW.contains(s) && !asked.contains(s));
        }
        names.values().removeIf(Set::isEmpty);
        return names;
    }

    /** Adds attributes with a column of their own wherever any span has a value, whatever the filter. */
    private static void columns(List<StoredTrace> traces, Map<Scope, Set<String>> names) {
        for (StoredTrace trace : traces) {
            for (StoredSpan span : trace.spans()) {
                names.computeIfAbsent(Scope.SPAN, s -> new TreeSet<>())
                        .addAll(span.fields().columns().keySet());
                names.computeIfAbsent(Scope.RESOURCE, s -> new TreeSet<>())
                        .addAll(span.resource().columns().keySet());
            }
        }
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
    public static Set<Static> values(List<StoredTrace> traces, Attribute field, TagConditions filter) {
        Set<Static> values = new LinkedHashSet<>();
        if (field.intrinsic() == Intrinsic.STATUS) {
            return Arrays.stream(Status.values()).map(Static::of).collect(Collectors.toSet());
        }
        if (field.intrinsic() == Intrinsic.KIND) {
            return Arrays.stream(Kind.values()).map(Static::of).collect(Collectors.toSet());
        }
        TagConditions rest = withoutAnswers(field, filter, values);
        if (rest.groups().isEmpty() && !filter.groups().isEmpty()) {
            return values;
        }
        for (StoredTrace trace : traces) {
            for (StoredSpan span : spans(List.of(trace), rest)) {
                if (field.intrinsic() == Intrinsic.TRACE_DURATION) {
                    long nanos = trace.duration();
                    values.add(filter.groups().isEmpty() ? Static.of(nanos) : Static.duration(nanos));
                } else if (field.isIntrinsic()) {
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

    /** Where a group says what the field equals, that is a value, and the group is looked at no more. */
    private static TagConditions withoutAnswers(Attribute field, TagConditions filter, Set<Static> values) {
        List<List<Condition>> rest = new ArrayList<>();
        for (List<Condition> group : filter.groups()) {
            Optional<Condition> answer = group.stream()
                    .filter(c -> c.attribute().equals(field) && c.op() == Operator.EQUAL)
                    .findFirst();
            answer.ifPresentOrElse(c -> values.add(c.operand()), () -> rest.add(group));
        }
        return new TagConditions(rest);
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

    private static List<StoredSpan> spans(List<StoredTrace> traces, TagConditions filter) {
        if (filter.groups().isEmpty()) {
            return traces.stream().flatMap(t -> t.spans().stream()).toList();
        }
        Set<StoredSpan> spans = Collections.newSetFromMap(new IdentityHashMap<>());
        List<StoredSpan> ordered = new ArrayList<>();
        for (List<Condition> group : filter.groups()) {
            Fetch fetch = new Fetch(group.stream().filter(c -> !isId(c)).toList(), true);
            for (StoredTrace trace : traces) {
                fetch.spans(trace).stream()
                        .map(FetchedSpan::stored)
                        .filter(spans::add)
                        .forEach(ordered::add);
            }
        }
        return ordered;
    }

    /** Ids of spans and traces are not looked at. */
    private static boolean isId(Condition condition) {
        return switch (condition.attribute().intrinsic()) {
            case SPAN_ID, PARENT_ID, TRACE_ID -> true;
            default -> false;
        };
    }
}
