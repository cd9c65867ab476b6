package dev.plumbline.collector.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.collector.testkit.PushDecoder.Pushed;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Answers a range query over what is stored, as Loki does: split by labels that it adds itself and by metadata. */
final class StoredEntries {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StoredEntries() {}

    /** Returns the answer to the parameters of a query. */
    static ObjectNode answer(List<Pushed> stored, String rawQuery) {
        Map<String, String> parameters = parameters(rawQuery);
        String selector = parameters.getOrDefault("query", "{}");
        long start = Long.parseLong(parameters.getOrDefault("start", "0"));
        long end = Long.parseLong(parameters.getOrDefault("end", "0"));
        Set<Map.Entry<String, String>> selected = labels(selector).entrySet();
        List<Pushed> hits = stored.stream()
                .filter(e -> e.timestamp() >= start && e.timestamp() < end)
                .filter(e -> labels(e.labels()).entrySet().containsAll(selected))
                .sorted(Comparator.comparingLong(Pushed::timestamp))
                .limit(Long.parseLong(parameters.getOrDefault("limit", "0")))
                .toList();
        ObjectNode answer = JSON.createObjectNode().put("status", "success");
        ArrayNode result = answer.putObject("data").put("resultType", "streams").putArray("result");
        Map<Map<String, String>, ArrayNode> streams = new LinkedHashMap<>();
        for (Pushed hit : hits) {
            Map<String, String> labels = labels(hit.labels());
            labels.put("service_name", "unknown_service");
            labels.put("detected_level", hit.text().contains("error") ? "error" : "unknown");
            labels.putAll(hit.metadata());
            ArrayNode values = streams.computeIfAbsent(labels, key -> {
                ObjectNode stream = result.addObject();
                ObjectNode names = stream.putObject("stream");
                key.forEach(names::put);
                return stream.putArray("values");
            });
            values.addArray().add(Long.toString(hit.timestamp())).add(hit.text());
        }
        return answer;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            parameters.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }

    /** Reads labels whose values hold no quotes. */
    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        String inner = text.substring(1, text.length() - 1);
        for (String pair : inner.isEmpty() ? new String[0] : inner.split(", ")) {
            int equals = pair.indexOf('=');
            labels.put(pair.substring(0, equals), pair.substring(equals + 2, pair.length() - 1));
        }
        return labels;
    }
}
