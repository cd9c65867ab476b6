package dev.plumbline.features;

import java.util.List;
import java.util.Map;

/** The ways to break the stack that the build tries. Nothing here may pass unnoticed, and nothing may be blamed wrongly. */
final class Sabotages {
    private static final String COMPOSE = "compose.yaml";
    private static final String COLLECTOR = "config/collector/config.alloy";
    private static final String PROMETHEUS = "config/prometheus/prometheus.yaml";
    private static final String SOURCES = "config/grafana/provisioning/datasources/datasources.yaml";
    private static final String DASHBOARDS = "config/grafana/dashboards/";

    private static final String READY = "All services are ready";
    private static final String PROVISIONED = "Dashboards provisioned";
    private static final String METRICS = "Metrics available";
    private static final String PROBE = "A value that the workload emitted in this run";
    private static final String NAMES = "Every name is held";
    private static final String LOGS = "Logs available from the collector";
    private static final String SOON = "A line is in Loki soon after it was written";
    private static final String TRACES = "Traces available";
    private static final String CLOSURE = "No link leads nowhere";
    private static final String CORRELATION = "Trace correlation works";
    private static final String COLLECTOR_FILE = "The configuration has all it takes";
    private static final String FILES_ONLY = "@static";

    private Sabotages() {}

    static final List<Sabotage> ALL = List.of(
            // 1: infrastructure
            new Sabotage(
                    "Tempo exits at its start",
                    b -> b.program("tempo", "echo 'no space left on device'; exit 3"),
                    "@scenario-1 or @scenario-5",
                    Map.of(
                            READY, ".*Tempo is ready: .* last seen: Tempo exited with code 3",
                            TRACES, ".*Tempo is ready: .* last seen: Tempo exited with code 3")),
            new Sabotage(
                    "Tempo runs and never becomes ready",
                    b -> b.program("tempo", "exec sleep 600"),
                    "@scenario-1",
                    Map.of(
                            READY,
                            ".*Tempo is ready: not within .* last seen: http://127.0.0.1:\\d+: java.net.ConnectException.*")),

            // 2: provisioning
            new Sabotage(
                    "Two dashboard files have the same uid",
                    b -> b.duplicate(DASHBOARDS + "iot-devices-mqtt.json", DASHBOARDS + "iot-devices-copy.json"),
                    "@scenario-2",
                    Map.of(
                            PROVISIONED,
                            "dashboard files iot-devices-copy.json and iot-devices-mqtt.json have the same .*: Grafana freezes all of them .*")),
            new Sabotage(
                    "A dashboard has another uid",
                    b -> b.replace(
                            DASHBOARDS + "iot-devices-mqtt.json",
                            "\"uid\": \"iot-devices-mqtt\"",
                            "\"uid\": \"iot-devices\""),
                    "@scenario-2 or (@static and not @long)",
                    Map.of(
                            PROVISIONED,
                            "dashboard iot-devices-mqtt is served: not within .* last seen: Grafana serves \\[.*iot-devices.*]",
                            "The dashboard files",
                            "config/grafana/dashboards: iot-devices-mqtt.json has the uid 'iot-devices'")),

            // 3: metrics
            new Sabotage(
                    "Loki is scraped at a port that nothing listens on",
                    b -> b.replace(PROMETHEUS, "targets: [\"loki:3100\"]", "targets: [\"loki:3111\"]"),
                    "@scenario-3",
                    Map.of(
                            METRICS,
                            "job loki is scraped: .* last seen: target loki:3111 is down: .+",
                            NAMES,
                            ".*Prometheus does not hold the metric 'loki_.*")),
            new Sabotage(
                    "Prometheus renames the labels of pushed series",
                    b -> b.replace(PROMETHEUS, "honor_labels: true", "honor_labels: false"),
                    "@scenario-3",
                    Map.of(METRICS, "job otlp is scraped: .* last seen: .*exported_job.* lacks honor_labels: true")),

            // 4: logs
            new Sabotage(
                    "The log collector sets no label job",
                    b -> b.replace(COLLECTOR, "{job = \"docker\"}", "{}"),
                    "@scenario-4 or @static",
                    Map.of(
                            LOGS, "40 lines of checkout on stdout: all 40 lines are in Loki, but not under .*",
                            SOON, "1 lines of checkout on stdout: all 1 lines are in Loki, but not under .*",
                            COLLECTOR_FILE, COLLECTOR + ": expected each label of .* found no \\[job]")),
            new Sabotage(
                    "A drop stage swallows a line",
                    b -> b.replace(COLLECTOR, "\t// Readiness probes are noise.\n", """
                            stage.drop {
                              expression          = " n=7 "
                              drop_counter_reason = "too_eager"
                            }
                            """),
                    "@scenario-4",
                    Map.of(
                            LOGS,
                            "40 lines of checkout on stdout: lost between engine and Loki: 39 of 40 .*reason=\"too_eager\".*")),
            new Sabotage(
                    "The log collector keeps lines for ten minutes before it sends them",
                    b -> b.replace(
                            COLLECTOR,
                            "url = \"http://loki:3100/loki/api/v1/push\"",
                            "url = \"http://loki:3100/loki/api/v1/push\"\n\t\tbatch_wait = \"10m\""),
                    "@scenario-4",
                    Map.of(
                            LOGS,
                                    "40 lines of checkout on stdout: lost between engine and Loki, at the log collector: none of 40 lines is in Loki.*",
                            SOON,
                                    "1 lines of checkout on stdout: lost between engine and Loki, at the log collector: none of 1 lines is in Loki.*")),
            new Sabotage(
                    "Every line is delivered once more, as that of another service",
                    b -> {
                        b.replace(
                                COLLECTOR,
                                "forward_to    = [loki.process.stack.receiver]",
                                "forward_to    = [loki.process.stack.receiver, loki.process.copy.receiver]");
                        b.replace(COLLECTOR, "loki.process \"stack\" {", """
                                loki.process "copy" {
                                  forward_to = [loki.write.loki.receiver]

                                  stage.static_labels {
                                    values = {compose_service = "copy"}
                                  }
                                }

                                loki.process "stack" {""");
                    },
                    "@scenario-4",
                    Map.of(
                            LOGS, "the absence of a line more than the 75 that were written: .*",
                            SOON, "the absence of a line more than the 1 that were written: .*")),
            new Sabotage(
                    "Loki keeps lines for another time than promised",
                    b -> b.replace("config/loki/loki.yaml", "retention_period: 168h", "retention_period: 48h"),
                    ScenarioRun.NAMED + "Retention is configured",
                    Map.of(
                            "Retention is configured",
                            "expected Loki to delete lines older than 168 h; it says compactor.retention_enabled: true,"
                                    + " limits_config.retention_period: (48h|2d).*")),

            // 5: traces
            new Sabotage(
                    "The workload exports to a port that nothing listens on",
                    b -> b.replace(
                            COMPOSE,
                            "--otlp.endpoint=http://otel-collector:4318",
                            "--otlp.endpoint=http://127.0.0.1:9"),
                    "@scenario-5 or @scenario-3",
                    Map.of(
                            TRACES,
                            "the workload emitted a trace that is not whole in Tempo, lost between the workload and the OpenTelemetry Collector, .*",
                            PROBE,
                            "the workload emitted a metric that is not in Prometheus: .* lost between the workload and it",
                            METRICS,
                            "job tempo is scraped: .* has no series tempo_distributor_spans_received_total",
                            NAMES,
                            ".*Prometheus does not hold the metric '.*")),
            new Sabotage("Tempo's search lags behind by three seconds", b -> lag(b, 3), "@scenario-5", Map.of()),
            new Sabotage(
                    "Tempo's search lags behind by ten minutes",
                    b -> lag(b, 600),
                    "@scenario-5",
                    Map.of(TRACES, "Tempo returns the trace by id but not by search: .*")),

            // 6: panels, one defect a dashboard
            new Sabotage(
                    "Panels ask wrongly",
                    b -> {
                        b.replace(
                                DASHBOARDS + "iot-devices-mqtt.json",
                                "max(mqtt_broker_connections_active)",
                                "max(mqtt_broker_connections_active");
                        b.replace(
                                DASHBOARDS + "observability-stack-health.json",
                                "sum(prometheus_tsdb_head_series)",
                                "sum(prometheus_tsdb_head_serious)");
                        b.replace(
                                DASHBOARDS + "infrastructure-overview.json",
                                "container_memory_working_set_bytes{name=~\\\"$container\\\"}",
                                "container_memory_working_set_bytes{name=~\\\"$contianer\\\"}");
                    },
                    "@scenario-6 and not @long",
                    Map.of(
                            "Dashboard iot-devices-mqtt renders",
                            "dashboard iot-devices-mqtt: panel 'Active connections', query A \\(prometheus\\): query error 400, .*",
                            "Dashboard observability-stack-health renders",
                            "dashboard observability-stack-health: panel 'Prometheus series', query A \\(prometheus\\): empty, .*prometheus_tsdb_head_serious.*",
                            "Dashboard infrastructure-overview renders",
                            "dashboard infrastructure-overview: panel 'Container memory', query A \\(prometheus\\): empty, .* defines no variable \\$contianer.*")),

            // what the files alone tell
            new Sabotage(
                    "compose.yaml suits one machine only",
                    b -> {
                        b.replace(COMPOSE, "grafana/tempo:3.0.3", "grafana/tempo:latest");
                        b.replace(
                                COMPOSE,
                                "/var/run/docker.sock}:/var/run/docker.sock:ro",
                                "/var/run/docker.sock}:/var/run/docker.sock");
                        b.replace("docs/collector-operations.md", "## Rollback\n", "## Going back\n");
                        b.replace("docs/loki-operations.md", "## Retention\n", "## Keeping\n");
                    },
                    FILES_ONLY,
                    Map.of(
                            "All services", "compose.yaml: images without a fixed version: \\[grafana/tempo:latest]",
                            "The log collector's service",
                                    "compose.yaml: service collector mounts /var/run/docker.sock writable; append :ro",
                            "The log collector's guide",
                                    "docs/collector-operations.md: expected a section 'Rollback' with something in it, .*",
                            "Loki's guide",
                                    "docs/loki-operations.md: expected a section 'Retention' with something in it, .*")),
            new Sabotage(
                    "compose.yaml suits one stack only, and its health check cannot run",
                    b -> {
                        b.replace(COMPOSE, "ports: [\"3000\"]", "ports: [\"3000:3000\"]");
                        b.replace(COMPOSE, "        - CMD\n", "        - CMD-SHELL\n");
                        b.replace(
                                DASHBOARDS + "iot-devices-mqtt.json",
                                "max(mqtt_broker_connections_active)",
                                "max(mqtt_broker_connections_alive)");
                    },
                    FILES_ONLY,
                    Map.of(
                            "All services",
                                    "compose.yaml: two stacks could not run side by side: \\[grafana publishes the fixed port \"3000:3000\"]",
                            "The log collector's service",
                                    "compose.yaml: the health check of service collector calls \\[CMD-SHELL, .*",
                            "The dashboard files", ".*mqtt_broker_connections_alive.*")),
            new Sabotage(
                    "Files that no program can read",
                    b -> {
                        b.replace(COLLECTOR, "logging {\n", "logging\n");
                        b.replace(DASHBOARDS + "iot-devices-mqtt.json", "\"uid\": \"iot-devices-mqtt\"", "\"uid\": ");
                    },
                    FILES_ONLY,
                    Map.of(
                            COLLECTOR_FILE,
                            "the log collector refuses " + COLLECTOR + ":",
                            "The dashboard files",
                            "config/grafana/dashboards: iot-devices-mqtt.json:\\d+:\\d+: not valid JSON: .*")),

            // 7: links
            new Sabotage(
                    "The link in a log line looks for another text",
                    b -> b.replace(SOURCES, "matcherRegex: traceID=(\\w+)", "matcherRegex: trace_id=(\\w+)"),
                    "@scenario-7",
                    Map.of(
                            CORRELATION,
                            "derivedFields.matcherRegex 'trace_id=\\(\\\\w\\+\\)' finds no link to trace .*")),
            new Sabotage(
                    "The link in a log line leads to a data source that does not exist",
                    b -> b.replace(
                            SOURCES,
                            "urlDisplayLabel: View trace\n          datasourceUid: tempo",
                            "urlDisplayLabel: View trace\n          datasourceUid: jaeger"),
                    "@scenario-7",
                    Map.of(
                            CLOSURE,
                            "data source loki.derivedFields\\[0].datasourceUid names data source 'jaeger', which Grafana does not have",
                            CORRELATION,
                            "the way from a log line to its trace is broken: .* data source jaeger returns no trace of that id")),
            new Sabotage(
                    "A data source has another uid than the dashboards name",
                    b -> b.replace(SOURCES, "uid: prometheus\n    type", "uid: prometheus-2\n    type"),
                    "@scenario-7",
                    Map.of(CLOSURE, "dashboard .* names data source 'prometheus', which Grafana does not have")),
            new Sabotage(
                    "Prometheus keeps no exemplars",
                    b -> b.replace(COMPOSE, "      - --enable-feature=exemplar-storage\n", ""),
                    "@scenario-7",
                    Map.of(
                            CORRELATION,
                            "the way from a metric to a trace is broken: .* last seen: Prometheus holds no exemplar")));

    private static void lag(BrokenStack stack, int seconds) {
        stack.replace(
                COMPOSE,
                "      - tempo-data:/var/tempo\n",
                "      - tempo-data:/var/tempo\n    environment:\n      PLUMBLINE_TEMPO_SEARCH_LAG_SECONDS: \""
                        + seconds + "\"\n");
    }
}
