package dev.plumbline.harness.attach;

import dev.plumbline.harness.compose.ComposeService;
import dev.plumbline.harness.compose.ComposeService.Ready;
import dev.plumbline.harness.stack.Endpoint;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.stack.Tls;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads what the endpoint file says of one service, under the endpoint names that compose.yaml gives it. */
final class ServiceSection {
    private static final Map<String, Integer> SOCKETS = Map.of("mqtt", 1883, "otlp-grpc", 4317, "otlp-http", 4318);
    private static final List<String> PREFERENCE = List.of("health", "metrics", "exporter", "otlp-http", "otlp-grpc");

    private final Service service;
    private final ComposeService shipped;

    ServiceSection(Service service, ComposeService shipped) {
        this.service = service;
        this.shipped = shipped;
    }

    /** Tells whether an endpoint is only connected to: what it speaks is not HTTP that can be asked. */
    static boolean isSocket(String endpoint) {
        return SOCKETS.containsKey(endpoint);
    }

    /** Returns the endpoint that {@code url} means; a service without one has its endpoints by name. */
    private Optional<String> main() {
        Set<String> names = shipped.endpoints().keySet();
        return names.stream()
                .filter(name -> name.equals("http") || names.size() == 1)
                .findFirst();
    }

    Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        if (main().isPresent()) {
            keys.add("url");
        } else {
            keys.addAll(shipped.endpoints().keySet());
        }
        if (service != Service.MQTT) {
            keys.addAll(Access.KEYS);
            keys.add("ready");
        }
        return keys;
    }

    AttachedService read(Section section) {
        Access access = service == Service.MQTT ? new Access(Map.of(), Tls.USUAL) : Access.of(section, service.id());
        Map<String, Endpoint> endpoints = new LinkedHashMap<>();
        if (main().isPresent()) {
            String name = main().get();
            String url = section.demanded("url", service.id());
            uri(section, "url", name, url).ifPresent(u -> endpoints.put(name, endpoint(u, access)));
        } else {
            for (String name : shipped.endpoints().keySet()) {
                section.text(name)
                        .flatMap(url -> uri(section, name, name, url))
                        .ifPresent(u -> endpoints.put(name, endpoint(u, access)));
            }
            if (shipped.endpoints().keySet().stream().noneMatch(section::has)) {
                section.source()
                        .problem(
                                section.place(),
                                service.id() + " needs at least one of "
                                        + String.join(
                                                ", ",
                                                new TreeSet<>(
                                                        shipped.endpoints().keySet())));
            }
        }
        return new AttachedService(service, endpoints, ready(section, endpoints), section.place());
    }

    private static Endpoint endpoint(URI uri, Access access) {
        return new Endpoint(uri, access.headers(), access.tls());
    }

    private Ready ready(Section section, Map<String, Endpoint> endpoints) {
        Optional<String> own = section.text("ready");
        own.filter(path -> !path.startsWith("/"))
                .ifPresent(
                        path -> section.problem("ready", "expected a path that begins with '/', found '" + path + "'"));
        Ready usual = shipped.ready().orElse(new Ready("http", Optional.empty()));
        if (endpoints.containsKey(usual.endpoint())) {
            return new Ready(usual.endpoint(), own.or(usual::path));
        }
        String other =
                PREFERENCE.stream().filter(endpoints::containsKey).findFirst().orElse(usual.endpoint());
        return new Ready(other, own.or(() -> isSocket(other) ? Optional.empty() : Optional.of("/metrics")));
    }

    private static Optional<URI> uri(Section section, String key, String endpoint, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Set<String> schemes = endpoint.equals("mqtt") ? Set.of("mqtt", "tcp") : Set.of("http", "https");
        try {
            URI uri = new URI(text);
            if (uri.getHost() == null || !schemes.contains(String.valueOf(uri.getScheme()))) {
                section.problem(
                        key,
                        "expected an address such as " + (endpoint.equals("mqtt") ? "mqtt" : "https")
                                + "://host:port, found '" + text + "'");
            } else if (uri.getUserInfo() != null) {
                section.problem(key, "credentials do not belong in an address; write them under basic-auth");
            } else if (uri.getQuery() != null || uri.getFragment() != null) {
                section.problem(key, "an address ends with its path, found '" + text + "'");
            } else {
                return Optional.of(withPort(uri, endpoint));
            }
        } catch (URISyntaxException e) {
            section.problem(key, "'" + text + "' is no address: " + e.getReason());
        }
        return Optional.empty();
    }

    /** A socket is connected to by its port, so it has to have one. */
    private static URI withPort(URI uri, String endpoint) throws URISyntaxException {
        Integer usual = SOCKETS.get(endpoint);
        if (uri.getPort() >= 0 || usual == null) {
            return uri;
        }
        int port = uri.getScheme().equals("https") ? 443 : uri.getScheme().equals("http") ? 80 : usual;
        return new URI(uri.getScheme(), null, uri.getHost(), port, uri.getPath(), null, null);
    }
}
