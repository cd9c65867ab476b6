package dev.plumbline.harness.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The queries of panels that may come back empty in a healthy stack, each with its reason. */
public final class ExpectedEmpty {
    private final List<Entry> entries;

    private ExpectedEmpty(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * One query that may be empty.
     *
     * @param dashboard uid
     * @param panel title
     * @param refId name of the query
     * @param reason why
     */
    public record Entry(String dashboard, String panel, String refId, String reason) {}

    /**
     * Reads {@code config/grafana/expected-empty.yaml}.
     *
     * @throws DashboardException if an entry lacks one of dashboard, panel, refId and reason
     */
    public static ExpectedEmpty read(Path file) {
        JsonNode yaml;
        try {
            yaml = YAMLMapper.builder().build().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
        List<Entry> entries = new ArrayList<>();
        for (JsonNode one : yaml.path("panels")) {
            for (String key : List.of("dashboard", "panel", "refId", "reason")) {
                if (one.path(key).asText("").isBlank()) {
                    throw new DashboardException(file + ": an entry has no '" + key + "': " + one);
                }
            }
            entries.add(new Entry(
                    one.path("dashboard").asText(),
                    one.path("panel").asText(),
                    one.path("refId").asText(),
                    one.path("reason").asText()));
        }
        return new ExpectedEmpty(entries);
    }

    /** Returns all entries. */
    public List<Entry> entries() {
        return entries;
    }

    /** Returns why a query may be empty, or nothing if it may not. */
    public Optional<String> reason(String dashboard, String panel, String refId) {
        return entries.stream()
                .filter(e -> e.dashboard().equals(dashboard)
                        && e.panel().equals(panel)
                        && e.refId().equals(refId))
                .map(Entry::reason)
                .findFirst();
    }
}
