package dev.plumbline.collector.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * Makes targets of the engine's list of containers, label for label as Prometheus' Docker discovery does, whose names
 * Alloy exports.
 *
 * @param port goes into the address of a container that exposes none
 * @param hostNetworkingHost address of containers in the host's network
 * @param matchFirstNetwork of several networks only the first by name counts
 */
record TargetLabels(int port, String hostNetworkingHost, boolean matchFirstNetwork) {
    private static final String META = "__meta_docker_";

    /**
     * Returns the targets of one container: one for each network and exposed TCP port.
     *
     * @param container its row in the list
     * @param all all rows by id, for containers that share another one's network
     * @param networks labels of networks by id
     */
    List<Map<String, String>> of(
            JsonNode container, Map<String, JsonNode> all, Map<String, Map<String, String>> networks) {
        List<Map<String, String>> targets = new ArrayList<>();
        if (container.path("Names").isEmpty()) {
            return targets;
        }
        Map<String, String> common = common(container);
        endpoints(container, all).forEach((name, endpoint) -> {
            String address = endpoint.path("IPAddress").asText("");
            if (address.isEmpty()) {
                address = endpoint.path("GlobalIPv6Address").asText("");
            }
            Map<String, String> labels = new TreeMap<>(common);
            labels.putAll(networkLabels(name, endpoint, networks));
            labels.put(META + "network_ip", address);
            targets.addAll(ports(container, address, labels));
        });
        return targets;
    }

    private static Map<String, String> common(JsonNode container) {
        Map<String, String> labels = new TreeMap<>();
        labels.put(META + "container_id", container.path("Id").asText());
        labels.put(META + "container_name", container.path("Names").get(0).asText());
        labels.put(META + "container_network_mode", mode(container));
        container
                .path("Labels")
                .properties()
                .forEach(l -> labels.put(
                        META + "container_label_" + sanitised(l.getKey()),
                        l.getValue().asText()));
        return labels;
    }

    static String sanitised(String name) {
        return name.replaceAll("[^a-zA-Z0-9_]", "_");
    }

    private static String mode(JsonNode container) {
        return container.path("HostConfig").path("NetworkMode").asText("");
    }

    private Map<String, JsonNode> endpoints(JsonNode container, Map<String, JsonNode> all) {
        Map<String, JsonNode> found = networksOf(container);
        JsonNode shares = container;
        for (int hops = 0; found.isEmpty() && mode(shares).startsWith("container:") && hops < all.size(); hops++) {
            JsonNode other = all.get(mode(shares).substring("container:".length()));
            if (other == null) {
                break;
            }
            found = networksOf(other);
            shares = other;
        }
        if (matchFirstNetwork && found.size() > 1) {
            Map.Entry<String, JsonNode> first = found.entrySet().iterator().next();
            return Map.of(first.getKey(), first.getValue());
        }
        return found;
    }

    private static Map<String, JsonNode> networksOf(JsonNode container) {
        Map<String, JsonNode> networks = new TreeMap<>();
        container.path("NetworkSettings").path("Networks").properties().forEach(n -> {
            if (!n.getValue().isNull()) {
                networks.put(n.getKey(), n.getValue());
            }
        });
        return networks;
    }

    /** A network that the list does not hold (a proxy may refuse it) is told by what the container says of it. */
    private static Map<String, String> networkLabels(
            String name, JsonNode endpoint, Map<String, Map<String, String>> networks) {
        String id = endpoint.path("NetworkID").asText("");
        Map<String, String> known = networks.get(id);
        return known != null
                ? known
                : Map.of(
                        META + "network_id", id,
                        META + "network_name", name,
                        META + "network_scope", "local",
                        META + "network_internal", "false",
                        META + "network_ingress", "false");
    }

    /** Returns the labels of every network, by its id. */
    static Map<String, Map<String, String>> networks(JsonNode list) {
        Map<String, Map<String, String>> byId = new TreeMap<>();
        list.forEach(network -> {
            Map<String, String> labels = new TreeMap<>();
            labels.put(META + "network_id", network.path("Id").asText());
            labels.put(META + "network_name", network.path("Name").asText());
            labels.put(META + "network_scope", network.path("Scope").asText());
            labels.put(
                    META + "network_internal",
                    Boolean.toString(network.path("Internal").asBoolean()));
            labels.put(
                    META + "network_ingress",
                    Boolean.toString(network.path("Ingress").asBoolean()));
            network.path("Labels")
                    .properties()
                    .forEach(l -> labels.put(
                            META + "network_label_" + sanitised(l.getKey()),
                            l.getValue().asText()));
            byId.put(network.path("Id").asText(), labels);
        });
        return byId;
    }

    private List<Map<String, String>> ports(JsonNode container, String address, Map<String, String> labels) {
        List<Map<String, String>> targets = new ArrayList<>();
        StreamSupport.stream(container.path("Ports").spliterator(), false)
                .filter(p -> p.path("Type").asText().equals("tcp"))
                .forEach(p -> targets.add(withPort(p, address, labels)));
        if (targets.isEmpty()) {
            Map<String, String> target = new TreeMap<>(labels);
            target.put("__address__", mode(container).equals("host") ? hostNetworkingHost : joined(address, port));
            targets.add(target);
        }
        return targets;
    }

    private static Map<String, String> withPort(JsonNode exposed, String address, Map<String, String> labels) {
        Map<String, String> target = new TreeMap<>(labels);
        int inner = exposed.path("PrivatePort").asInt();
        target.put(META + "port_private", Integer.toString(inner));
        if (exposed.path("PublicPort").asInt() > 0) {
            target.put(META + "port_public", exposed.path("PublicPort").asText());
            target.put(META + "port_public_ip", exposed.path("IP").asText(""));
        }
        target.put("__address__", joined(address, inner));
        return target;
    }

    private static String joined(String address, int port) {
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }
}
