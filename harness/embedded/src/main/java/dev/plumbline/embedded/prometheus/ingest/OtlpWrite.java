package dev.plumbline.embedded.prometheus.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.util.JsonFormat;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.storage.Exemplar;
import dev.plumbline.embedded.prometheus.storage.Tsdb;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Takes in OTLP metrics over HTTP, protobuf or JSON. */
public final class OtlpWrite {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Tsdb tsdb;
    private final java.util.function.Supplier<List<String>> promoted;

    /**
     * Writes to a store.
     *
     * @param promoted resource attributes that become labels of every series
     */
    public OtlpWrite(Tsdb tsdb, java.util.function.Supplier<List<String>> promoted) {
        this.tsdb = tsdb;
        this.promoted = promoted;
    }

    /** Answers a request: 200, or an error and nothing is stored. */
    public Response handle(Request request) {
        String type = request.header("content-type").orElse("").split(";", 2)[0].strip();
        ExportMetricsServiceRequest export;
        try {
            export = switch (type) {
                case "application/x-protobuf" -> ExportMetricsServiceRequest.parseFrom(request.body());
                case "application/json" -> json(request.text());
                default ->
                    throw new IOException("unsupported content type: " + type
                            + ", supported: [application/json, application/x-protobuf]");
            };
        } catch (IOException e) {
            return Response.text(400, e.getMessage() + "\n");
        }
        OtlpPoints points = new OtlpPoints();
        try {
            export.getResourceMetricsList()
                    .forEach(r -> points.add(
                            new OtlpResource(r.getResource().getAttributesList(), promoted.get()),
                            r.getScopeMetricsList()));
        } catch (IllegalArgumentException e) {
            return Response.text(500, e.getMessage() + "\n");
        }
        points.samples().forEach(s -> tsdb.append(s.labels(), s.time(), s.value()));
        points.histograms().forEach((labels, time) -> tsdb.appendHistogram(labels, time));
        points.exemplars().forEach((labels, exemplars) -> exemplars.forEach(e -> exemplar(labels, e)));
        return Response.empty(200);
    }

    private void exemplar(Labels labels, Exemplar exemplar) {
        tsdb.exemplars().add(labels, exemplar);
    }

    /** OTLP writes ids in hexadecimal where protobuf's own JSON wants base64. */
    private static ExportMetricsServiceRequest json(String text) throws IOException {
        JsonNode tree = JSON.readTree(text);
        if (tree == null || !tree.isObject()) {
            throw new IOException("expected a JSON object");
        }
        for (String name : List.of("traceId", "spanId")) {
            for (JsonNode parent : tree.findParents(name)) {
                String hex = parent.get(name).asText();
                try {
                    ((ObjectNode) parent)
                            .put(
                                    name,
                                    Base64.getEncoder()
                                            .encodeToString(HexFormat.of().parseHex(hex)));
                } catch (IllegalArgumentException e) {
                    throw new IOException(name + " is not hexadecimal: " + hex, e);
                }
            }
        }
        ExportMetricsServiceRequest.Builder builder = ExportMetricsServiceRequest.newBuilder();
        JsonFormat.parser().ignoringUnknownFields().merge(tree.toString(), builder);
        return builder.build();
    }
}
