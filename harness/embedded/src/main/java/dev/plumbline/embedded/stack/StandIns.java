package dev.plumbline.embedded.stack;

import dev.plumbline.embedded.alertmanager.AlertmanagerStandIn;
import dev.plumbline.embedded.grafana.GrafanaProgram;
import dev.plumbline.embedded.launch.StandInProgram;
import dev.plumbline.embedded.loki.LokiStandIn;
import dev.plumbline.embedded.mqtt.MqttStandIn;
import dev.plumbline.embedded.nodeexporter.NodeExporterStandIn;
import dev.plumbline.embedded.otelcollector.OtelCollector;
import dev.plumbline.embedded.prometheus.PrometheusStandIn;
import dev.plumbline.embedded.tempo.Tempo;
import dev.plumbline.harness.stack.Service;

/** Which stand-in takes the place of which service. */
public final class StandIns {
    private StandIns() {}

    /**
     * Returns a stand-in that has not been started.
     *
     * <p>What it stores lives as long as this object, over any number of starts, as a volume would.
     *
     * @throws IllegalArgumentException for a service that always runs as it is
     */
    public static StandInProgram programOf(Service service) {
        return switch (service) {
            case LOKI -> new LokiStandIn();
            case TEMPO -> Tempo.program();
            case GRAFANA -> new GrafanaProgram();
            case OTEL_COLLECTOR -> OtelCollector.program();
            case MQTT -> new MqttStandIn();
            case PROMETHEUS -> new PrometheusStandIn();
            case ALERTMANAGER -> new AlertmanagerStandIn();
            case NODE_EXPORTER -> new NodeExporterStandIn();
            default -> throw new IllegalArgumentException("there is no stand-in for the " + service.title());
        };
    }
}
