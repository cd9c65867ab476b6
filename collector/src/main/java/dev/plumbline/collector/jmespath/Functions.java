package dev.plumbline.collector.jmespath;

import dev.plumbline.collector.golang.GoNumber;
import dev.plumbline.collector.json.Json;
import dev.plumbline.collector.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The functions of the language, beside those on strings. */
final class Functions {
    private Functions() {}

    /** What {@code &expression} becomes. */
    interface Reference {
        Json apply(Json value) throws JmesException;
    }

    /** One argument: a value, or a reference to an expression. */
    record Argument(Json value, Optional<Reference> reference) {}

    static Json call(String name, List<Argument> arguments) throws JmesException {
        Arguments a = new Arguments(name, arguments);
        Optional<Json> text = TextFunctions.call(name, a);
        return text.isPresent() ? text.get() : other(name, a);
    }

    private static Json other(String name, Arguments a) throws JmesException {
        return switch (name) {
            case "abs" -> new Json.Num(Math.abs(a.count(1, 1).number(0)));
            case "ceil" -> new Json.Num(Math.ceil(a.count(1, 1).number(0)));
            case "floor" -> new Json.Num(Math.floor(a.count(1, 1).number(0)));
            case "avg" -> average(a.count(1, 1).numbers(0));
            case "sum" ->
                new Json.Num(
                        a.count(1, 1).numbers(0).stream().mapToDouble(d -> d).sum());
            case "contains" -> contains(a.count(2, 2));
            case "from_items" -> fromItems(a.count(1, 1).array(0));
            case "group_by" -> Ordering.groups(a.count(2, 2).array(0), a.reference(1));
            case "items" -> items(a.count(1, 1).object(0));
            case "keys" -> texts(a.count(1, 1).object(0).keySet());
            case "values" -> new Json.Array(List.copyOf(a.count(1, 1).object(0).values()));
            case "length" -> length(a.count(1, 1));
            case "map" -> map(a.count(2, 2).reference(0), a.array(1));
            case "max" -> Ordering.most(a.count(1, 1), 1);
            case "min" -> Ordering.most(a.count(1, 1), -1);
            case "max_by" -> Ordering.mostBy(a.count(2, 2).array(0), a.reference(1), 1);
            case "min_by" -> Ordering.mostBy(a.count(2, 2).array(0), a.reference(1), -1);
            case "sort" -> Ordering.sorted(a.count(1, 1));
            case "sort_by" -> Ordering.sortedBy(a.count(2, 2).array(0), a.reference(1));
            case "merge" -> merge(a.count(1, Integer.MAX_VALUE));
            case "not_null" -> notNull(a.count(1, Integer.MAX_VALUE));
            case "reverse" -> reverse(a.count(1, 1));
            case "to_array" -> a.count(1, 1).value(0) instanceof Json.Array array ? array : single(a.value(0));
            case "to_number" -> toNumber(a.count(1, 1).value(0));
            case "to_string" ->
                a.count(1, 1).value(0) instanceof Json.Text text ? text : new Json.Text(JsonWriter.write(a.value(0)));
            case "type" -> new Json.Text(type(a.count(1, 1).value(0)));
            case "zip" -> zip(a.count(2, Integer.MAX_VALUE));
            default -> throw new JmesException("unknown function: " + name);
        };
    }

    private static Json single(Json value) {
        return new Json.Array(List.of(value));
    }

    static Json texts(Iterable<String> texts) {
        List<Json> elements = new ArrayList<>();
        texts.forEach(text -> elements.add(new Json.Text(text)));
        return new Json.Array(elements);
    }

    private static Json average(List<Double> numbers) {
        return numbers.isEmpty()
                ? Json.none()
                : new Json.Num(numbers.stream().mapToDouble(d -> d).sum() / numbers.size());
    }

    private static Json contains(Arguments a) throws JmesException {
        if (a.value(0) instanceof Json.Text text) {
            return new Json.Bool(
                    a.value(1) instanceof Json.Text part && text.value().contains(part.value()));
        }
        return new Json.Bool(a.array(0).contains(a.value(1)));
    }

    private static Json fromItems(List<Json> items) throws JmesException {
        Map<String, Json> fields = new LinkedHashMap<>();
        for (Json item : items) {
            if (!(item instanceof Json.Array pair)
                    || pair.elements().size() != 2
                    || !(pair.elements().getFirst() instanceof Json.Text name)) {
                throw new JmesException("from_items: each element must be a pair of a string and a value");
            }
            fields.put(name.value(), pair.elements().getLast());
        }
        return new Json.Obj(fields);
    }

    private static Json items(Map<String, Json> fields) {
        List<Json> items = new ArrayList<>();
        fields.forEach((name, value) -> items.add(new Json.Array(List.of(new Json.Text(name), value))));
        return new Json.Array(items);
    }

    private static Json length(Arguments a) throws JmesException {
        return switch (a.value(0)) {
            case Json.Text text ->
                new Json.Num(text.value().codePointCount(0, text.value().length()));
            case Json.Array array -> new Json.Num(array.elements().size());
            case Json.Obj obj -> new Json.Num(obj.fields().size());
            case Json.Null other -> throw a.wrong(0, "a string, list or object");
            case Json.Bool other -> throw a.wrong(0, "a string, list or object");
            case Json.Num other -> throw a.wrong(0, "a string, list or object");
        };
    }

    private static Json map(Reference each, List<Json> elements) throws JmesException {
        List<Json> mapped = new ArrayList<>();
        for (Json element : elements) {
            mapped.add(each.apply(element));
        }
        return new Json.Array(mapped);
    }

    private static Json merge(Arguments a) throws JmesException {
        Map<String, Json> fields = new LinkedHashMap<>();
        for (int i = 0; i < a.size(); i++) {
            fields.putAll(a.object(i));
        }
        return new Json.Obj(fields);
    }

    private static Json notNull(Arguments a) throws JmesException {
        for (int i = 0; i < a.size(); i++) {
            if (!(a.value(i) instanceof Json.Null)) {
                return a.value(i);
            }
        }
        return Json.none();
    }

    private static Json reverse(Arguments a) throws JmesException {
        if (a.value(0) instanceof Json.Text text) {
            return new Json.Text(new StringBuilder(text.value()).reverse().toString());
        }
        return new Json.Array(a.array(0).reversed());
    }

    private static Json toNumber(Json value) {
        return switch (value) {
            case Json.Num num -> num;
            case Json.Text text ->
                GoNumber.parse(text.value()).<Json>map(Json.Num::new).orElse(Json.none());
            case Json.Null other -> Json.none();
            case Json.Bool other -> Json.none();
            case Json.Array other -> Json.none();
            case Json.Obj other -> Json.none();
        };
    }

    static String type(Json value) {
        return switch (value) {
            case Json.Num num -> "number";
            case Json.Text text -> "string";
            case Json.Array array -> "array";
            case Json.Obj obj -> "object";
            case Json.Null none -> "null";
            case Json.Bool bool -> "boolean";
        };
    }

    private static Json zip(Arguments a) throws JmesException {
        int shortest = Integer.MAX_VALUE;
        for (int i = 0; i < a.size(); i++) {
            shortest = Math.min(shortest, a.array(i).size());
        }
        List<Json> zipped = new ArrayList<>();
        for (int row = 0; row < shortest; row++) {
            List<Json> together = new ArrayList<>();
            for (int i = 0; i < a.size(); i++) {
                together.add(a.array(i).get(row));
            }
            zipped.add(new Json.Array(together));
        }
        return new Json.Array(zipped);
    }
}
