package dev.plumbline.embedded.loki;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.loki.logql.Entry;
import dev.plumbline.embedded.loki.logql.Labels;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns OTLP logs into streams: some resource attributes become labels, everything else structured metadata. */
final class OtlpDecoder {
    private final Settings settings;
    private final Clock clock;

    OtlpDecoder(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    List<PushStream> decode(Request request) {
        ExportLogsServiceRequest logs = read(request);
        Map<Labels, List<Entry>> streams = new LinkedHashMap<>();
        for (ResourceLogs resource : logs.getResourceLogsList()) {
            Map<String, String> labels = new LinkedHashMap<>();
            Map<String, String> metadata = new LinkedHashMap<>();
            resource.getResource().getAttributesList().forEach(attribute -> {
                boolean indexed = settings.indexedAttributes().contains(attribute.getKey());
                flatten(indexed ? labels : metadata, "", attribute);
            });
            addServiceName(labels);
            List<Entry> entries = streams.computeIfAbsent(Labels.of(labels), l -> new ArrayList<>());
            for (ScopeLogs scope : resource.getScopeLogsList()) {
                Map<String, String> scoped = scope(scope.getScope());
                for (LogRecord entry : scope.getLogRecordsList()) {
                    entries.add(entry(entry, metadata, scoped));
                }
            }
        }
        List<PushStream> all = new ArrayList<>();
        streams.forEach((labels, entries) -> {
            if (!entries.isEmpty()) {
                all.add(new PushStream(labels, entries));
            }
        });
        return logs.getResourceLogsCount() == 0 ? List.of() : all;
    }

    /** Returns an error as OTLP has it: a status message in protobuf, whatever the request came in. */
    static Response refusal(ApiError error) {
        byte[] text = String.valueOf(error.getMessage()).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CodedOutputStream message = CodedOutputStream.newInstance(out);
        try {
            message.writeByteArray(2, text);
            message.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Response.of(error.status(), "application/octet-stream", out.toByteArray());
    }

    private static ExportLogsServiceRequest read(Request request) {
        String encoding = request.header("Content-Encoding").orElse("");
        if (!encoding.isEmpty() && !encoding.equals("gzip")) {
            throw new ApiError(
                    400,
                    "unsupported content encoding " + encoding + ": only gzip, lz4 and zstd are supported"
                            + " (the stand-in: only gzip)");
        }
        String type = request.header("Content-Type").orElse("");
        try {
            return switch (type) {
                case "application/x-protobuf" -> ExportLogsServiceRequest.parseFrom(request.body());
                case "application/json" -> OtlpJson.parse(request.text());
                default -> throw new ApiError(400, "content type: " + type + " is not supported");
            };
        } catch (InvalidProtocolBufferException e) {
            throw new ApiError(400, PushDecoder.message(e));
        }
    }

    private void addServiceName(Map<String, String> labels) {
        if (settings.serviceNames().isEmpty()
                || !labels.getOrDefault("service_name", "").isEmpty()) {
            return;
        }
        String name = settings.serviceNames().stream()
                .map(candidate -> labels.getOrDefault(candidate, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("unknown_service");
        labels.put("service_name", name);
    }

    private static void flatten(Map<String, String> into, String prefix, KeyValue attribute) {
        String name = OtlpNames.label(prefix.isEmpty() ? attribute.getKey() : prefix + "_" + attribute.getKey());
        AnyValue value = attribute.getValue();
        if (value.hasKvlistValue()) {
            value.getKvlistValue().getValuesList().forEach(inner -> flatten(into, name, inner));
        } else {
            into.put(name, OtlpValues.text(value));
        }
    }

    private static Map<String, String> scope(InstrumentationScope scope) {
        Map<String, String> metadata = new LinkedHashMap<>();
        scope.getAttributesList().forEach(a -> flatten(metadata, "", a));
        put(metadata, "scope_name", scope.getName());
        put(metadata, "scope_version", scope.getVersion());
        put(metadata, "scope_dropped_attributes_count", number(scope.getDroppedAttributesCount()));
        return metadata;
    }

    private Entry entry(LogRecord log, Map<String, String> resource, Map<String, String> scope) {
        Map<String, String> metadata = new LinkedHashMap<>();
        log.getAttributesList().forEach(a -> flatten(metadata, "", a));
        if (log.getTimeUnixNano() != 0) {
            put(metadata, "observed_timestamp", number(log.getObservedTimeUnixNano()));
        }
        put(metadata, "severity_number", number(log.getSeverityNumberValue()));
        put(metadata, "severity_text", log.getSeverityText());
        put(metadata, "dropped_attributes_count", number(log.getDroppedAttributesCount()));
        put(metadata, "flags", number(log.getFlags()));
        put(metadata, "trace_id", hex(log.getTraceId()));
        put(metadata, "span_id", hex(log.getSpanId()));
        metadata.putAll(resource);
        metadata.putAll(scope);
        return new Entry(time(log), OtlpValues.text(log.getBody()), Labels.of(metadata));
    }

    private long time(LogRecord log) {
        if (log.getTimeUnixNano() != 0) {
            return log.getTimeUnixNano();
        }
        return log.getObservedTimeUnixNano() != 0 ? log.getObservedTimeUnixNano() : Times.nanos(clock.instant());
    }

    private static void put(Map<String, String> into, String name, String value) {
        if (!value.isEmpty()) {
            into.put(name, value);
        }
    }

    private static String number(long value) {
        return value == 0 ? "" : Long.toUnsignedString(value);
    }

    private static String hex(ByteString id) {
        byte[] bytes = id.toByteArray();
        for (byte b : bytes) {
            if (b != 0) {
                return HexFormat.of().formatHex(bytes);
            }
        }
        return "";
    }
}
