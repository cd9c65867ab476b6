package dev.plumbline.collector.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks an engine through docker-java's transport, in the newest API version that both speak: engine 20.10 knows up to
 * 1.41, engine 29 refuses what is older than 1.44.
 */
public final class DockerJavaEngine implements ContainerEngine {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int NEWEST = 51;
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final EngineLocation location;
    private final DockerHttpClient requests;
    private final DockerHttpClient streams;
    private volatile Optional<String> version = Optional.empty();

    /** Makes a client; nothing is asked yet. */
    public DockerJavaEngine(EngineLocation location) {
        this.location = location;
        this.requests = client(ANSWER);
        this.streams = client(Duration.ZERO);
    }

    private DockerHttpClient client(Duration answer) {
        ZerodepDockerHttpClient.Builder builder = new ZerodepDockerHttpClient.Builder()
                .dockerHost(location.transport())
                .connectionTimeout(Duration.ofSeconds(10))
                .responseTimeout(answer);
        location.tls().ifPresent(builder::sslConfig);
        return builder.build();
    }

    @Override
    public JsonNode get(String path) throws IOException {
        try (DockerHttpClient.Response response = execute(requests, path)) {
            return JSON.readTree(response.getBody());
        }
    }

    @Override
    public Stream stream(String path) throws IOException {
        DockerHttpClient.Response response = execute(streams, path);
        return new Values(response);
    }

    /** Values of a body that is still being written. */
    private static final class Values implements Stream {
        private final DockerHttpClient.Response response;
        private Optional<MappingIterator<JsonNode>> values = Optional.empty();

        Values(DockerHttpClient.Response response) {
            this.response = response;
        }

        @Override
        public boolean hasNext() {
            return values().hasNext();
        }

        @Override
        public JsonNode next() {
            return values().next();
        }

        /** Made on the first use: Jackson waits for the first bytes, and they may be long in coming. */
        private MappingIterator<JsonNode> values() {
            if (values.isEmpty()) {
                try {
                    values = Optional.of(JSON.readerFor(JsonNode.class).readValues(response.getBody()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return values.get();
        }

        @Override
        public void close() {
            response.close();
        }
    }

    private DockerHttpClient.Response execute(DockerHttpClient client, String path) throws IOException {
        if (version.isEmpty()) {
            version = Optional.of(negotiate());
        }
        return once(client, version.get() + path);
    }

    private DockerHttpClient.Response once(DockerHttpClient client, String path) throws IOException {
        DockerHttpClient.Response response;
        try {
            response = client.execute(DockerHttpClient.Request.builder()
                    .method(DockerHttpClient.Request.Method.GET)
                    .path(path)
                    .putAllHeaders(location.headers())
                    .build());
        } catch (RuntimeException e) {
            version = Optional.empty();
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("the engine at " + location.host() + " cannot be reached: " + cause.getMessage(), e);
        }
        if (response.getStatusCode() / 100 == 2) {
            return response;
        }
        try (response) {
            throw new RefusedException(response.getStatusCode(), refusal(path, response));
        }
    }

    private String refusal(String path, DockerHttpClient.Response response) throws IOException {
        byte[] body = response.getBody().readNBytes(4096);
        String told;
        try {
            told = JSON.readTree(body).path("message").asText("");
        } catch (IOException e) {
            told = "";
        }
        return "the engine at " + location.host() + " answered " + response.getStatusCode() + " to GET "
                + path.replaceFirst("\\?.*", "") + (told.isEmpty() ? "" : ": " + told);
    }

    private String negotiate() throws IOException {
        try (DockerHttpClient.Response ping = once(requests, "/_ping")) {
            String told = ping.getHeader("Api-Version");
            ping.getBody().readAllBytes();
            if (told != null && told.matches("1\\.\\d+")) {
                return "/v1." + Math.min(NEWEST, Integer.parseInt(told.substring(2)));
            }
        } catch (RefusedException e) {
            // a proxy that lets /version through and not /_ping
        }
        try (DockerHttpClient.Response answer = once(requests, "/version")) {
            String told = JSON.readTree(answer.getBody()).path("ApiVersion").asText("");
            return told.matches("1\\.\\d+") ? "/v1." + Math.min(NEWEST, Integer.parseInt(told.substring(2))) : "";
        }
    }

    @Override
    public void close() throws IOException {
        requests.close();
        streams.close();
    }
}
