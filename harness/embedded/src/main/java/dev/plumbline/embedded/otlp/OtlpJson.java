package dev.plumbline.embedded.otlp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** OTLP's JSON: protobuf's, but that ids of traces and spans are hexadecimal and unknown fields are passed over. */
final class OtlpJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

    /** Fields with ids, and their length in bytes. */
    private static final Map<String, Integer> IDS =
            Map.of("traceId", 16, "spanId", 8, "parentSpanId", 8, "trace_id", 16, "span_id", 8, "parent_span_id", 8);

    private OtlpJson() {}

    static void merge(byte[] body, Message.Builder into) {
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            JsonNode root = JSON.readTree(text);
            if (root == null || !root.isObject()) {
                throw new OtlpException(JsonErrors.notAnObject(text));
            }
            ids(text, root);
            PARSER.merge(JSON.writeValueAsString(root), into);
        } catch (JsonProcessingException e) {
            throw new OtlpException(JsonErrors.syntax(text, e));
        } catch (InvalidProtocolBufferException e) {
            throw new OtlpException("ReadObject: " + e.getMessage());
        }
    }

    private static void ids(String text, JsonNode node) {
        if (node instanceof ArrayNode array) {
            array.forEach(element -> ids(text, element));
        } else if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                Integer length = IDS.get(field.getKey());
                if (length != null && field.getValue().isTextual()) {
                    field.setValue(new TextNode(base64(text, field.getValue().asText(), length)));
                } else {
                    ids(text, field.getValue());
                }
            });
        }
    }

    private static String base64(String text, String hex, int length) {
        if (hex.isEmpty()) {
            return "";
        }
        if (hex.length() != 2 * length) {
            throw new OtlpException(JsonErrors.at(text, "\"" + hex + "\"", "ID.UnmarshalJSONIter: length mismatch"));
        }
        try {
            byte[] id = HexFormat.of().parseHex(hex);
            return Base64.getEncoder().encodeToString(id);
        } catch (IllegalArgumentException e) {
            throw new OtlpException(JsonErrors.at(
                    text, "\"" + hex + "\"", "ID.UnmarshalJSONIter: encoding/hex: invalid byte in " + hex));
        }
    }
}
