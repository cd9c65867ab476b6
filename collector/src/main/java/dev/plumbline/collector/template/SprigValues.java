package dev.plumbline.collector.template;

import dev.plumbline.collector.json.Json;
import dev.plumbline.collector.json.JsonException;
import dev.plumbline.collector.json.JsonReader;
import dev.plumbline.collector.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sprig's functions on values of any type: defaults, types, JSON and encodings. */
final class SprigValues {
    private SprigValues() {}

    static void addTo(Map<String, Function> all) {
        Functions.variadic(
                all, "default", "aa", c -> c.size() > 1 && Values.truth(c.value(1)) ? c.value(1) : c.value(0));
        Functions.add(all, "empty", "a", c -> !Values.truth(c.value(0)));
        Functions.variadic(
                all,
                "coalesce",
                "a",
                c -> c.arguments().stream().filter(Values::truth).findFirst().orElse(Nil.NIL));
        Functions.variadic(all, "all", "a", c -> c.arguments().stream().allMatch(Values::truth));
        Functions.variadic(all, "any", "a", c -> c.arguments().stream().anyMatch(Values::truth));
        Functions.add(all, "ternary", "aab", c -> c.flag(2) ? c.value(0) : c.value(1));
        Functions.add(all, "typeOf", "a", c -> Values.type(c.value(0)));
        Functions.add(all, "typeIs", "sa", c -> Values.type(c.value(1)).equals(c.text(0)));
        Functions.add(
                all,
                "typeIsLike",
                "sa",
                c -> Values.type(c.value(1)).equals(c.text(0).replaceFirst("^\\*", "")));
        Functions.add(all, "kindOf", "a", c -> Values.kind(c.value(0)));
        Functions.add(all, "kindIs", "sa", c -> Values.kind(c.value(1)).equals(c.text(0)));
        Functions.add(all, "deepEqual", "aa", c -> c.value(0).equals(c.value(1)));
        for (String must : new String[] {"", "must"}) {
            boolean strict = !must.isEmpty();
            Functions.add(all, named(must, "fromJson"), "s", c -> fromJson(c.text(0), strict));
            Functions.add(all, named(must, "toJson"), "a", c -> JsonWriter.write(json(c.value(0))));
            Functions.add(all, named(must, "toRawJson"), "a", c -> raw(JsonWriter.write(json(c.value(0)))));
            Functions.add(all, named(must, "toPrettyJson"), "a", c -> JsonPretty.write(json(c.value(0))));
            Functions.add(all, named(must, "deepCopy"), "a", c -> of(json(c.value(0))));
        }
        Functions.add(all, "b64enc", "s", c -> Base64.getEncoder().encodeToString(bytes(c.text(0))));
        Functions.add(all, "b64dec", "s", c -> decoded(c.text(0)));
        Functions.add(all, "b32enc", "s", c -> Base32.encode(bytes(c.text(0))));
        Functions.add(all, "b32dec", "s", c -> Base32.decode(c.text(0)));
        Paths.addTo(all);
    }

    private static String named(String must, String name) {
        return must.isEmpty() ? name : must + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What is not base64 becomes Go's message, with the place of the first byte that is wrong. */
    private static String decoded(String text) {
        String kept = text.replace("\n", "").replace("\r", "");
        try {
            if (kept.length() % 4 == 0) {
                return new String(Base64.getDecoder().decode(kept), StandardCharsets.UTF_8);
            }
        } catch (IllegalArgumentException e) {
            // falls through to the message
        }
        int at = 0;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "+/\r\n".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return "illegal base64 data at input byte " + (at == text.length() ? at / 4 * 4 : at);
    }

    private static Object fromJson(String text, boolean strict) throws TemplateException {
        try {
            return of(JsonReader.read(text));
        } catch (JsonException e) {
            if (strict) {
                throw new TemplateException(e.getMessage() == null ? "not JSON" : e.getMessage());
            }
            return Nil.NIL;
        }
    }

    static Object of(Json json) {
        return switch (json) {
            case Json.Null none -> Nil.NIL;
            case Json.Bool bool -> bool.value();
            case Json.Num num -> num.value();
            case Json.Text text -> text.value();
            case Json.Array array -> {
                List<Object> list = new ArrayList<>();
                array.elements().forEach(element -> list.add(of(element)));
                yield list;
            }
            case Json.Obj obj -> {
                Map<String, Object> map = new HashMap<>();
                obj.fields().forEach((name, value) -> map.put(name, of(value)));
                yield map;
            }
        };
    }

    static Json json(Object value) {
        return switch (value) {
            case Boolean bool -> new Json.Bool(bool);
            case Long number -> new Json.Num(number);
            case Int64 number -> new Json.Num(number.value());
            case Double number -> new Json.Num(number);
            case String text -> new Json.Text(text);
            case List<?> list ->
                new Json.Array(list.stream().map(SprigValues::json).toList());
            case Map<?, ?> map -> {
                Map<String, Json> fields = new LinkedHashMap<>();
                map.forEach((name, element) -> fields.put((String) name, json(element)));
                yield new Json.Obj(fields);
            }
            default -> Json.none();
        };
    }

    private static String raw(String json) {
        return json.replace("\\u003c", "<").replace("\\u003e", ">").replace("\\u0026", "&");
    }
}
