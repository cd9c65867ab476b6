package dev.plumbline.collector.evaluation;

import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.config.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What kind a value is, in the words of the language, and the values that only pass through expressions. */
final class Kinds {
    /** Type of the capsule that stands for a value known only at run time; its content is a {@link Schema.Type}. */
    private static final String UNKNOWN = "unknown";

    private static final String FUNCTION = "function";
    private static final String BYTES = "bytes";

    private Kinds() {}

    static Value unknown(Schema.Type type) {
        return new Value.Capsule(UNKNOWN, type);
    }

    static boolean isUnknown(Value value) {
        return value instanceof Value.Capsule c && c.type().equals(UNKNOWN);
    }

    /** Returns what an unknown value will be. */
    static Schema.Type unknownType(Value unknown) {
        return unknown instanceof Value.Capsule c && c.content() instanceof Schema.Type type ? type : Schema.Type.ANY;
    }

    /** Tells whether a value, or anything in it, is only known at run time. */
    static boolean holdsUnknown(Value value) {
        return switch (value) {
            case Value.Array a -> a.elements().stream().anyMatch(Kinds::holdsUnknown);
            case Value.Obj o -> o.fields().values().stream().anyMatch(Kinds::holdsUnknown);
            default -> isUnknown(value);
        };
    }

    static Value function(Function function) {
        return new Value.Capsule(FUNCTION, function);
    }

    /** A list of numbers below 256 that becomes a string where one is expected: what base64 decodes to. */
    static Value bytes(byte[] bytes) {
        return new Value.Capsule(BYTES, bytes.clone());
    }

    static boolean isBytes(Value value) {
        return value instanceof Value.Capsule c && c.type().equals(BYTES);
    }

    static boolean isArray(Value value) {
        return value instanceof Value.Array || isBytes(value);
    }

    /** Returns the elements of an array. */
    static List<Value> elements(Value value) {
        if (value instanceof Value.Array a) {
            return a.elements();
        }
        if (value instanceof Value.Capsule c && c.content() instanceof byte[] bytes) {
            List<Value> elements = new ArrayList<>(bytes.length);
            for (byte b : bytes) {
                elements.add(new Value.Whole(b & 0xff));
            }
            return elements;
        }
        throw new IllegalArgumentException("not an array: " + name(value));
    }

    /** Returns bytes as text. */
    static String text(Value.Capsule bytes) {
        return new String((byte[]) bytes.content(), StandardCharsets.UTF_8);
    }

    static String name(Value value) {
        return switch (value) {
            case Value.Null n -> "null";
            case Value.Bool b -> "bool";
            case Value.Whole w -> "number";
            case Value.Decimal d -> "number";
            case Value.Text t -> "string";
            case Value.Secret s -> "capsule";
            case Value.Array a -> "array";
            case Value.Obj o -> "object";
            case Value.Capsule c ->
                switch (c.type()) {
                    case FUNCTION -> "function";
                    case BYTES -> "array";
                    case UNKNOWN -> ((Schema.Type) c.content()).kind();
                    default -> "capsule";
                };
        };
    }
}
