package dev.plumbline.collector.jmespath;

import dev.plumbline.collector.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The functions that put values in order; numbers with numbers, strings with strings by their bytes. */
final class Ordering {
    private Ordering() {}

    private record Keyed(Json key, Json element) {}

    static Json most(Arguments a, int sign) throws JmesException {
        List<Json> elements = uniform(a);
        return elements.isEmpty()
                ? Json.none()
                : best(elements.stream().map(e -> new Keyed(e, e)).toList(), sign);
    }

    static Json mostBy(List<Json> elements, Functions.Reference by, int sign) throws JmesException {
        return switch (elements.size()) {
            case 0 -> Json.none();
            case 1 -> elements.getFirst();
            default -> best(keyed(elements, by), sign);
        };
    }

    private static Json best(List<Keyed> keyed, int sign) {
        Keyed best = keyed.getFirst();
        for (Keyed candidate : keyed) {
            if (compare(candidate.key(), best.key()) * sign > 0) {
                best = candidate;
            }
        }
        return best.element();
    }

    static Json sorted(Arguments a) throws JmesException {
        List<Json> elements = new ArrayList<>(uniform(a));
        Collections.sort(elements, Ordering::compare);
        return new Json.Array(elements);
    }

    static Json sortedBy(List<Json> elements, Functions.Reference by) throws JmesException {
        if (elements.size() < 2) {
            return new Json.Array(elements);
        }
        List<Keyed> keyed = new ArrayList<>(keyed(elements, by));
        keyed.sort(Comparator.comparing(Keyed::key, Ordering::compare));
        return new Json.Array(keyed.stream().map(Keyed::element).toList());
    }

    static Json groups(List<Json> elements, Functions.Reference by) throws JmesException {
        if (elements.isEmpty()) {
            return Json.none();
        }
        Map<String, List<Json>> groups = new LinkedHashMap<>();
        for (Json element : elements) {
            if (!(by.apply(element) instanceof Json.Text key)) {
                throw new JmesException("group_by: the expression must evaluate to a string");
            }
            groups.computeIfAbsent(key.value(), k -> new ArrayList<>()).add(element);
        }
        Map<String, Json> fields = new LinkedHashMap<>();
        groups.forEach((key, group) -> fields.put(key, new Json.Array(group)));
        return new Json.Obj(fields);
    }

    private static List<Json> uniform(Arguments a) throws JmesException {
        List<Json> elements = a.array(0);
        if (!elements.isEmpty() && elements.getFirst() instanceof Json.Text) {
            a.texts(0);
        } else {
            a.numbers(0);
        }
        return elements;
    }

    private static List<Keyed> keyed(List<Json> elements, Functions.Reference by) throws JmesException {
        List<Keyed> keyed = new ArrayList<>();
        for (Json element : elements) {
            Json key = by.apply(element);
            boolean text = key instanceof Json.Text;
            boolean alike = keyed.isEmpty() || keyed.getFirst().key() instanceof Json.Text == text;
            if (!text && !(key instanceof Json.Num) || !alike) {
                throw new JmesException("expected all keys to be numbers or all to be strings");
            }
            keyed.add(new Keyed(key, element));
        }
        return keyed;
    }

    private static int compare(Json a, Json b) {
        return a instanceof Json.Num x && b instanceof Json.Num y
                ? Double.compare(x.value(), y.value())
                : a.plain().orElse("").compareTo(b.plain().orElse(""));
    }
}
