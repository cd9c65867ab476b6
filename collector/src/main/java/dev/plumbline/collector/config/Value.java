package dev.plumbline.collector.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of the configuration language. */
public sealed interface Value {
    /** The absent value. */
    record Null() implements Value {}

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements Value {}

    /** A whole number that fits 64 bits. */
    record Whole(long value) implements Value {}

    /** A number with a fraction or exponent. */
    record Decimal(double value) implements Value {}

    /** A string. */
    record Text(String value) implements Value {}

    /** A string that is never shown; {@code toString} hides it. */
    record Secret(String value) implements Value {
        @Override
        public String toString() {
            return "(secret)";
        }
    }

    /** A list. */
    record Array(List<Value> elements) implements Value {
        public Array {
            elements = List.copyOf(elements);
        }
    }

    /** An object; keeps the order in which its fields were written. */
    record Obj(Map<String, Value> fields) implements Value {
        public Obj {
            fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        /** Makes an object of strings, such as a target of its labels. */
        public static Obj ofTexts(Map<String, String> texts) {
            Map<String, Value> fields = new LinkedHashMap<>();
            texts.forEach((name, text) -> fields.put(name, new Text(text)));
            return new Obj(fields);
        }
    }

    /** Something of ours that only passes through the language, such as a receiver of log entries or relabel rules. */
    record Capsule(String type, Object content) implements Value {}
}
