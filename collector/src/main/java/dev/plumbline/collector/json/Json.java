package dev.plumbline.collector.json;

import dev.plumbline.collector.golang.GoNumber;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value; also what stages extract from a line. Whoever asks for what is not there gets {@code null}, and of that
 * an empty text, 0, false, and no fields: engines and Loki leave out what they have nothing to say about.
 */
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
     * Makes a value of plain Java: maps with text for keys, lists, text, numbers, booleans, null.
     *
     * @throws IllegalArgumentException if there is anything else in it
     */
    static Json of(@Nullable Object value) {
        return switch (value) {
            case null -> none();
            case Json json -> json;
            case String text -> new Text(text);
            case Number number -> new Num(number.doubleValue());
            case Boolean bool -> new Bool(bool);
            case Collection<?> all -> new Array(all.stream().map(Json::of).toList());
            case Map<?, ?> map -> {
                Map<String, Json> fields = new LinkedHashMap<>();
                map.forEach((name, field) -> fields.put(String.valueOf(name), of(field)));
                yield new Obj(fields);
            }
            default -> throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass());
        };
    }

    /** Returns the fields of an object in the order of its text; none of anything else. */
    default Map<String, Json> fields() {
        return Map.of();
    }

    /** Returns the elements of a list; none of anything else. */
    default List<Json> elements() {
        return List.of();
    }

    /** Returns a field of an object. */
    default Json at(String name) {
        return fields().getOrDefault(name, none());
    }

    /** Tells whether it is an object with such a field. */
    default boolean has(String name) {
        return fields().containsKey(name);
    }

    /** Returns a string, number or boolean as text. */
    default String text() {
        return plain().orElse("");
    }

    /** Returns a number. */
    default double number() {
        return this instanceof Num num ? num.value() : 0;
    }

    /** Tells whether it is {@code true}. */
    default boolean isTrue() {
        return this instanceof Bool bool && bool.value();
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
