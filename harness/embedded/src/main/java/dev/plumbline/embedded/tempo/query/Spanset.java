package dev.plumbline.embedded.tempo.query;

import dev.plumbline.embedded.tempo.traceql.Static;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Spans of one trace.
 *
 * @param spans the spans; a list that stages may share, and sort
 * @param attributes what stages noted about the set, by name, in order
 */
record Spanset(List<FetchedSpan> spans, List<Map.Entry<String, Static>> attributes) {
    Spanset withSpans(List<FetchedSpan> others) {
        return new Spanset(others, attributes);
    }

    Spanset with(String name, Static value) {
        List<Map.Entry<String, Static>> more = new ArrayList<>(attributes);
        more.add(Map.entry(name, value));
        return new Spanset(spans, more);
    }
}
