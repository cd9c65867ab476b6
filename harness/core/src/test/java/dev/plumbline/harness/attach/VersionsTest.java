package dev.plumbline.harness.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.harness.stack.Endpoint;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.stack.Versions;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class VersionsTest {
    private static String version(Service service, FakeService fake, String log) {
        try (Versions versions = new Versions()) {
            return versions.of(service, name -> Endpoint.of(URI.create(fake.url())), () -> log);
        }
    }

    @Test
    void a_build_without_a_stamp_is_known_by_its_metrics() throws IOException {
        try (FakeService fake = FakeService.plain()) {
            fake.answers("/loki/api/v1/status/buildinfo", "{\"version\":\"\"}")
                    .answers("/api/status/buildinfo", "{\"version\":\"3.0.3\"}")
                    .answers("/metrics", "loki_build_info{branch=\"\",version=\"3.7.6\"} 1\n");
            assertThat(version(Service.LOKI, fake, "")).isEqualTo("3.7.6");
            assertThat(version(Service.TEMPO, fake, "")).isEqualTo("3.0.3");
        }
    }

    @Test
    void the_collector_the_workload_and_the_broker_tell_theirs() throws IOException {
        try (FakeService fake = FakeService.plain()) {
            fake.answers("/version", "{\"version\":\"0.2.0\"}")
                    .answers("/metrics", "alloy_build_info{version=\"0.1.0\"} 1\n");
            assertThat(version(Service.WORKLOAD, fake, "")).isEqualTo("0.2.0");
            assertThat(version(Service.COLLECTOR, fake, "")).isEqualTo("0.1.0");
            assertThat(version(Service.MQTT, fake, "1768471200: mosquitto version 2.1.2 starting\n"))
                    .isEqualTo("2.1.2");
            assertThat(version(Service.MQTT, fake, "")).isEqualTo("unknown");
        }
    }
}
