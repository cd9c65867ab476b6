package dev.plumbline.collector.json;

import dev.plumbline.collector.golang.GoNumber;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value; also what stages extract from a line. */
public sealed interface Json {
    /** {@code null}. */
    record Null() implements Json {
        private static final Null NONE = new Null();
    }

    /** Returns the null. */
    static Json none() {
        return Null.NONE;
    }

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements Json {}

    /** A number; all numbers have 64 bits with a fraction. */
    record Num(double value) implements Json {}

    /** A string. */
    record Text(String value) implements Json {}

    /** A list. */
    record Array(List<Json> elements) implements Json {}

    /** An object, its fields in the order of the text. */
    record Obj(Map<String, Json> fields) implements Json {
        /** Returns an object without fields. */
        public static Obj empty() {
            return new Obj(new LinkedHashMap<>());
        }
    }

    /**
     * Returns a plain value as text, the way labels take it.
     *
     * @return the text of a string, number or boolean; empty for null, lists and objects
     */
    default Optional<String> plain() {
        return switch (this) {
            case Text text -> Optional.of(text.value());
            case Num num -> Optional.of(GoNumber.plain(num.value()));
            case Bool bool -> Optional.of(bool.value() ? "true" : "false");
            case Null none -> Optional.empty();
            case Array array -> Optional.empty();
            case Obj obj -> Optional.empty();
        };
    }
}
