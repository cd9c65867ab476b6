package dev.plumbline.embedded.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The networks of the stand-in: the engine's own three, and those that containers were made with. */
final class Networks {
    private final Map<String, Network> byName = new LinkedHashMap<>();
    private final Ids ids;

    /** One network; its subnet is made up from its number. */
    record Network(String name, String id, String driver, int number) {
        boolean hasAddresses() {
            return driver.equals("bridge");
        }

        /** Returns a made-up address of a container in it. */
        String address(int container) {
            return hasAddresses()
                    ? "172." + (17 + number % 200) + "." + container / 250 + "." + (2 + container % 250)
                    : "";
        }

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("Name", name);
            json.put("Id", id);
            json.put("Created", "2026-01-01T00:00:00Z");
            json.put("Scope", "local");
            json.put("Driver", driver);
            json.put("EnableIPv6", false);
            json.put("IPAM", Map.of("Driver", "default", "Config", List.of()));
            json.put("Internal", false);
            json.put("Attachable", false);
            json.put("Ingress", false);
            json.put("ConfigOnly", false);
            json.put("Containers", Map.of());
            json.put("Options", Map.of());
            json.put("Labels", Map.of());
            return json;
        }
    }

    Networks(Ids ids) {
        this.ids = ids;
        add("bridge", "bridge");
        add("host", "host");
        add("none", "null");
    }

    private Network add(String name, String driver) {
        Network network = new Network(name, ids.next(), driver, byName.size());
        byName.put(name, network);
        return network;
    }

    /** Returns the network of that name; made where there is none. */
    synchronized Network named(String name) {
        Network known = byName.get(name);
        return known == null ? add(name, "bridge") : known;
    }

    synchronized Optional<Network> find(String nameOrId) {
        return byName.values().stream()
                .filter(n -> n.name().equals(nameOrId) || n.id().startsWith(nameOrId))
                .findFirst();
    }

    synchronized List<Network> all() {
        return List.copyOf(byName.values());
    }
}
