package dev.plumbline.embedded.tempo.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.util.JsonFormat;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.tempo.store.StoredTrace;
import dev.plumbline.embedded.tempo.store.TraceStore;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.Locale;
import java.util.Optional;

/** Answers {@code /api/traces} and {@code /api/v2/traces}. */
final class TraceApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();
    private static final String PROTOBUF = "application/protobuf";

    private final TraceStore store;

    TraceApi(TraceStore store) {
        this.store = store;
    }

    Response v1(Request request) {
        Optional<TracesData> trace = find(request);
        if (trace.isEmpty()) {
            return Response.empty(404);
        }
        if (wantsProtobuf(request)) {
            return Response.of(200, PROTOBUF, trace.get().toByteArray());
        }
        ObjectNode body = Json.object();
        body.set("batches", json(trace.get()).path("resourceSpans"));
        return Json.response(body);
    }

    Response v2(Request request) {
        Optional<TracesData> trace = find(request);
        if (wantsProtobuf(request)) {
            ByteString inner = trace.map(TracesData::toByteString).orElse(ByteString.EMPTY);
            UnknownFieldSet.Field field =
                    UnknownFieldSet.Field.newBuilder().addLengthDelimited(inner).build();
            UnknownFieldSet body =
                    UnknownFieldSet.newBuilder().addField(1, field).build();
            return Response.of(200, PROTOBUF, body.toByteArray());
        }
        ObjectNode body = Json.object();
        body.set("trace", trace.map(TraceApi::json).orElseGet(Json::object));
        return Json.response(body);
    }

    private static boolean wantsProtobuf(Request request) {
        return request.header("accept").filter(PROTOBUF::equals).isPresent();
    }

    private static JsonNode json(TracesData trace) {
        try {
            return JSON.readTree(PRINTER.print(trace));
        } catch (InvalidProtocolBufferException | JsonProcessingException e) {
            throw new IllegalStateException("a stored trace cannot be written as JSON", e);
        }
    }

    private Optional<TracesData> find(Request request) {
        String id = checked(request.pathVariable("id"));
        Parameters parameters = new Parameters(request);
        Parameters.checkRange(parameters.uint("start"), parameters.uint("end"));
        return store.find(id.replaceFirst("^0+", ""))
                .map(StoredTrace::batches)
                .map(batches ->
                        TracesData.newBuilder().addAllResourceSpans(batches).build());
    }

    private static String checked(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (Character.digit(id.charAt(i), 16) < 0 || id.charAt(i) > 'f') {
                throw new ApiException(
                        400,
                        "trace IDs can only contain hex characters: invalid character '" + id.charAt(i)
                                + "' at position " + (i + 1));
            }
        }
        String digits = id.toLowerCase(Locale.ROOT).replaceFirst("^0+", "");
        if (digits.length() > 32) {
            throw new ApiException(400, "trace IDs can't be larger than 128 bits");
        }
        return digits;
    }
}
