package dev.plumbline.embedded.tempo.traceql;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A query.
 *
 * @param pipeline stages over spans
 * @param metrics what turns spans into series, if it is a metrics query
 * @param second what is done to the series
 * @param hints hints by name
 */
public record Query(
        SpansetExpression.Pipeline pipeline,
        Optional<Metrics> metrics,
        List<Metrics.Second> second,
        Map<String, Static> hints) {
    public Query {
        second = List.copyOf(second);
        hints = Map.copyOf(hints);
    }

    /**
     * Reads a query without looking at types.
     *
     * @throws TraceQlException with line and column
     */
    public static Query parse(String text) {
        return new Parser(text).query();
    }

    /**
     * Reads a query, checks its types and simplifies it.
     *
     * @throws TraceQlException if it does not parse or its types do not fit
     */
    public static Query compile(String text) {
        Query query = Rewriting.rewrite(parse(text));
        Validation.check(query);
        return query;
    }

    /** Returns whether a boolean hint is given and true. */
    public boolean hint(String name) {
        return Static.TRUE.equals(hints.get(name));
    }
}
