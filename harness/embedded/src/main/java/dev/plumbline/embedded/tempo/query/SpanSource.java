package dev.plumbline.embedded.tempo.query;

import dev.plumbline.embedded.tempo.store.StoredTrace;
import dev.plumbline.embedded.tempo.traceql.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Yields the spans that a metrics query is over, with their fields. */
final class SpanSource {
    private SpanSource() {}

    static void run(
            Query query,
            FetchRequest request,
            Intervals intervals,
            List<StoredTrace> traces,
            Consumer<FetchedSpan> observe) {
        boolean none = traces.stream().noneMatch(t -> t.end() >= intervals.start() && t.start() <= intervals.end());
        if (request.isUnsupported() || none) {
            return;
        }
        boolean decided = request.optimize();
        request.coalesce();
        Fetch first = new Fetch(request.conditions(), request.allConditions());
        BiConsumer<StoredTrace, List<FetchedSpan>> second = request.isEverything()
                ? new Everything(request.secondPass())::more
                : new Fetch(request.secondPass(), false)::more;
        List<StoredTrace> byId = new ArrayList<>(traces);
        byId.sort(Comparator.comparing((StoredTrace t) -> t.id().length()).thenComparing(StoredTrace::id));
        for (StoredTrace trace : byId) {
            List<FetchedSpan> spans = new ArrayList<>(first.spans(trace));
            if (spans.isEmpty()) {
                continue;
            }
            List<Spanset> sets = List.of(new Spanset(spans, List.of()));
            for (Spanset set : decided ? sets : Evaluation.evaluate(query.pipeline(), sets)) {
                second.accept(trace, set.spans());
                set.spans().stream()
                        .filter(s -> s.stored().start() > intervals.start()
                                && s.stored().start() <= intervals.end())
                        .forEach(observe);
            }
        }
    }
}
