package dev.plumbline.harness.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.plumbline.harness.failure.ConfigurationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Panels that may be empty, each with a reason, from {@code config/grafana/expected-empty.yaml}:
 *
 * <pre>{@code
 * observability-stack-health:
 *   Notifications failed: nothing fails on a healthy stack
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
                if (root != null) {
                    root.properties()
                            .forEach(dashboard -> dashboard
                                    .getValue()
                                    .properties()
                                    .forEach(panel -> {
                                        if (panel.getValue().asText("").isBlank()) {
                                            throw new ConfigurationFailure(file + ": panel '" + panel.getKey()
                                                    + "' is expected to be empty without a reason; give one");
                                        }
                                        reasons.put(
                                                key(dashboard.getKey(), panel.getKey()),
                                                panel.getValue().asText());
                                    }));
                }
            } catch (IOException e) {
                throw new ConfigurationFailure(file + " cannot be read: " + e.getMessage(), e);
            }
        }
        return new ExpectedEmpty(reasons);
    }

    /** Returns why a panel may be empty. */
    public Optional<String> reason(String dashboard, String panel) {
        return Optional.ofNullable(reasons.get(key(dashboard, panel)));
    }

    private static String key(String dashboard, String panel) {
        return dashboard + "\n" + panel;
    }
}
