package dev.plumbline.collector.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.collector.config.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes values of JSON. Apart from {@link Encodings}, so that who does not call {@code encoding.from_json} does not have
 * Jackson's classes in memory.
 */
final class JsonValues {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JsonValues() {}

    static Value fromJson(List<Value> arguments) throws CallException {
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
}
