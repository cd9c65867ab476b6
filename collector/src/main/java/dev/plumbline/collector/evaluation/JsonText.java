package dev.plumbline.collector.evaluation;

import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.golang.GoFloats;
import dev.plumbline.collector.golang.GoStrings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes JSON as Go's encoder does: keys in order, what HTML minds escaped. */
final class JsonText {
    private JsonText() {}

    static void write(Value value, StringBuilder out) throws CallException {
        switch (value) {
            case Value.Null n -> out.append("null");
            case Value.Bool b -> out.append(b.value());
            case Value.Whole w -> out.append(w.value());
            case Value.Decimal d -> out.append(decimal(d.value()));
            case Value.Text t -> string(t.value(), out);
            case Value.Obj o -> object(o, out);
            default -> {
                if (!Kinds.isArray(value)) {
                    throw new CallException(0, "a " + Kinds.name(value) + " has no JSON");
                }
                array(Kinds.elements(value), out);
            }
        }
    }

    private static void object(Value.Obj object, StringBuilder out) throws CallException {
        List<Map.Entry<String, Value>> fields = new ArrayList<>(object.fields().entrySet());
        fields.sort((a, b) -> GoStrings.compare(a.getKey(), b.getKey()));
        out.append('{');
        String separator = "";
        for (Map.Entry<String, Value> field : fields) {
            out.append(separator);
            string(field.getKey(), out);
            out.append(':');
            write(field.getValue(), out);
            separator = ",";
        }
        out.append('}');
    }

    private static void array(List<Value> elements, StringBuilder out) throws CallException {
        out.append('[');
        String separator = "";
        for (Value element : elements) {
            out.append(separator);
            write(element, out);
            separator = ",";
        }
        out.append(']');
    }

    private static String decimal(double value) throws CallException {
        if (!Double.isFinite(value)) {
            throw new CallException(0, "json: unsupported value: " + GoFloats.plain(value));
        }
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-6 || size >= 1e21)) {
            return GoFloats.scientific(value).replaceFirst("e-0(\\d)$", "e-$1");
        }
        return GoFloats.plain(value);
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 0x20 || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029) {
                        out.append(String.format("\\u%04x", c));
                    } else {
                        out.appendCodePoint(c);
                    }
                }
            }
        });
        out.append('"');
    }
}
