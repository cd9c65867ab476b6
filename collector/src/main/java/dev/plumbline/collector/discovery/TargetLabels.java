package dev.plumbline.collector.discovery;

import dev.plumbline.collector.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
    private static final List<String> NEEDED = List.of("Id", "Names", "Labels", "HostConfig", "Ports");
    private static final List<String> NEEDED_OF_NETWORKS = List.of("IPAddress", "GlobalIPv6Address", "NetworkID");

    /** Returns what {@link #of} reads of a row. */
    static Json needed(Json row) {
        Map<String, Json> networks = networksOf(row);
        networks.replaceAll((name, network) -> new Json.Obj(some(network, NEEDED_OF_NETWORKS)));
        Map<String, Json> needed = new HashMap<>(some(row, NEEDED));
        needed.put("NetworkSettings", new Json.Obj(Map.of("Networks", new Json.Obj(Map.copyOf(networks)))));
        return new Json.Obj(Map.copyOf(needed));
    }

    private static Map<String, Json> some(Json object, List<String> names) {
        Map<String, Json> some = new HashMap<>();
        names.stream().filter(object::has).forEach(name -> some.put(name, object.at(name)));
        return Map.copyOf(some);
    }

    /**
     * Returns the targets of one container: one for each network and exposed TCP port.
     *
     * @param container its row in the list
     * @param all all rows by id, for containers that share another one's network
     * @param networks labels of networks by id
     */
    List<Map<String, String>> of(Json container, Map<String, Json> all, Map<String, Map<String, String>> networks) {
        List<Map<String, String>> targets = new ArrayList<>();
        if (container.at("Names").elements().isEmpty()) {
            return targets;
        }
        Map<String, String> common = common(container);
        endpoints(container, all).forEach((name, endpoint) -> {
            String address = endpoint.at("IPAddress").text();
            if (address.isEmpty()) {
                address = endpoint.at("GlobalIPv6Address").text();
            }
            Map<String, String> labels = new TreeMap<>(common);
            labels.putAll(networkLabels(name, endpoint, networks));
            labels.put(META + "network_ip", address);
            targets.addAll(ports(container, address, labels));
        });
        return targets;
    }

    private static Map<String, String> common(Json container) {
        Map<String, String> labels = new TreeMap<>();
        labels.put(META + "container_id", container.at("Id").text());
        labels.put(
                META + "container_name",
                container.at("Names").elements().getFirst().text());
        labels.put(META + "container_network_mode", mode(container));
        container
                .at("Labels")
                .fields()
                .forEach((name, value) -> labels.put(label("container_label_", name), value.text()));
        return labels;
    }

    /** Returns the label of what a container or a network says of itself; one string for all that say it. */
    private static String label(String prefix, String name) {
        return (META + prefix + name.replaceAll("[^a-zA-Z0-9_]", "_")).intern();
    }

    private static String mode(Json container) {
        return container.at("HostConfig").at("NetworkMode").text();
    }

    private Map<String, Json> endpoints(Json container, Map<String, Json> all) {
        Map<String, Json> found = networksOf(container);
        Json shares = container;
        for (int hops = 0; found.isEmpty() && mode(shares).startsWith("container:") && hops < all.size(); hops++) {
            Json other = all.get(mode(shares).substring("container:".length()));
            if (other == null) {
                break;
            }
            found = networksOf(other);
            shares = other;
        }
        if (matchFirstNetwork && found.size() > 1) {
            Map.Entry<String, Json> first = found.entrySet().iterator().next();
            return Map.of(first.getKey(), first.getValue());
        }
        return found;
    }

    private static Map<String, Json> networksOf(Json container) {
        Map<String, Json> networks = new TreeMap<>();
        container.at("NetworkSettings").at("Networks").fields().forEach((name, network) -> {
            if (!network.equals(Json.none())) {
                networks.put(name, network);
            }
        });
        return networks;
    }

    /** A network that the list does not hold (a proxy may refuse it) is told by what the container says of it. */
    private static Map<String, String> networkLabels(
            String name, Json endpoint, Map<String, Map<String, String>> networks) {
        String id = endpoint.at("NetworkID").text();
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
    static Map<String, Map<String, String>> networks(Json list) {
        Map<String, Map<String, String>> byId = new TreeMap<>();
        list.elements().forEach(network -> {
            Map<String, String> labels = new TreeMap<>();
            labels.put(META + "network_id", network.at("Id").text());
            labels.put(META + "network_name", network.at("Name").text());
            labels.put(META + "network_scope", network.at("Scope").text());
            labels.put(
                    META + "network_internal",
                    Boolean.toString(network.at("Internal").isTrue()));
            labels.put(
                    META + "network_ingress",
                    Boolean.toString(network.at("Ingress").isTrue()));
            network.at("Labels")
                    .fields()
                    .forEach((name, value) -> labels.put(label("network_label_", name), value.text()));
            byId.put(network.at("Id").text(), labels);
        });
        return byId;
    }

    private List<Map<String, String>> ports(Json container, String address, Map<String, String> labels) {
        List<Map<String, String>> targets = new ArrayList<>();
        container.at("Ports").elements().stream()
                .filter(p -> p.at("Type").text().equals("tcp"))
                .forEach(p -> targets.add(withPort(p, address, labels)));
        if (targets.isEmpty()) {
            Map<String, String> target = new TreeMap<>(labels);
            target.put("__address__", mode(container).equals("host") ? hostNetworkingHost : joined(address, port));
            targets.add(target);
        }
        return targets;
    }

    private static Map<String, String> withPort(Json exposed, String address, Map<String, String> labels) {
        Map<String, String> target = new TreeMap<>(labels);
        int inner = (int) exposed.at("PrivatePort").number();
        target.put(META + "port_private", Integer.toString(inner));
        if (exposed.at("PublicPort").number() > 0) {
            target.put(META + "port_public", exposed.at("PublicPort").text());
            target.put(META + "port_public_ip", exposed.at("IP").text());
        }
        target.put("__address__", joined(address, inner));
        return target;
    }

    private static String joined(String address, int port) {
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }
}
