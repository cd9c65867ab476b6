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
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Answers {@code /api/traces} and {@code /api/v2/traces}. */
final class TraceApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();
    private static final String PROTOBUF = "application/protobuf";

    private static final String HEX = "[0-9a-fA-F]";
    private static final Pattern BLOCK = Pattern.compile("(urn:uuid:)?\\{?" + HEX + "{8}-" + HEX + "{4}-" + HEX + "{4}-"
            + HEX + "{4}-" + HEX + "{12}}?|" + HEX + "{32}");
    private static final Set<Integer> UUID_LENGTHS = Set.of(32, 36, 38, 45);
    private static final Set<String> MODES = Set.of("all", "ingesters", "blocks", "external");

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
        return request.header("accept").filter(a -> a.contains(PROTOBUF)).isPresent();
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
        String mode = parameters.text("mode").orElse("all");
        if (!MODES.contains(mode)) {
            throw new ApiException(400, "invalid value for mode " + mode);
        }
        if (!mode.equals("ingesters")) {
            checkBlock(parameters, "blockStart", "blockstart");
            checkBlock(parameters, "blockEnd", "blockEnd");
            long start = seconds(parameters, "start");
            long end = seconds(parameters, "end");
            if (start != 0 && end != 0 && end <= start) {
                throw new ApiException(
                        400, "http parameter start must be before end. received start=" + start + " end=" + end);
            }
        }
        return mode.equals("blocks") || mode.equals("external")
                ? Optional.empty() // everything is young here
                : store.find(id.replaceFirst("^0+", ""))
                        .map(StoredTrace::batches)
                        .map(batches -> TracesData.newBuilder()
                                .addAllResourceSpans(batches)
                                .build());
    }

    private static void checkBlock(Parameters parameters, String name, String called) {
        String id = parameters.text(name).orElse("");
        if (!id.isEmpty() && !BLOCK.matcher(id).matches()) {
            int length = id.getBytes(StandardCharsets.UTF_8).length;
            throw new ApiException(
                    400,
                    "invalid value for " + called + ": invalid UUID "
                            + (UUID_LENGTHS.contains(length) ? "format" : "length: " + length));
        }
    }

    private static long seconds(Parameters parameters, String name) {
        String text = parameters.text(name).orElse("0");
        String problem = "invalid " + name + ": strconv.ParseInt: parsing " + Parameters.quoted(text) + ": ";
        if (!text.matches("[+-]?\\d+")) {
            throw new ApiException(400, problem + "invalid syntax");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ApiException(400, problem + "value out of range");
        }
    }

    private static String checked(String id) {
        if (id.isEmpty()) {
            throw new ApiException(404, "404 page not found\n");
        }
        for (int i = 0; i < id.length(); i++) {
            if (Character.digit(id.charAt(i), 16) < 0 || id.charAt(i) > 'f') {
                throw new ApiException(
                        400,
                        "trace IDs can only contain hex characters: invalid character '" + id.charAt(i)
                                + "' at position " + (i + 1));
            }
        }
        if (id.length() > 32) {
            throw new ApiException(400, "trace IDs can't be larger than 128 bits");
        }
        return id.toLowerCase(Locale.ROOT);
    }
}
