package dev.plumbline.embedded.loki;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Reads OTLP's JSON, which is protobuf's but for ids, which it writes in hexadecimal. */
final class OtlpJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private OtlpJson() {}

    static ExportLogsServiceRequest parse(String text) throws InvalidProtocolBufferException {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ApiError(400, "ReadObject: " + e.getOriginalMessage());
        }
        withBase64Ids(root);
        ExportLogsServiceRequest.Builder builder = ExportLogsServiceRequest.newBuilder();
        JsonFormat.parser().ignoringUnknownFields().merge(root.toString(), builder);
        return builder.build();
    }

    private static void withBase64Ids(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name : List.of("traceId", "spanId", "trace_id", "span_id")) {
                JsonNode id = object.path(name);
                if (id.isTextual()) {
                    object.put(name, Base64.getEncoder().encodeToString(hex(name, id.asText())));
                }
            }
        }
        node.forEach(OtlpJson::withBase64Ids);
    }

    private static byte[] hex(String name, String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw new ApiError(400, name + ": parse " + name + ": " + e.getMessage());
        }
    }
}
