package dev.plumbline.docker.proof;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An engine that is reached over TCP, with certificates on both sides. */
@ExtendWith(EngineExtension.class)
final class RemoteEngineIT {
    @Test
    void dockers_environment_variables_lead_to_an_engine_with_certificates(PrivateEngine engine) throws Exception {
        try (Scene scene = new Scene(engine, "tcp")) {
            Container before = scene.run("before", "seq 1 5000; seq 1 100 >&2");
            Configuration configuration =
                    scene.configuration().replacing("\"" + engine.host() + "\"", "sys.env(\"DOCKER_HOST\")");
            CollectorProcess collector = scene.collector(
                    configuration,
                    Map.of(
                            "DOCKER_HOST",
                            "tcp://127.0.0.1:" + engine.tlsPort(),
                            "DOCKER_TLS_VERIFY",
                            "1",
                            "DOCKER_CERT_PATH",
                            engine.certificates().clientFolder().toString()),
                    "--plumbline.read-path=api");
            Container after = scene.run("after", "seq 1 5000; seq 1 100 >&2");
            scene.awaitEnd(before);
            scene.awaitEnd(after);
            scene.assertWhole(collector, before, after);
        }
    }

    @Test
    void a_tls_block_leads_to_an_engine_with_certificates(PrivateEngine engine) throws Exception {
        try (Scene scene = new Scene(engine, "https")) {
            Container before = scene.run("before", "seq 1 5000; seq 1 100 >&2");
            String folder = engine.certificates().clientFolder().toString();
            String tls = """
                    tls_config {
                    	ca_file   = "%1$s/ca.pem"
                    	cert_file = "%1$s/cert.pem"
                    	key_file  = "%1$s/key.pem"
                    }
                    """.formatted(folder);
            Configuration configuration = scene.configuration()
                    .replacing(engine.host(), "https://127.0.0.1:" + engine.tlsPort())
                    .replacing("filter {", tls + "filter {")
                    .replacing("labels        = ", "http_client_config {\n" + tls + "}\nlabels = ");
            CollectorProcess collector = scene.collector(configuration, Map.of(), "--plumbline.read-path=api");
            Container after = scene.run("after", "seq 1 5000; seq 1 100 >&2");
            scene.awaitEnd(before);
            scene.awaitEnd(after);
            scene.assertWhole(collector, before, after);
        }
    }
}
