package dev.plumbline.harness.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.plumbline.harness.failure.ConfigurationFailure;
import dev.plumbline.harness.stack.Expectations.EmptyPanel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Panels that may be empty, each with a reason, from {@code config/grafana/expected-empty.yaml}:
 *
 * <pre>{@code
 * panels:
 *   - dashboard: observability-stack-health
 *     panel: Notifications failed
 *     refId: A
 *     reason: nothing fails on a healthy stack
 * }</pre>
 */
public final class ExpectedEmpty {
    private final Map<String, String> reasons;

    private ExpectedEmpty(Map<String, String> reasons) {
        this.reasons = reasons;
    }

    /**
     * Reads the file.
     *
     * @param file may be missing: then no panel may be empty
     * @throws ConfigurationFailure if it is not of that form or a reason is missing
     */
    public static ExpectedEmpty read(Path file) {
        Map<String, String> reasons = new LinkedHashMap<>();
        if (Files.exists(file)) {
            try {
                JsonNode root = YAMLMapper.builder().build().readTree(Files.readString(file));
                for (JsonNode panel : root == null
                        ? com.fasterxml.jackson.databind.node.MissingNode.getInstance()
                        : root.path("panels")) {
                    read(file, panel, reasons);
                }
            } catch (IOException e) {
                throw new ConfigurationFailure(file + " cannot be read: " + e.getMessage(), e);
            }
        }
        return new ExpectedEmpty(reasons);
    }

    /** Returns these and those that another stack allows. */
    public ExpectedEmpty and(List<EmptyPanel> panels) {
        Map<String, String> all = new LinkedHashMap<>(reasons);
        panels.forEach(p -> all.put(key(p.dashboard(), p.panel(), p.refId()), p.reason()));
        return new ExpectedEmpty(all);
    }

    private static void read(Path file, JsonNode panel, Map<String, String> reasons) {
        String reason = panel.path("reason").asText("");
        String title = panel.path("panel").asText("");
        if (reason.isBlank() || title.isBlank() || !panel.has("dashboard") || !panel.has("refId")) {
            throw new ConfigurationFailure(
                    file + ": expected dashboard, panel, refId and a reason for each panel, found " + panel);
        }
        reasons.put(
                key(panel.path("dashboard").asText(), title, panel.path("refId").asText()), reason);
    }

    /** Returns why a query of a panel may be empty. */
    public Optional<String> reason(String dashboard, String panel, String refId) {
        return Optional.ofNullable(reasons.get(key(dashboard, panel, refId)));
    }

    private static String key(String dashboard, String panel, String refId) {
        return dashboard + "\n" + panel + "\n" + refId;
    }
}
