package dev.plumbline.collector.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.discovery.EngineLocation;
import dev.plumbline.collector.discovery.HttpEngine;
import dev.plumbline.collector.json.Json;
import dev.plumbline.collector.testkit.Handshake;
import dev.plumbline.contract.EngineRecording;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both clients speak a version that the engine takes: engine 29 refuses old ones, engine 1.12 new ones. What could be run
 * was recorded; what its makers have written of the others is below.
 */
final class VersionNegotiationTest {
    private static final String ENGINES = """
            # engine,        oldest, newest
            engine 1.12,     12,     24
            engine 18.09,    12,     39
            engine 24.0,     12,     43
            engine 25.0,     24,     44
            engine 29.0,     44,     52
            """;

    static List<EngineRecording> recordings() {
        return EngineRecording.all();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void who_reads_logs_is_understood_by_engines_that_were_recorded(EngineRecording recording) throws Exception {
        for (boolean pings : new boolean[] {true, false}) {
            try (Handshake handshake = Handshake.of(recording, pings)) {
                EngineClient client = new EngineClient(EngineAddress.of(handshake.host(), Optional.empty()), Map.of());
                assertThat(client.json("/containers/a/json")).isPresent();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void who_watches_containers_is_understood_by_engines_that_were_recorded(EngineRecording recording)
            throws Exception {
        for (boolean pings : new boolean[] {true, false}) {
            try (Handshake handshake = Handshake.of(recording, pings);
                    HttpEngine client = new HttpEngine(
                            new EngineLocation(URI.create(handshake.host()), Optional.empty(), Map.of()))) {
                assertThat(client.get("/containers/json") instanceof Json.Array).isTrue();
            }
        }
    }

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
                    HttpEngine client = new HttpEngine(
                            new EngineLocation(URI.create(handshake.host()), Optional.empty(), Map.of()))) {
                assertThat(client.get("/containers/json") instanceof Json.Array)
                        .as(engine)
                        .isTrue();
            }
        }
    }
}
