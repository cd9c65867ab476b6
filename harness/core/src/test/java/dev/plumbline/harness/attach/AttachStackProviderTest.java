package dev.plumbline.harness.attach;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.harness.client.Http;
import dev.plumbline.harness.client.UnexpectedAnswer;
import dev.plumbline.harness.compose.ComposeService.Ready;
import dev.plumbline.harness.evidence.Evidence;
import dev.plumbline.harness.failure.ConfigurationFailure;
import dev.plumbline.harness.failure.InfrastructureFailure;
import dev.plumbline.harness.stack.Component;
import dev.plumbline.harness.stack.Component.Nature;
import dev.plumbline.harness.stack.Endpoint;
import dev.plumbline.harness.stack.Readiness;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.stack.ServiceState;
import dev.plumbline.harness.stack.Stack;
import dev.plumbline.harness.stack.StackRequest;
import dev.plumbline.harness.stack.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AttachStackProviderTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("PASSWORD", "right");

    /** Made once: each certificate is a process of its own. */
    @TempDir
    static Path authorities;

    private static Certificates ours;
    private static Certificates theirs;

    @TempDir
    Path folder;

    private final List<String> progress = new ArrayList<>();

    @BeforeAll
    static void sign() throws Exception {
        ours = new Certificates(authorities, "ours");
        theirs = new Certificates(authorities, "theirs");
        ours.sign("good", "dns:localhost");
        ours.sign("expired", "dns:localhost", "-startdate", "-10d", "-validity", "5");
        ours.sign("other-host", "dns:loki.example");
        ours.sign("suite", "dns:suite");
    }

    @BeforeEach
    void copy() throws IOException {
        for (Certificates each : List.of(ours, theirs)) {
            Files.copy(each.pem(), folder.resolve(each.pem().getFileName()));
        }
    }

    private Path file() {
        return folder.resolve("e.yaml");
    }

    private Stack attach(String yaml, String... properties) throws IOException {
        Files.writeString(file(), yaml);
        Properties all = new Properties();
        all.setProperty("plumbline.stack", "attach");
        all.setProperty("plumbline.root", "../..");
        all.setProperty("plumbline.endpoints", file().toString());
        for (int i = 0; i < properties.length; i += 2) {
            all.setProperty(properties[i], properties[i + 1]);
        }
        return new AttachStackProvider(ENVIRONMENT::get)
                .launch(StackRequest.of(all, folder), "asked for", progress::add);
    }

    private void fails(String yaml, String... lines) {
        assertThatThrownBy(() -> attach(yaml))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessage(String.join("\n", lines).replace("e.yaml", file().toString()));
    }

    private static String loki(String url, String... more) {
        return "services:\n  loki:\n    url: " + url + "\n"
                + String.join(
                        "", List.of(more).stream().map(m -> "    " + m + "\n").toList());
    }

    @Test
    void a_service_that_is_there_is_attached_to_and_left_alone() throws IOException {
        try (FakeService fake = FakeService.plain().asLoki();
                Stack stack = attach(loki(fake.url()))) {
            assertThat(stack.kind()).isEqualTo("attach");
            assertThat(stack.reason()).isEqualTo("asked for, described by " + file());
            assertThat(stack.components())
                    .isEqualTo(Map.of(Service.LOKI, new Component(Service.LOKI, Nature.ATTACHED, "3.7.6", fake.url())));
            assertThat(stack.readiness(Service.LOKI)).contains(new Ready("http", Optional.of("/ready")));
            assertThat(stack.readiness(Service.TEMPO)).isEmpty();
            assertThat(stack.state(Service.LOKI)).isEqualTo(new ServiceState.Unknown());
            assertThat(stack.log(Service.LOKI, 9)).isEqualTo("The log of loki is not at hand: the stack is attached.");
            assertThat(stack.container(Service.LOKI)).isEmpty();
            assertThat(stack.faults()).isEmpty();
            assertThat(progress).containsExactly("loki attached 3.7.6 at " + fake.url());
            assertThatThrownBy(() -> stack.endpoint(Service.TEMPO)).hasMessage("the endpoint file describes no tempo");
        }
    }

    @Test
    void credentials_and_tenant_are_sent_to_a_service_that_wants_them() throws IOException {
        try (FakeService fake = FakeService.plain()
                        .asLoki()
                        .guardedBy(h -> "Basic dXNlcjpyaWdodA==".equals(h.getFirst("Authorization"))
                                        && "team-a".equals(h.getFirst("X-Scope-OrgID"))
                                ? 200
                                : 401);
                Stack stack = attach(loki(
                        fake.url(), "basic-auth: {username: user, password: \"${PASSWORD}\"}", "tenant: team-a"))) {
            Http http = new Http(stack.endpoint(Service.LOKI), new Evidence());
            assertThat(http.get("/ready").status()).isEqualTo(200);
        }
    }

    @Test
    void a_bearer_token_is_sent() throws IOException {
        Files.writeString(folder.resolve("token"), "t0ken\n");
        try (FakeService fake = FakeService.plain()
                        .asLoki()
                        .guardedBy(h -> "Bearer t0ken".equals(h.getFirst("Authorization")) ? 200 : 401);
                Stack stack = attach(loki(fake.url(), "bearer-token-file: token"))) {
            assertThat(stack.services()).containsExactly(Service.LOKI);
        }
    }

    @Test
    void wrong_credentials_are_told() throws IOException {
        try (FakeService fake = FakeService.plain().asLoki()) {
            for (Map.Entry<Integer, String> told : Map.of(
                            401,
                            "credentials are missing or wrong: GET /loki/api/v1/labels answers 401 go away",
                            403,
                            "these credentials may not read this: GET /loki/api/v1/labels answers 403 go away",
                            503,
                            "it is not ready: GET /loki/api/v1/labels answers 503 go away",
                            500,
                            "GET /loki/api/v1/labels answers 500 go away",
                            302,
                            "it sends elsewhere, as a log-in page does: GET /loki/api/v1/labels answers 302 to /login")
                    .entrySet()) {
                fake.guardedBy(h -> told.getKey());
                fails(loki(fake.url()), "e.yaml:3:5: loki at " + fake.url() + ": " + told.getValue());
            }
        }
    }

    @Test
    void every_problem_is_told_at_once_in_one_line_each() throws IOException {
        int free = freePort();
        try (FakeService fake = FakeService.plain().answers("/api/datasources", "<!doctype html>")) {
            fails(
                    "services:\n"
                            + "  prometheus: {url: 'http://localhost:" + free + "'}\n"
                            + "  loki: {url: '" + fake.url() + "'}\n"
                            + "  grafana: {url: '" + fake.url() + "'}\n"
                            + "  tempo: {url: 'http://no-such-host.invalid'}\n"
                            + "  mqtt: {url: 'mqtt://localhost:" + free + "'}\n",
                    "e.yaml:2:15: prometheus at http://localhost:" + free + ": cannot connect: nothing listens there",
                    "e.yaml:3:9: loki at " + fake.url() + ": another program answers here, or under another path:"
                            + " GET /loki/api/v1/labels answers 404 no such path",
                    "e.yaml:5:10: tempo at http://no-such-host.invalid: unknown host 'no-such-host.invalid'",
                    "e.yaml:4:12: grafana at " + fake.url() + ": a web page answers here, not the service:"
                            + " GET /api/datasources answers 200 <!doctype html>",
                    "e.yaml:6:9: mqtt at mqtt://localhost:" + free + ": cannot connect: nothing listens there");
        }
    }

    @Test
    void tls_is_verified_against_the_authority_that_the_file_names() throws Exception {
        String trusted = "tls: {ca: ours.pem}";
        try (FakeService fake = FakeService.tls(ours.server("good")).asLoki()) {
            try (Stack stack = attach(loki(fake.url(), trusted))) {
                Endpoint endpoint = stack.endpoint(Service.LOKI);
                assertThat(new Http(endpoint, new Evidence()).get("/ready").body())
                        .isEqualTo("ready");
                assertThat(stack.components().values())
                        .extracting(Component::version)
                        .containsExactly("3.7.6");
                try (Readiness readiness = new Readiness()) {
                    assertThat(readiness.whyNot(new Ready("http", Optional.of("/ready")), endpoint))
                            .isEmpty();
                }
            }
            String unsigned =
                    "no authority that is trusted has signed its certificate; name the one that has in tls.ca";
            fails(loki(fake.url()), "e.yaml:3:5: loki at " + fake.url() + ": " + unsigned);
            fails(loki(fake.url(), "tls: {ca: theirs.pem}"), "e.yaml:3:5: loki at " + fake.url() + ": " + unsigned);
            Endpoint stranger = new Endpoint(URI.create(fake.url()), Map.of(), Tls.trusting(theirs.pem()));
            assertThatThrownBy(() -> new Http(stranger, new Evidence()).get("/ready"))
                    .isInstanceOf(UnexpectedAnswer.class)
                    .hasMessageContaining("SSLHandshakeException");
            String plain = fake.url().replace("https", "http");
            assertThatThrownBy(() -> attach(loki(plain)))
                    .hasMessageStartingWith(file() + ":3:5: loki at " + plain + ": ");
        }
        try (FakeService fake = FakeService.tls(ours.server("expired")).asLoki()) {
            assertThatThrownBy(() -> attach(loki(fake.url(), trusted)))
                    .hasMessageStartingWith(
                            file() + ":3:5: loki at " + fake.url() + ": its certificate has expired (NotAfter: ");
        }
        try (FakeService fake = FakeService.tls(ours.server("other-host")).asLoki()) {
            fails(
                    loki(fake.url(), trusted),
                    "e.yaml:3:5: loki at " + fake.url() + ": its certificate is for another host"
                            + " (No subject alternative DNS name matching localhost found.)");
            Endpoint other = new Endpoint(URI.create(fake.url()), Map.of(), Tls.trusting(ours.pem()));
            assertThatThrownBy(() -> new Http(other, new Evidence()).get("/ready"))
                    .isInstanceOf(UnexpectedAnswer.class)
                    .hasMessageContaining("doesn't match");
        }
    }

    @Test
    void a_server_that_asks_who_we_are_is_shown_our_certificate() throws Exception {
        ours.export("suite", folder);
        try (FakeService fake = FakeService.mutualTls(ours.server("good")).asLoki()) {
            String identity = "tls: {ca: ours.pem, cert: suite-cert.pem, key: suite-key.pem}";
            try (Stack stack = attach(loki(fake.url(), identity))) {
                Endpoint endpoint = stack.endpoint(Service.LOKI);
                assertThat(new Http(endpoint, new Evidence()).get("/ready").body())
                        .isEqualTo("ready");
            }
            assertThatThrownBy(() -> attach(loki(fake.url(), "tls: {ca: ours.pem}")))
                    .isInstanceOf(InfrastructureFailure.class)
                    .hasMessageStartingWith(file() + ":3:5: loki at " + fake.url() + ": ");
        }
    }

    @Test
    void a_certificate_of_ours_that_cannot_be_used_is_told_with_its_place() throws Exception {
        ours.export("suite", folder);
        assertThatThrownBy(() -> attach(loki("https://localhost:1", "tls: {cert: suite-cert.pem}")))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessage(file() + ":4:10: tls needs both 'cert' and 'key', or neither");
        assertThatThrownBy(
                        () -> attach(loki("https://localhost:1", "tls: {cert: suite-cert.pem, key: suite-cert.pem}")))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessage(file() + ":4:17: " + folder.resolve("suite-cert.pem")
                        + " and its key are no certificate of our own: expected a block 'PRIVATE KEY', not encrypted;"
                        + " openssl pkcs8 -topk8 -nocrypt makes one of any other");
    }

    @Test
    void a_server_that_speaks_no_tls_is_told() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread server = Thread.ofVirtual().start(() -> answerInPlainText(plain));
            String url = "https://localhost:" + plain.getLocalPort();
            fails(loki(url), "e.yaml:3:5: loki at " + url + ": it speaks no TLS at this port; write http://");
            plain.close();
            server.join();
        }
    }

    /** As Go's servers do when TLS comes to a port without it. */
    private static void answerInPlainText(ServerSocket server) {
        while (true) {
            try (Socket client = server.accept()) {
                client.getInputStream().read();
                client.getOutputStream().write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(UTF_8));
                client.getInputStream().readNBytes(16);
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Test
    void services_that_are_required_have_to_be_described() {
        assertThatThrownBy(() -> attach(loki("http://localhost:1"), "plumbline.require", "loki, tempo,grafana"))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessage("-Dplumbline.require names services that " + file() + " does not describe: tempo, grafana");
    }

    @Test
    void attach_without_a_file_is_an_error_and_auto_never_attaches() {
        Properties none = new Properties();
        none.setProperty("plumbline.stack", "attach");
        StackRequest request = StackRequest.of(none, folder);
        assertThatThrownBy(() -> new AttachStackProvider().launch(request, "asked for", progress::add))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessage(
                        "-Dplumbline.stack=attach needs -Dplumbline.endpoints=FILE; docs/attach.md says what is in it");
        assertThat(new AttachStackProvider().availability(request).available()).isFalse();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
