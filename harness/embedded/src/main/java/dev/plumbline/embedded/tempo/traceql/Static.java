package dev.plumbline.embedded.tempo.traceql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A value.
 *
 * @param type its type
 * @param value Long (also nanoseconds of a duration), Double, String, Boolean, {@link Status}, {@link Kind} or a List of
 *     the first four; an empty string for nil
 */
public record Static(Type type, Object value) implements FieldExpression {
    /** No value. */
    public static final Static NIL = new Static(Type.NIL, "");

    /** True. */
    public static final Static TRUE = new Static(Type.BOOLEAN, true);

    /** False. */
    public static final Static FALSE = new Static(Type.BOOLEAN, false);

    /** Returns an integer. */
    public static Static of(long value) {
        return new Static(Type.INT, value);
    }

    /** Returns a float. */
    public static Static of(double value) {
        return new Static(Type.FLOAT, value);
    }

    /** Returns a string. */
    public static Static of(String value) {
        return new Static(Type.STRING, value);
    }

    /** Returns a boolean. */
    public static Static of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /** Returns a status. */
    public static Static of(Status value) {
        return new Static(Type.STATUS, value);
    }

    /** Returns a kind. */
    public static Static of(Kind value) {
        return new Static(Type.KIND, value);
    }

    /** Returns a duration of so many nanoseconds. */
    public static Static duration(long nanos) {
        return new Static(Type.DURATION, nanos);
    }

    /** Returns an array of values of one scalar type; empty if there are none or types differ. */
    public static Optional<Static> array(List<Static> elements) {
        if (elements.isEmpty()
                || elements.stream()
                        .anyMatch(e -> e.type() != elements.getFirst().type())) {
            return Optional.empty();
        }
        List<Object> values = elements.stream().map(Static::value).toList();
        return switch (elements.getFirst().type()) {
            case INT -> Optional.of(new Static(Type.INT_ARRAY, values));
            case FLOAT -> Optional.of(new Static(Type.FLOAT_ARRAY, values));
            case STRING -> Optional.of(new Static(Type.STRING_ARRAY, values));
            case BOOLEAN -> Optional.of(new Static(Type.BOOLEAN_ARRAY, values));
            default -> Optional.empty();
        };
    }

    /** Returns the elements of an array, or the value itself. */
    public List<Static> elements() {
        if (!type.isArray()) {
            return List.of(this);
        }
        List<Static> elements = new ArrayList<>();
        for (Object element : (List<?>) value) {
            elements.add(
                    switch (element) {
                        case Long l -> of(l.longValue());
                        case Double d -> of(d.doubleValue());
                        case Boolean b -> of(b.booleanValue());
                        default -> of(element.toString());
                    });
        }
        return elements;
    }

    /** Tells whether it is nil. */
    public boolean isNil() {
        return type == Type.NIL;
    }

    boolean isTrue() {
        return type == Type.BOOLEAN && (Boolean) value;
    }

    long asLong() {
        return switch (value) {
            case Long l -> l;
            case Status s -> s.number();
            case Kind k -> k.number();
            default -> 0;
        };
    }

    /** Returns a number, integer or duration as floating point; NaN for anything else. */
    public double asDouble() {
        return type.isNumeric() ? ((Number) value).doubleValue() : Double.NaN;
    }

    /** Tells whether two values are equal as {@code =} sees it; nil equals nothing. */
    boolean equalTo(Static o) {
        return switch (type) {
            case INT, DURATION ->
                switch (o.type) {
                    case INT, DURATION -> asLong() == o.asLong();
                    case STATUS -> type == Type.INT && asLong() == o.asLong();
                    case FLOAT -> asDouble() == o.asDouble();
                    default -> false;
                };
            case STATUS -> (o.type == Type.INT || o.type == Type.STATUS) && asLong() == o.asLong();
            case FLOAT -> asDouble() == o.asDouble();
            case NIL, ATTRIBUTE, SPANSET -> false;
            default -> type == o.type && value.equals(o.value);
        };
    }

    boolean notEqualTo(Static o) {
        return !isNil() && !o.isNil() && !equalTo(o);
    }

    /** Orders values as {@code min} and {@code max} do: numbers by size, else by type, then by value. */
    int compare(Static o) {
        if (type != o.type) {
            return type.isNumeric() && o.type.isNumeric()
                    ? Double.compare(asDouble(), o.asDouble())
                    : type.compareTo(o.type);
        }
        return switch (type) {
            case STRING -> compareStrings((String) value, (String) o.value);
            case FLOAT -> Double.compare(asDouble(), o.asDouble());
            case BOOLEAN -> Boolean.compare((Boolean) value, (Boolean) o.value);
            case NIL -> 0;
            default -> type.isArray() ? text().compareTo(o.text()) : Long.compare(asLong(), o.asLong());
        };
    }

    static int compareStrings(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the sum with a value of the same type, or this value if types differ. */
    Static plus(Static o) {
        if (type != o.type) {
            return this;
        }
        return switch (type) {
            case INT -> of(asLong() + o.asLong());
            case DURATION -> duration(asLong() + o.asLong());
            case FLOAT -> of(asDouble() + o.asDouble());
            default -> this;
        };
    }

    Static dividedBy(long count) {
        return switch (type) {
            case INT -> of((asLong() < 0 ? unsigned(asLong()) : (double) asLong()) / count);
            case DURATION -> duration(asLong() / count);
            case FLOAT -> of(asDouble() / count);
            default -> this;
        };
    }

    /** Tempo averages negative integers as if they were unsigned. */
    private static double unsigned(long value) {
        return (value >>> 1) * 2.0 + (value & 1);
    }

    @Override
    public Type type() {
        return type;
    }

    @Override
    public boolean referencesSpan() {
        return false;
    }

    @Override
    public Static evaluate(SpanFields span) {
        return this;
    }

    @Override
    public String text() {
        return type == Type.STRING ? "`" + value + "`" : plain();
    }

    /** Returns the value as text, strings without quotes. */
    public String plain() {
        return switch (type) {
            case NIL -> "nil";
            case FLOAT -> {
                String text = GoFormat.general((Double) value);
                yield text.contains("e") || text.contains(".") ? text : text + ".0";
            }
            case DURATION -> GoFormat.duration(asLong());
            case STATUS -> ((Status) value).text();
            case KIND -> ((Kind) value).text();
            case STRING_ARRAY, INT_ARRAY, FLOAT_ARRAY, BOOLEAN_ARRAY -> "[" + String.join(", ", texts()) + "]";
            default -> value.toString();
        };
    }

    private List<String> texts() {
        return elements().stream()
                .map(e -> e.type == Type.FLOAT ? GoFormat.general(e.asDouble()) : e.text())
                .toList();
    }
}
