package dev.plumbline.embedded.grafana.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.model.Matcher;
import dev.plumbline.embedded.prometheus.promql.Expr;
import dev.plumbline.embedded.prometheus.promql.ParseException;
import dev.plumbline.embedded.prometheus.promql.Parser;
import dev.plumbline.embedded.prometheus.promql.Printer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Filters and groupings that a dashboard puts on every query: written into each selector and aggregation. */
final class PromFilters {
    private final Map<String, Matcher> matchers;
    private final List<String> groupings;

    private PromFilters(Map<String, Matcher> matchers, List<String> groupings) {
        this.matchers = matchers;
        this.groupings = groupings;
    }

    /**
     * Returns an expression with a query's {@code scopes}, {@code adhocFilters} and {@code groupByKeys} in it; as it is
     * if the query has none.
     *
     * @throws BadQueryException if the expression is not PromQL or a filter is none
     */
    static String applied(String expression, JsonNode model) {
        List<JsonNode> scopes = model.path("scopes")
                .valueStream()
                .flatMap(s -> s.path("filters").valueStream())
                .toList();
        List<JsonNode> filters = model.path("adhocFilters").valueStream().toList();
        List<String> groupings =
                model.path("groupByKeys").valueStream().map(JsonNode::asText).toList();
        if (scopes.isEmpty() && filters.isEmpty() && groupings.isEmpty()) {
            return expression;
        }
        try {
            Expr parsed = Parser.parse(expression);
            return Printer.print(new PromFilters(matchers(scopes, filters), groupings).in(parsed));
        } catch (ParseException | IllegalArgumentException e) {
            throw new BadQueryException(String.valueOf(e.getMessage()));
        }
    }

    /** Filters of scopes on the same label add up; of filters on the same label the last counts. */
    private static Map<String, Matcher> matchers(List<JsonNode> scopes, List<JsonNode> filters) {
        Map<String, Matcher> all = new LinkedHashMap<>();
        for (JsonNode filter : scopes) {
            Matcher one = matcher(filter);
            all.merge(one.name(), one, (a, b) -> Matcher.of(a.name(), Matcher.Type.REGEX, a.value() + "|" + b.value()));
        }
        filters.stream().map(PromFilters::matcher).forEach(m -> all.put(m.name(), m));
        return all;
    }

    private static Matcher matcher(JsonNode filter) {
        String operator = filter.path("operator").asText("");
        Matcher.Type type = switch (operator) {
            case "equals" -> Matcher.Type.EQUAL;
            case "not-equals" -> Matcher.Type.NOT_EQUAL;
            case "regex-match", "one-of" -> Matcher.Type.REGEX;
            case "regex-not-match", "not-one-of" -> Matcher.Type.NOT_REGEX;
            default ->
                throw new BadQueryException(
                        "unknown operator " + dev.plumbline.embedded.grafana.source.Labels.quoted(operator));
        };
        boolean several = operator.endsWith("one-of") && !filter.path("values").isEmpty();
        String value = several
                ? filter.path("values").valueStream().map(JsonNode::asText).collect(Collectors.joining("|"))
                : filter.path("value").asText("");
        return Matcher.of(filter.path("key").asText(""), type, value);
    }

    private Expr in(Expr expr) {
        return switch (expr) {
            case Expr.Selector s -> in(s);
            case Expr.Matrix m -> new Expr.Matrix(in(m.selector()), m.length(), m.at(), m.end());
            case Expr.Aggregate a ->
                new Expr.Aggregate(
                        a.op(), in(a.expr()), a.param().map(this::in), grouped(a.grouping()), a.without(), a.range());
            case Expr.Binary b -> new Expr.Binary(b.op(), in(b.lhs()), in(b.rhs()), b.matching(), b.bool());
            case Expr.Call c ->
                new Expr.Call(c.function(), c.args().stream().map(this::in).toList(), c.range());
            case Expr.Subquery s -> new Expr.Subquery(in(s.expr()), s.length(), s.step(), s.offset(), s.at(), s.end());
            case Expr.Paren p -> new Expr.Paren(in(p.expr()), p.range());
            case Expr.Unary u -> new Expr.Unary(u.op(), in(u.expr()), u.start());
            case Expr.StepInvariant s -> new Expr.StepInvariant(in(s.expr()));
            case Expr.Literal n -> n;
            case Expr.Text t -> t;
        };
    }

    private List<String> grouped(List<String> grouping) {
        List<String> all = new ArrayList<>(grouping);
        groupings.stream().filter(g -> !grouping.contains(g)).forEach(all::add);
        return all;
    }

    /** A filter takes the place of the selector's own conditions on its label, or is added. */
    private Expr.Selector in(Expr.Selector selector) {
        List<Matcher> replaced = selector.matchers().stream()
                .map(m -> m.name().equals(Labels.NAME)
                        ? m
                        : Optional.ofNullable(matchers.get(m.name())).orElse(m))
                .toList();
        Stream<Matcher> added = matchers.values().stream()
                .filter(f -> f.name().equals(Labels.NAME)
                        || selector.matchers().stream().noneMatch(m -> m.name().equals(f.name())));
        return new Expr.Selector(
                selector.name(),
                Stream.concat(replaced.stream(), added).toList(),
                selector.offset(),
                selector.at(),
                selector.range());
    }
}
