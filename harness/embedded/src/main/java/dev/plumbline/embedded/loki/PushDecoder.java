package dev.plumbline.embedded.loki;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.loki.logql.Entry;
import dev.plumbline.embedded.loki.logql.Labels;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.xerial.snappy.Snappy;

/** Decodes bodies of the push API: snappy compressed protobuf, and JSON where the content type says so. */
final class PushDecoder {
    private static final String UNREADABLE = "loghttp.PushRequest.Streams: []loghttp.LogProtoStream: ";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PushDecoder() {}

    /**
     * Decodes a body.
     *
     * @throws ApiError 400 if it cannot be read
     */
    static List<PushStream> decode(Request request) {
        String type = request.header("Content-Type").orElse("").split(";", 2)[0].trim();
        if (type.isEmpty()) {
            throw new ApiError(400, "mime: no media type");
        }
        if (request.header("Content-Type").orElse("").matches(".*;\\s*;.*")) {
            throw new ApiError(400, "mime: invalid media parameter");
        }
        byte[] body = body(request);
        try {
            return type.toLowerCase(Locale.ROOT).equals("application/json") ? json(body) : protobuf(body);
        } catch (IOException e) {
            throw new ApiError(400, message(e));
        }
    }

    /** Says what Go's decoder says where a message breaks off. */
    static String message(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith("While parsing a protocol message, the input ended") ? "unexpected EOF" : message;
    }

    private static byte[] body(Request request) {
        String encoding = request.header("Content-Encoding").orElse("");
        return switch (encoding) {
            case "gzip" -> {
                // what is gzip was undone, and its header taken away, before it came here
                if (request.header("Content-Type").orElse("").startsWith("application/json")) {
                    throw new ApiError(400, "gzip: invalid header");
                }
                yield request.body();
            }
            case "", "snappy" -> request.body();
            case "deflate" -> {
                try (InflaterInputStream in =
                        new InflaterInputStream(new ByteArrayInputStream(request.body()), new Inflater(true))) {
                    yield in.readAllBytes();
                } catch (IOException e) {
                    throw new ApiError(400, "flate: corrupt input: " + e.getMessage());
                }
            }
            default -> throw new ApiError(400, "Content-Encoding \"" + encoding + "\" not supported");
        };
    }

    private static List<PushStream> json(byte[] body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new ApiError(
                    400,
                    "loghttp.PushRequest.readFieldHash: " + e.getOriginalMessage() + ", error found in #"
                            + Math.max(
                                    1,
                                    e.getLocation() == null
                                            ? 1
                                            : e.getLocation().getByteOffset())
                            + " byte");
        } catch (IOException e) {
            throw new ApiError(400, String.valueOf(e.getMessage()));
        }
        if (root == null || root.isMissingNode()) {
            throw new ApiError(400, "EOF");
        }
        if (root.isNull()) {
            return List.of();
        }
        if (!root.isObject()) {
            throw new ApiError(
                    400,
                    "readObjectStart: expect { or n, but found "
                            + root.toString().charAt(0) + ", error found in #1 byte");
        }
        JsonNode list = root.path("streams");
        if (!list.isArray() && !list.isNull() && !list.isMissingNode()) {
            throw new ApiError(
                    400,
                    UNREADABLE + "decode slice: expect [ or n, but found "
                            + list.toString().charAt(0));
        }
        List<PushStream> streams = new ArrayList<>();
        for (JsonNode stream : list) {
            streams.add(stream(stream));
        }
        return streams;
    }

    private static PushStream stream(JsonNode stream) {
        Map<String, String> labels = new LinkedHashMap<>();
        stream.path("stream").properties().forEach(l -> labels.put(l.getKey(), text(l.getValue())));
        // the real one writes the labels out and reads them back, which is what refuses an odd name
        Labels.of(labels).forEach((name, value) -> checkName(labels, name));
        List<Entry> entries = new ArrayList<>();
        for (JsonNode value : stream.path("values")) {
            entries.add(entry(value));
        }
        return new PushStream(Labels.of(labels), entries);
    }

    private static void checkName(Map<String, String> labels, String name) {
        if (!name.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
            LabelText.parse(Labels.of(labels).toString());
        }
    }

    private static Entry entry(JsonNode value) {
        String timestamp = value.path(0).asText();
        if (!timestamp.matches("-?[0-9]{1,19}") || !value.path(0).isTextual()) {
            throw new ApiError(
                    400,
                    UNREADABLE + "unmarshalerDecoder: Value looks like Number/Boolean/None, but can't find its end: ','"
                            + " or '}' symbol, error found in timestamp \"" + timestamp + "\"");
        }
        if (!value.path(1).isTextual() && !value.path(1).isMissingNode()) {
            throw new ApiError(
                    400,
                    UNREADABLE
                            + "unmarshalerDecoder: Value is string, but can't find closing '\"' symbol, error found in"
                            + " line " + value.path(1));
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        JsonNode third = value.path(2);
        if (!third.isMissingNode() && !third.isObject()) {
            throw new ApiError(
                    400,
                    "loghttp.PushRequest.Streams: []loghttp.LogProtoStream: unmarshalerDecoder: the third element of an"
                            + " entry, structured metadata, must be an object");
        }
        third.properties().forEach(m -> {
            if (!m.getValue().isTextual()) {
                throw new ApiError(
                        400,
                        "loghttp.PushRequest.Streams: []loghttp.LogProtoStream: unmarshalerDecoder: Value is not a"
                                + " string, error found in structured metadata \"" + m.getKey() + "\"");
            }
            // a name that cannot be made one fails the request, whatever its value
            OtlpNames.label(m.getKey());
            metadata.put(m.getKey(), m.getValue().asText());
        });
        return new Entry(Long.parseLong(timestamp), text(value.path(1)), Labels.of(metadata));
    }

    private static String text(JsonNode node) {
        return node.isContainerNode() ? node.toString() : node.asText();
    }

    private static List<PushStream> protobuf(byte[] body) throws IOException {
        byte[] plain;
        try {
            if (!Snappy.isValidCompressedBuffer(body)) {
                throw new ApiError(400, "snappy: corrupt input");
            }
            plain = Snappy.uncompress(body);
        } catch (IOException e) {
            throw new ApiError(400, "snappy: corrupt input");
        }
        CodedInputStream in = CodedInputStream.newInstance(plain);
        List<PushStream> streams = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == 1) {
                int limit = in.pushLimit(in.readRawVarint32());
                streams.add(protobufStream(in));
                in.popLimit(limit);
            } else {
                in.skipField(tag);
            }
        }
        return streams;
    }

    private static PushStream protobufStream(CodedInputStream in) throws IOException {
        String labels = "";
        List<Entry> entries = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> labels = in.readString();
                case 2 -> {
                    int limit = in.pushLimit(in.readRawVarint32());
                    entries.add(protobufEntry(in));
                    in.popLimit(limit);
                }
                default -> in.skipField(tag);
            }
        }
        return new PushStream(LabelText.parse(labels), entries);
    }

    private static Entry protobufEntry(CodedInputStream in) throws IOException {
        long nanos = 0;
        String line = "";
        Map<String, String> metadata = new LinkedHashMap<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> {
                    int limit = in.pushLimit(in.readRawVarint32());
                    nanos = timestamp(in);
                    in.popLimit(limit);
                }
                case 2 -> line = in.readString();
                case 3 -> {
                    int limit = in.pushLimit(in.readRawVarint32());
                    pair(in, metadata);
                    in.popLimit(limit);
                }
                default -> in.skipField(tag);
            }
        }
        return new Entry(nanos, line, metadata.isEmpty() ? Labels.EMPTY : Labels.of(metadata));
    }

    private static long timestamp(CodedInputStream in) throws IOException {
        long seconds = 0;
        int nanos = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> seconds = in.readInt64();
                case 2 -> nanos = in.readInt32();
                default -> in.skipField(tag);
            }
        }
        return seconds * 1_000_000_000L + nanos;
    }

    private static void pair(CodedInputStream in, Map<String, String> into) throws IOException {
        String name = "";
        String value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> name = in.readString();
                case 2 -> value = in.readString();
                default -> in.skipField(tag);
            }
        }
        into.put(name, value);
    }
}
