package dev.plumbline.collector.evaluation;

import dev.plumbline.collector.config.Names;
import dev.plumbline.collector.config.Position;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.config.Schema.AttributeRule;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.golang.GoBytes;
import dev.plumbline.collector.golang.GoDuration;
import dev.plumbline.collector.golang.GoStrings;
import dev.plumbline.collector.syntax.Expression;
import dev.plumbline.collector.syntax.Expression.ArrayLiteral;
import dev.plumbline.collector.syntax.Expression.ObjectLiteral;
import dev.plumbline.collector.syntax.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Turns the values of expressions into what attributes take, and says of each part that does not fit where it is. What
 * fits as it is stays the same object: targets pass through several components, and there may be many.
 */
final class AttributeValues {
    private final Source source;
    private final Problems problems;

    AttributeValues(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /**
     * Converts a value.
     *
     * @param expression what it came from, for positions inside lists and objects
     * @return the value as the attribute takes it, {@code Null} where it is only known at run time
     */
    Value convert(AttributeRule rule, Expression expression, Value value) {
        Value converted = convert(rule.type(), expression, value);
        if (!rule.allowed().isEmpty()
                && converted instanceof Value.Text text
                && !rule.allowed().contains(text.value())) {
            problem(
                    expression,
                    "unrecognized " + rule.name() + " " + GoStrings.quote(text.value()) + ", expected one of "
                            + String.join(
                                    ", ",
                                    rule.allowed().stream()
                                            .filter(a -> !a.isEmpty())
                                            .toList())
                            + Names.nearest(text.value(), rule.allowed()));
        }
        return Kinds.holdsUnknown(converted) ? new Value.Null() : converted;
    }

    private Value convert(Schema.Type type, Expression at, Value value) {
        if (value instanceof Value.Null) {
            return value;
        }
        if (Kinds.isUnknown(value)) {
            return unknown(type, at, value);
        }
        return switch (type) {
            case STRING -> text(at, value);
            case SECRET -> secret(at, value);
            case DURATION -> duration(at, value);
            case BYTES -> size(at, value);
            case NUMBER -> number(at, value);
            case INTEGER -> integer(at, value);
            case BOOL -> value instanceof Value.Bool ? value : mismatch(at, "bool", value);
            case STRING_LIST -> list(at, value, this::text);
            case NUMBER_LIST -> list(at, value, this::number);
            case STRING_MAP -> map(at, value, this::text);
            case SECRET_MAP -> map(at, value, this::secret);
            case STRING_LIST_MAP -> map(at, value, (e, v) -> list(e, v, this::secret));
            case TARGETS -> list(at, value, this::target);
            case RECEIVERS -> list(at, value, (e, v) -> capsule(e, v, Schema.Type.RECEIVER));
            case RECEIVER, RELABEL_RULES -> capsule(at, value, type);
            case ANY -> value;
        };
    }

    private Value unknown(Schema.Type type, Expression at, Value value) {
        String found = Kinds.name(value);
        boolean fits = type == Schema.Type.ANY
                || found.equals("value")
                || found.equals(type.kind()) && !contradicts(type, Kinds.unknownType(value))
                || type.kind().equals("string") && found.equals("number")
                || type == Schema.Type.SECRET && found.equals("string")
                || type.kind().equals("number") && found.equals("string");
        return fits ? value : mismatch(at, type.kind(), value);
    }

    /** A list of targets is no list of receivers, and rules are no receiver. */
    private static boolean contradicts(Schema.Type wanted, Schema.Type found) {
        boolean exported =
                found == Schema.Type.TARGETS || found == Schema.Type.RECEIVER || found == Schema.Type.RELABEL_RULES;
        return exported && wanted != found;
    }

    private Value mismatch(Expression at, String expected, Value value) {
        boolean alone = expected.equals("array") && Kinds.name(value).equals("capsule");
        problem(
                at,
                "expected " + expected + ", got " + Kinds.name(value)
                        + (alone ? "; one value is a list, too, in brackets: [ ... ]" : ""));
        return new Value.Null();
    }

    private Value text(Expression at, Value value) {
        if (Kinds.isUnknown(value)) {
            return unknown(Schema.Type.STRING, at, value);
        }
        return value instanceof Value.Null || value instanceof Value.Text
                ? value
                : Conversion.text(value).<Value>map(Value.Text::new).orElseGet(() -> mismatch(at, "string", value));
    }

    private Value secret(Expression at, Value value) {
        if (value instanceof Value.Secret || value instanceof Value.Null || Kinds.isUnknown(value)) {
            return value;
        }
        return value instanceof Value.Text t ? new Value.Secret(t.value()) : mismatch(at, "capsule", value);
    }

    private Value duration(Expression at, Value value) {
        Value text = text(at, value);
        if (text instanceof Value.Text t && GoDuration.parse(t.value()).isEmpty()) {
            problem(at, GoStrings.quote(t.value()) + " is no duration; write it like \"1h30m\", \"10s\" or \"250ms\"");
        }
        return text;
    }

    private Value size(Expression at, Value value) {
        Value text = text(at, value);
        if (text instanceof Value.Text t && GoBytes.parse(t.value()).isEmpty()) {
            problem(at, GoStrings.quote(t.value()) + " is no size; write it like \"512KiB\", \"1MiB\" or \"100B\"");
        }
        return text;
    }

    private Value number(Expression at, Value value) {
        if (Kinds.isUnknown(value)) {
            return unknown(Schema.Type.NUMBER, at, value);
        }
        Optional<Value> number = Conversion.number(value);
        return number.orElseGet(() -> mismatch(at, "number", value));
    }

    private Value integer(Expression at, Value value) {
        Value number = number(at, value);
        return number instanceof Value.Decimal d ? new Value.Whole((long) d.value()) : number;
    }

    private Value target(Expression at, Value value) {
        if (Kinds.isUnknown(value)) {
            return unknown(Schema.Type.ANY, at, value);
        }
        return value instanceof Value.Obj ? map(at, value, this::label) : mismatch(at, "object", value);
    }

    /** A target's label takes anything that can be written out. */
    private Value label(Expression at, Value value) {
        return value instanceof Value.Bool b ? new Value.Text(Boolean.toString(b.value())) : text(at, value);
    }

    private Value capsule(Expression at, Value value, Schema.Type type) {
        if (Kinds.isUnknown(value)) {
            return unknown(type, at, value);
        }
        boolean fits = value instanceof Value.Capsule c
                && Kinds.name(c).equals("capsule")
                && c.type().equals(name(type));
        return fits
                ? value
                : mismatch(
                        at, type == Schema.Type.RECEIVER ? "capsule of a receiver" : "capsule of relabel rules", value);
    }

    /** The type that components give the capsules they export. */
    private static String name(Schema.Type type) {
        return type == Schema.Type.RECEIVER ? "receiver" : "rules";
    }

    @SuppressWarnings("ReferenceEquality")
    private Value list(Expression at, Value value, BiFunction<Expression, Value, Value> element) {
        if (value instanceof Value.Null || Kinds.isUnknown(value)) {
            return value;
        }
        if (!Kinds.isArray(value)) {
            return mismatch(at, "array", value);
        }
        List<Value> elements = Kinds.elements(value);
        List<Value> converted = new ArrayList<>();
        boolean same = true;
        for (int i = 0; i < elements.size(); i++) {
            Expression place =
                    at instanceof ArrayLiteral literal ? literal.elements().get(i) : at;
            converted.add(element.apply(place, elements.get(i)));
            same &= converted.getLast() == elements.get(i);
        }
        return same ? value : new Value.Array(converted);
    }

    @SuppressWarnings("ReferenceEquality")
    private Value map(Expression at, Value value, BiFunction<Expression, Value, Value> field) {
        if (!(value instanceof Value.Obj object)) {
            return mismatch(at, "object", value);
        }
        Map<String, Value> converted = new LinkedHashMap<>();
        boolean same = true;
        for (Map.Entry<String, Value> one : object.fields().entrySet()) {
            Value now = field.apply(place(at, one.getKey()), one.getValue());
            converted.put(one.getKey(), now);
            same &= now == one.getValue();
        }
        return same ? value : new Value.Obj(converted);
    }

    private static Expression place(Expression at, String name) {
        return at instanceof ObjectLiteral literal
                ? literal.fields().stream()
                        .filter(f -> f.name().equals(name))
                        .reduce((first, second) -> second)
                        .map(Expression.Field::value)
                        .orElse(at)
                : at;
    }

    private void problem(Expression at, String message) {
        Position position = source.position(at.first(), at.last());
        problems.add(position, message);
    }
}
