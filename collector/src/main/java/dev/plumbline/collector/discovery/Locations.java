package dev.plumbline.collector.discovery;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Finds out how to talk to an engine: from the block's attributes, and from Docker's own environment variables. */
public final class Locations {
    private Locations() {}

    /**
     * Returns the location of an engine.
     *
     * @param host as the configuration names it
     * @param block may hold the attributes and blocks of an HTTP client: they count for http and https, as in Alloy
     */
    public static EngineLocation of(String host, Block block) {
        URI uri = URI.create(host);
        boolean http = uri.getScheme().startsWith("http");
        Optional<SSLContext> tls = uri.getScheme().equals("unix")
                ? Optional.empty()
                : uri.getScheme().equals("https")
                        ? Tls.of(block).or(Locations::fromEnvironment).or(() -> Optional.of(Tls.usual()))
                        : fromEnvironment();
        return new EngineLocation(uri, tls, http ? headers(block) : Map.of());
    }

    /** Returns the location of an engine that is named by nothing but an address; empty means Docker's default. */
    public static EngineLocation of(String host) {
        String named = Optional.ofNullable(System.getenv("DOCKER_HOST"))
                .filter(h -> host.isEmpty() && !h.isEmpty())
                .orElse(host.isEmpty() ? "unix:///var/run/docker.sock" : host);
        URI uri = URI.create(named);
        return new EngineLocation(uri, uri.getScheme().equals("unix") ? Optional.empty() : fromEnvironment(), Map.of());
    }

    private static Optional<SSLContext> fromEnvironment() {
        String verify = System.getenv("DOCKER_TLS_VERIFY");
        String folder = System.getenv("DOCKER_CERT_PATH");
        return folder != null && verify != null && !verify.isEmpty() && !verify.equals("0")
                ? Optional.of(Tls.of(Path.of(folder)))
                : Optional.empty();
    }

    private static Map<String, String> headers(Block block) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Block basic : block.blocks("basic_auth")) {
            String pair = DockerOptions.text(basic, "username").orElse("") + ":"
                    + secret(basic, "password").orElse("");
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        for (Block authorization : block.blocks("authorization")) {
            headers.put(
                    "Authorization",
                    DockerOptions.text(authorization, "type").orElse("Bearer") + " "
                            + secret(authorization, "credentials").orElse(""));
        }
        secret(block, "bearer_token").ifPresent(token -> headers.put("Authorization", "Bearer " + token));
        block.attribute("http_headers").ifPresent(a -> {
            if (a.value() instanceof Value.Obj obj) {
                obj.fields().forEach((name, value) -> firstText(value).ifPresent(v -> headers.put(name, v)));
            }
        });
        return headers;
    }

    private static Optional<String> firstText(Value value) {
        return switch (value) {
            case Value.Text text -> Optional.of(text.value());
            case Value.Secret secret -> Optional.of(secret.value());
            case Value.Array array -> array.elements().stream().findFirst().flatMap(Locations::firstText);
            default -> Optional.empty();
        };
    }

    private static Optional<String> secret(Block block, String name) {
        return DockerOptions.text(block, name)
                .or(() -> DockerOptions.text(block, name + "_file").map(file -> {
                    try {
                        return Files.readString(Path.of(file)).strip();
                    } catch (IOException e) {
                        throw new UncheckedIOException("the file of " + name + " cannot be read: " + file, e);
                    }
                }));
    }
}
