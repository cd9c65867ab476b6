package dev.plumbline.collector.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.collector.config.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The functions of {@code encoding}. */
final class Encodings {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Encodings() {}

    static Map<String, Value> functions() {
        Map<String, Value> functions = new LinkedHashMap<>();
        functions.put("from_json", Kinds.function(Encodings::fromJson));
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
        names.put("json_decode", Kinds.function(Encodings::fromJson));
        names.put("yaml_decode", Kinds.function(Encodings::fromYaml));
        names.put("base64_decode", Kinds.function(arguments -> fromBase64(arguments, Base64.getDecoder())));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Value fromJson(List<Value> arguments) throws CallException {
        CallArguments.expect(arguments, 1);
        if (CallArguments.anyUnknown(arguments)) {
            return CallArguments.UNKNOWN;
        }
        try {
            JsonNode parsed = JSON.readTree(CallArguments.text(arguments, 0));
            if (parsed.isMissingNode()) {
                throw new CallException("unexpected end of JSON input");
            }
            return value(parsed, true);
        } catch (JsonProcessingException e) {
            throw new CallException("not JSON, in line " + e.getLocation().getLineNr());
        }
    }

    /** Turns JSON into a value; {@code decimals} makes every number a fraction, as Go's own decoder does. */
    static Value value(JsonNode node, boolean decimals) throws CallException {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Value> fields = new LinkedHashMap<>();
                for (Map.Entry<String, JsonNode> field : node.properties()) {
                    fields.put(field.getKey(), value(field.getValue(), decimals));
                }
                yield new Value.Obj(fields);
            }
            case ARRAY -> {
                List<Value> elements = new ArrayList<>();
                for (JsonNode element : node) {
                    elements.add(value(element, decimals));
                }
                yield new Value.Array(elements);
            }
            case BOOLEAN -> new Value.Bool(node.booleanValue());
            case STRING -> new Value.Text(node.textValue());
            case NUMBER -> number(node, decimals);
            default -> new Value.Null();
        };
    }

    private static Value number(JsonNode node, boolean decimals) throws CallException {
        if (!decimals && node.isIntegralNumber()) {
            if (!node.canConvertToLong()) {
                throw new CallException(0, "a whole number of more than 64 bits is not supported");
            }
            return new Value.Whole(node.longValue());
        }
        if (decimals && !Double.isFinite(node.doubleValue())) {
            throw new CallException("cannot unmarshal number " + node.asText() + " into a 64-bit fraction");
        }
        return new Value.Decimal(node.doubleValue());
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
