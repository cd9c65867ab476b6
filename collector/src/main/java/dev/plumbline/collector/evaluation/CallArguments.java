package dev.plumbline.collector.evaluation;

import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.golang.GoFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the arguments of a call into what the function works on. */
final class CallArguments {
    static final Value UNKNOWN = Kinds.unknown(Schema.Type.ANY);
    static final Value UNKNOWN_TEXT = Kinds.unknown(Schema.Type.STRING);

    private CallArguments() {}

    /** A function of so many strings that yields a string. */
    interface OfTexts {
        String apply(List<String> texts) throws CallException;
    }

    static Value texts(int count, OfTexts function) {
        return Kinds.function(arguments -> {
            expect(arguments, count);
            List<String> texts = new ArrayList<>();
            boolean unknown = false;
            for (int i = 0; i < count; i++) {
                unknown |= Kinds.isUnknown(arguments.get(i)) && maybe(arguments.get(i), "string");
                texts.add(unknown ? "" : text(arguments, i));
            }
            return unknown ? UNKNOWN_TEXT : new Value.Text(function.apply(texts));
        });
    }

    static void expect(List<Value> arguments, int count) throws CallException {
        if (arguments.size() != count) {
            throw new CallException("expected " + count + " args, got " + arguments.size());
        }
    }

    static boolean anyUnknown(List<Value> arguments) {
        return arguments.stream().anyMatch(Kinds::holdsUnknown);
    }

    /** Tells whether an unknown value may turn out to be of that kind. */
    static boolean maybe(Value unknown, String kind) {
        return Kinds.name(unknown).equals(kind) || Kinds.name(unknown).equals("value");
    }

    /** Returns an unknown array: of targets where every known and unknown part is one, else of anything. */
    static Value unknownArray(List<Value> parts) {
        return parts.stream().filter(Kinds::isUnknown).distinct().count() == 1
                ? parts.stream().filter(Kinds::isUnknown).findFirst().orElse(UNKNOWN)
                : UNKNOWN;
    }

    static String text(List<Value> arguments, int index) throws CallException {
        return Conversion.text(arguments.get(index))
                .orElseThrow(
                        () -> new CallException(index, "should be string, got " + Kinds.name(arguments.get(index))));
    }

    static List<String> textList(List<Value> arguments, int index) throws CallException {
        Value list = arguments.get(index);
        if (list instanceof Value.Null) {
            return List.of();
        }
        if (!Kinds.isArray(list)) {
            throw new CallException(index, "should be array, got " + Kinds.name(list));
        }
        List<String> texts = new ArrayList<>();
        for (Value element : Kinds.elements(list)) {
            texts.add(Conversion.text(element)
                    .orElseThrow(() -> new CallException(index, "should be string, got " + Kinds.name(element))));
        }
        return texts;
    }

    static String sprintf(String format, List<Value> arguments) throws CallException {
        List<@Nullable Object> plain = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i++) {
            plain.add(plain(arguments.get(i), i));
        }
        try {
            return GoFormat.sprintf(format, plain);
        } catch (IllegalArgumentException e) {
            throw new CallException(0, String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Object plain(Value value, int index) throws CallException {
        return switch (value) {
            case Value.Null n -> null;
            case Value.Bool b -> b.value();
            case Value.Whole w -> w.value();
            case Value.Decimal d -> d.value();
            case Value.Text t -> t.value();
            case Value.Obj o -> {
                Map<String, @Nullable Object> fields = new HashMap<>();
                for (Map.Entry<String, Value> field : o.fields().entrySet()) {
                    fields.put(field.getKey(), plain(field.getValue(), index));
                }
                yield fields;
            }
            default -> {
                if (!Kinds.isArray(value)) {
                    throw new CallException(index, "a " + Kinds.name(value) + " cannot be formatted");
                }
                List<@Nullable Object> elements = new ArrayList<>();
                for (Value element : Kinds.elements(value)) {
                    elements.add(plain(element, index));
                }
                yield elements;
            }
        };
    }
}
