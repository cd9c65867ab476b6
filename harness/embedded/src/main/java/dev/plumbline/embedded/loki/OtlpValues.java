package dev.plumbline.embedded.loki;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.plumbline.embedded.gotemplate.GoStrings;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.Base64;
import java.util.TreeMap;

/** Writes attribute values as text: scalars as they are, maps and lists as JSON. */
final class OtlpValues {
    private OtlpValues() {}

    static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> String.valueOf(value.getBoolValue());
            case INT_VALUE -> String.valueOf(value.getIntValue());
            case DOUBLE_VALUE -> number(value.getDoubleValue());
            case BYTES_VALUE ->
                Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray());
            case ARRAY_VALUE, KVLIST_VALUE -> json(value).toString();
            case VALUE_NOT_SET -> "";
            default -> "";
        };
    }

    private static String number(double value) {
        return Double.isFinite(value)
                ? (Math.abs(value) >= 1e21 ? GoStrings.formatFloat(value) : GoStrings.plain(value))
                : "json: unsupported value: " + GoStrings.plain(value);
    }

    private static JsonNode json(AnyValue value) {
        return switch (value.getValueCase()) {
            case ARRAY_VALUE -> {
                ArrayNode list = JsonNodeFactory.instance.arrayNode();
                value.getArrayValue().getValuesList().forEach(v -> list.add(json(v)));
                yield list;
            }
            case KVLIST_VALUE -> {
                TreeMap<String, JsonNode> sorted = new TreeMap<>();
                value.getKvlistValue().getValuesList().forEach(kv -> sorted.put(kv.getKey(), json(kv.getValue())));
                yield JsonNodeFactory.instance.objectNode().setAll(sorted);
            }
            case BOOL_VALUE -> BooleanNode.valueOf(value.getBoolValue());
            case INT_VALUE -> LongNode.valueOf(value.getIntValue());
            case DOUBLE_VALUE -> DecimalNode.valueOf(new java.math.BigDecimal(GoStrings.plain(value.getDoubleValue())));
            case VALUE_NOT_SET -> NullNode.getInstance();
            default -> TextNode.valueOf(text(value));
        };
    }
}
