package dev.plumbline.embedded.stack;

import dev.plumbline.harness.compose.ComposeService;
import dev.plumbline.harness.loopback.AddressPlan;
import dev.plumbline.harness.loopback.HandOver.Handed;
import dev.plumbline.harness.stack.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds the listen addresses of programs that do not write them as {@code host:port}, by the flags and variables that the
 * real programs have for it. A stand-in gets the same.
 */
final class Loopback {
    private static final String HERE = "127.0.0.1";

    private final AddressPlan plan;

    Loopback(AddressPlan plan) {
        this.plan = plan;
    }

    Handed adapt(Service service, ComposeService described, Handed handed) {
        List<String> arguments = new ArrayList<>(handed.arguments());
        Map<String, String> environment = new LinkedHashMap<>(handed.environment());
        switch (service) {
            case LOKI -> {
                ports(arguments, port(service, described, "http"));
                arguments.add("-server.http-listen-address=" + HERE);
                arguments.add("-server.grpc-listen-address=" + HERE);
            }
            case TEMPO -> {
                ports(arguments, port(service, described, "http"));
                environment.put("TEMPO_LISTEN_ADDRESS", HERE);
            }
            case GRAFANA -> {
                environment.put("GF_SERVER_HTTP_ADDR", HERE);
                environment.put("GF_SERVER_HTTP_PORT", String.valueOf(port(service, described, "http")));
            }
            case OTEL_COLLECTOR -> {
                environment.put("OTELCOL_METRICS_HOST", HERE);
                environment.put("OTELCOL_METRICS_PORT", String.valueOf(port(service, described, "metrics")));
            }
            case PROMETHEUS, ALERTMANAGER, MQTT, NODE_EXPORTER, COLLECTOR, WORKLOAD -> {
                // their addresses are host:port in compose.yaml or in their files
            }
        }
        return new Handed(arguments, environment, handed.folder());
    }

    private static void ports(List<String> arguments, int port) {
        arguments.add("-server.http-listen-port=" + port);
        arguments.add("-server.grpc-listen-port=" + AddressPlan.freePort());
    }

    private int port(Service service, ComposeService described, String endpoint) {
        Integer port = described.endpoints().get(endpoint);
        if (port == null) {
            throw new IllegalArgumentException("compose.yaml names no endpoint " + endpoint + " of " + service);
        }
        return plan.address(service.id(), port).getPort();
    }
}
