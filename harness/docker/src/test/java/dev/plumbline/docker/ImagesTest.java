package dev.plumbline.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImagesTest {
    @ParameterizedTest
    @CsvSource({
        "grafana/loki:3.7.6, true",
        "prom/prometheus:v3.14.0@sha256:5ce7540c3c00ef4ab0c9d2c995c6a5b9c421f44b4a115d97a2c7af3b1c21cbb0, true",
        "loki@sha256:5ce7540c3c00ef4ab0c9d2c995c6a5b9c421f44b4a115d97a2c7af3b1c21cbb0, true",
        "registry.example:5000/team/loki:1.0, true",
        "grafana/loki, false",
        "grafana/loki:latest, false",
        "registry.example:5000/team/loki, false",
        "loki@sha256:short, false"
    })
    void only_a_tag_other_than_latest_or_a_digest_is_a_fixed_version(String image, boolean fixed) {
        assertThat(Images.isFixed(image)).isEqualTo(fixed);
    }
}
