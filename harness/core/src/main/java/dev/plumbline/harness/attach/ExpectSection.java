package dev.plumbline.harness.attach;

import dev.plumbline.harness.stack.Expectations;
import dev.plumbline.harness.stack.Expectations.EmptyPanel;
import dev.plumbline.harness.stack.Expectations.Label;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what the endpoint file says under {@code expect}.
 *
 * @param expectations what differs from the shipped stack
 * @param project value of the label {@code compose_project}
 */
record ExpectSection(Expectations expectations, String project) {
    private static final Set<String> KEYS = Set.of("dashboards", "jobs", "labels", "panels-allowed-empty", "project");
    private static final Set<String> DASHBOARDS = Set.of(
            "observability-stack-health", "application-performance", "infrastructure-overview", "iot-devices-mqtt");
    private static final Set<String> JOBS = Set.of(
            "prometheus",
            "alertmanager",
            "loki",
            "tempo",
            "grafana",
            "otel-collector",
            "otlp",
            "collector",
            "containers",
            "node-exporter");
    private static final Set<String> LABELS =
            Set.of("job", "stream", "container_name", "container_id", "compose_service", "compose_project");
    private static final Set<String> PANEL = Set.of("dashboard", "panel", "refId", "reason");
    private static final String PROJECT = "plumbline";

    static ExpectSection of(Section root) {
        return root.section("expect", "expect", KEYS)
                .map(ExpectSection::read)
                .orElse(new ExpectSection(Expectations.shipped(), PROJECT));
    }

    private static ExpectSection read(Section expect) {
        Map<String, Optional<Label>> labels = new LinkedHashMap<>();
        expect.section("labels", "labels", LABELS)
                .ifPresent(section -> section.keys().forEach(key -> labels.put(key, label(section, key))));
        if (Set.of("job", "stream", "compose_service").stream()
                .allMatch(l -> labels.getOrDefault(l, Optional.of(new Label(l, Optional.empty())))
                        .isEmpty())) {
            expect.problem("labels", "without job, stream and compose_service no log stream can be selected");
        }
        return new ExpectSection(
                new Expectations(
                        names(expect, "dashboards", DASHBOARDS), names(expect, "jobs", JOBS), labels, panels(expect)),
                expect.text("project").orElse(PROJECT));
    }

    private static Map<String, Optional<String>> names(Section expect, String key, Set<String> known) {
        Map<String, Optional<String>> names = new LinkedHashMap<>();
        expect.section(key, key, known)
                .ifPresent(section -> section.keys()
                        .forEach(name -> names.put(
                                name,
                                section.isNothing(name)
                                        ? Optional.empty()
                                        : Optional.of(section.demanded(name, key)))));
        return names;
    }

    private static Optional<Label> label(Section labels, String key) {
        if (labels.isNothing(key)) {
            return Optional.empty();
        }
        if (!labels.isMapping(key)) {
            return Optional.of(new Label(labels.demanded(key, "labels"), Optional.empty()));
        }
        return labels.section(key, "label " + key, Set.of("name", "value"))
                .map(section -> new Label(section.text("name").orElse(key), section.text("value")));
    }

    private static List<EmptyPanel> panels(Section expect) {
        return expect.sections("panels-allowed-empty", "a panel that may be empty", PANEL).stream()
                .map(panel -> new EmptyPanel(
                        panel.demanded("dashboard", "a panel that may be empty"),
                        panel.demanded("panel", "a panel that may be empty"),
                        panel.demanded("refId", "a panel that may be empty"),
                        panel.demanded("reason", "a panel that may be empty")))
                .toList();
    }
}
