package dev.plumbline.collector.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.discovery.DockerJavaEngine;
import dev.plumbline.collector.discovery.EngineLocation;
import dev.plumbline.collector.testkit.Handshake;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both clients speak a version that the engine takes: engine 29 refuses old ones, engine 1.12 new ones. */
final class VersionNegotiationTest {
    private static final String ENGINES = """
            # engine,        oldest, newest
            engine 1.12,     12,     24
            engine 18.09,    12,     39
            engine 20.10,    12,     41
            engine 24.0,     12,     43
            engine 25.0,     24,     44
            engine 28.2,     24,     50
            engine 29.0,     44,     52
            Podman 4.9,      24,     41
            """;

    @ParameterizedTest
    @CsvSource(textBlock = ENGINES)
    void who_reads_logs_is_understood(String engine, int oldest, int newest) throws Exception {
        for (boolean pings : new boolean[] {true, false}) {
            try (Handshake handshake = new Handshake(oldest, newest, pings)) {
                EngineClient client = new EngineClient(EngineAddress.of(handshake.host(), Optional.empty()), Map.of());
                assertThat(client.json("/containers/a/json")).as(engine).isPresent();
                assertThat(handshake.asked()).last().isEqualTo("/v1." + newest + "/containers/a/json");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = ENGINES)
    void who_watches_containers_is_understood(String engine, int oldest, int newest) throws Exception {
        for (boolean pings : new boolean[] {true, false}) {
            try (Handshake handshake = new Handshake(oldest, newest, pings);
                    DockerJavaEngine client = new DockerJavaEngine(
                            new EngineLocation(URI.create(handshake.host()), Optional.empty(), Map.of()))) {
                assertThat(client.get("/containers/json").isArray()).as(engine).isTrue();
            }
        }
    }
}
