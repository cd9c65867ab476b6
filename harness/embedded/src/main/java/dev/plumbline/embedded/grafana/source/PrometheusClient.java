package dev.plumbline.embedded.grafana.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks a Prometheus at the address of a data source, with the settings of the data source. */
final class PrometheusClient {
    private final String base;
    private final PrometheusOptions options;
    private final Upstream upstream;

    PrometheusClient(String base, PrometheusOptions options, Upstream upstream) {
        this.base = base;
        this.options = options;
        this.upstream = upstream;
    }

    /** Runs a query. */
    Upstream.Reply query(String endpoint, Map<String, String> parameters) throws Upstream.Unreachable {
        Map<String, String> all = new TreeMap<>(parameters);
        if (!options.timeout().isEmpty() && !endpoint.equals("query_exemplars")) {
            all.put("timeout", options.timeout());
        }
        return options.post()
                ? upstream.postForm(uri(endpoint, Map.of()), Upstream.encode(all))
                : upstream.get(uri(endpoint, all));
    }

    Upstream.Reply buildInfo() throws Upstream.Unreachable {
        return upstream.get(uri("status/buildinfo", Map.of()));
    }

    private URI uri(String endpoint, Map<String, String> parameters) throws Upstream.Unreachable {
        URI at = base();
        Map<String, List<String>> all = Parameters.parse(at.getRawQuery() == null ? "" : at.getRawQuery());
        parameters.forEach((name, value) -> all.put(name, List.of(value)));
        options.extra().forEach((name, values) -> values.forEach(v -> Parameters.add(all, name, v)));
        if (options.statistics() && List.of("query", "query_range").contains(endpoint)) {
            all.put("stats", List.of("all"));
        }
        String path = at.getRawPath() == null
                ? ""
                : at.getRawPath().replaceAll("/+", "/").replaceFirst("/$", "");
        String query = all.isEmpty() ? "" : "?" + Parameters.encode(all);
        return URI.create(at.getScheme() + "://" + at.getRawAuthority() + path + "/api/v1/" + endpoint + query);
    }

    private URI base() throws Upstream.Unreachable {
        try {
            URI at = new URI(base);
            if (at.getScheme() == null || at.getRawAuthority() == null) {
                throw new URISyntaxException(base, "no host");
            }
            return at;
        } catch (URISyntaxException e) {
            throw new Upstream.Unreachable("parse " + Labels.quoted(base) + ": invalid URI for request", e);
        }
    }
}
