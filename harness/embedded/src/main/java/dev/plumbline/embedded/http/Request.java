package dev.plumbline.embedded.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request, read whole.
 *
 * @param method upper case
 * @param uri as sent
 * @param headers first value by lower-case name; without {@code content-encoding} where it was undone
 * @param parameters those of a form body, and the query's behind them, as Go reads them
 * @param pathVariables what the route's {@code {name}} segments matched, decoded
 * @param body bytes as sent, but for {@code Content-Encoding: gzip}, which is undone
 */
public record Request(
        String method,
        URI uri,
        Map<String, String> headers,
        Map<String, List<String>> parameters,
        Map<String, String> pathVariables,
        byte[] body) {

    /** Returns the path, decoded. */
    public String path() {
        return uri.getPath();
    }

    /** Returns the first value of a query or form parameter. */
    public Optional<String> parameter(String name) {
        return parameters(name).stream().findFirst();
    }

    /** Returns all values of a query or form parameter, in order. */
    public List<String> parameters(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /** Returns a header, whatever the case of its name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * Returns what a {@code {name}} segment of the route matched.
     *
     * @throws IllegalArgumentException if the route has no such segment
     */
    public String pathVariable(String name) {
        String value = pathVariables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no segment {" + name + "}");
        }
        return value;
    }

    /** Returns the body as UTF-8 text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Returns the same request for another path, without its query. */
    public Request at(String path) {
        return new Request(method, URI.create(path), headers, parameters, pathVariables, body);
    }

    Request with(Map<String, String> variables) {
        return new Request(method, uri, headers, parameters, variables, body);
    }

    static Map<String, List<String>> decode(String... encoded) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String part : encoded) {
            for (String pair : part.split("&")) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    String name = equals < 0 ? pair : pair.substring(0, equals);
                    String value = equals < 0 ? "" : pair.substring(equals + 1);
                    parameters
                            .computeIfAbsent(URLDecoder.decode(name, StandardCharsets.UTF_8), n -> new ArrayList<>())
                            .add(URLDecoder.decode(value, StandardCharsets.UTF_8));
                }
            }
        }
        return parameters;
    }
}
