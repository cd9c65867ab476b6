package dev.plumbline.embedded.prometheus.engine;

import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.model.Matcher;
import dev.plumbline.embedded.prometheus.promql.Expr;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The labels of what is absent. */
final class Absent {
    private Absent() {}

    /** Returns the labels that a selector asks for by equality, once each. */
    static Labels labels(Expr expr) {
        Expr.Selector selector = switch (expr) {
            case Expr.Selector s -> s;
            case Expr.Matrix m -> m.selector();
            default -> null;
        };
        if (selector == null) {
            return Labels.EMPTY;
        }
        Map<String, String> labels = new LinkedHashMap<>();
        Set<String> has = new HashSet<>();
        for (Matcher m : asSelected(selector.matchers())) {
            if (m.name().equals(Labels.NAME)) {
                continue;
            }
            if (m.type() == Matcher.Type.EQUAL && has.add(m.name())) {
                labels.put(m.name(), m.value());
            } else {
                labels.remove(m.name());
            }
        }
        return Labels.of(labels);
    }

    /** Returns matchers in the order in which the storage leaves them: those that only take series away last. */
    private static List<Matcher> asSelected(List<Matcher> matchers) {
        Set<String> needed = new HashSet<>();
        matchers.stream().filter(m -> !m.matches("")).forEach(m -> needed.add(m.name()));
        Predicate<Matcher> takes = m -> !needed.contains(m.name())
                || (m.type() == Matcher.Type.NOT_EQUAL || m.type() == Matcher.Type.NOT_REGEX) && m.matches("");
        return Stream.concat(
                        matchers.stream().filter(takes.negate()),
                        matchers.stream().filter(takes))
                .toList();
    }
}
