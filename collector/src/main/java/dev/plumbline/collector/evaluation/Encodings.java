package dev.plumbline.collector.evaluation;

import dev.plumbline.collector.config.Value;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The functions of {@code encoding}. */
final class Encodings {
    private Encodings() {}

    static Map<String, Value> functions() {
        Map<String, Value> functions = new LinkedHashMap<>();
        functions.put("from_json", Kinds.function(JsonValues::fromJson));
        functions.put("from_yaml", Kinds.function(Encodings::fromYaml));
        functions.put("from_base64", Kinds.function(arguments -> fromBase64(arguments, Base64.getDecoder())));
        functions.put("from_URLbase64", Kinds.function(arguments -> fromBase64(arguments, Base64.getUrlDecoder())));
        functions.put("to_json", Kinds.function(Encodings::toJson));
        functions.put(
                "to_base64", CallArguments.texts(1, t -> Base64.getEncoder().encodeToString(bytes(t.get(0)))));
        functions.put(
                "to_URLbase64",
                CallArguments.texts(1, t -> Base64.getUrlEncoder().encodeToString(bytes(t.get(0)))));
        functions.put("url_encode", CallArguments.texts(1, t -> UrlText.encode(t.get(0))));
        functions.put("url_decode", CallArguments.texts(1, t -> UrlText.decode(t.get(0))));
        return functions;
    }

    static void deprecated(Map<String, Value> names) {
        names.put("json_decode", Kinds.function(JsonValues::fromJson));
        names.put("yaml_decode", Kinds.function(Encodings::fromYaml));
        names.put("base64_decode", Kinds.function(arguments -> fromBase64(arguments, Base64.getDecoder())));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Value fromYaml(List<Value> arguments) throws CallException {
        CallArguments.expect(arguments, 1);
        if (CallArguments.anyUnknown(arguments)) {
            return CallArguments.UNKNOWN;
        }
        try {
            return YamlValues.parse(CallArguments.text(arguments, 0));
        } catch (IllegalArgumentException e) {
            throw new CallException(String.valueOf(e.getMessage()));
        }
    }

    /** Go leaves out line ends inside base64. */
    private static Value fromBase64(List<Value> arguments, Base64.Decoder decoder) throws CallException {
        CallArguments.expect(arguments, 1);
        if (CallArguments.anyUnknown(arguments)) {
            return CallArguments.UNKNOWN_TEXT;
        }
        String text = CallArguments.text(arguments, 0).replace("\n", "").replace("\r", "");
        try {
            if (text.length() % 4 != 0) {
                throw new CallException("illegal base64 data: the length is no multiple of 4; is the padding missing?");
            }
            byte[] decoded = decoder.decode(text);
            if (!java.util.Arrays.equals(decoded, bytes(new String(decoded, StandardCharsets.UTF_8)))) {
                throw new CallException(0, "base64 of bytes that are no UTF-8 is not supported");
            }
            return Kinds.bytes(decoded);
        } catch (IllegalArgumentException e) {
            throw new CallException("illegal base64 data");
        }
    }

    private static Value toJson(List<Value> arguments) throws CallException {
        CallArguments.expect(arguments, 1);
        if (CallArguments.anyUnknown(arguments)) {
            return CallArguments.UNKNOWN_TEXT;
        }
        if (!(arguments.getFirst() instanceof Value.Obj object)) {
            throw new CallException("jsonEncode only supports map");
        }
        StringBuilder out = new StringBuilder();
        JsonText.write(object, out);
        return new Value.Text(out.toString());
    }
}
