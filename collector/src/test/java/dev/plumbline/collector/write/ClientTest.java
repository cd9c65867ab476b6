package dev.plumbline.collector.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.plumbline.collector.testkit.Blocks;
import dev.plumbline.collector.testkit.CollectorProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the attributes of an HTTP client say is done. */
final class ClientTest {
    private static final String TOKEN = "{\"access_token\":\"t%d\",\"token_type\":\"bearer\",\"expires_in\":%d}";

    @TempDir
    private Path folder;

    private final List<HttpServer> servers = new ArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private String serve(Handler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        return start(server, "http", handler);
    }

    private String start(HttpServer server, String scheme, Handler handler) {
        server.createContext("/", handler::handle);
        server.start();
        servers.add(server);
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private String loki() throws IOException {
        return serve(exchange -> {
            String header = exchange.getRequestHeaders()
                    .getOrDefault("Authorization", List.of("none"))
                    .getFirst();
            seen.add(header);
            reply(exchange, header.equals("Bearer t1") && seen.size() > 2 ? 401 : 204, "");
        });
    }

    private static Outcome push(Blocks endpoint) throws InterruptedException {
        Endpoint made = Endpoints.of(Blocks.block("loki.write")
                        .with(endpoint.set("remote_timeout", "20s"))
                        .make())
                .getFirst();
        try (LokiClient client = new LokiClient(made)) {
            return client.push("", PushBody.compressed(new byte[0], 0));
        }
    }

    private static Blocks endpoint(String url) {
        return Blocks.block("endpoint").set("url", url + "/loki/api/v1/push");
    }

    @Test
    void a_token_is_fetched_once_kept_and_fetched_again_when_it_is_refused() throws Exception {
        AtomicInteger tokens = new AtomicInteger();
        List<String> asked = new CopyOnWriteArrayList<>();
        String server = serve(exchange -> {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestHeaders()
                            .getOrDefault("Authorization", List.of("none"))
                            .getFirst() + " " + form);
            reply(exchange, 200, TOKEN.formatted(tokens.incrementAndGet(), 3600));
        });
        Endpoint endpoint = Endpoints.of(Blocks.block("loki.write")
                        .with(endpoint(loki())
                                .set("remote_timeout", "20s")
                                .with(Blocks.block("oauth2")
                                        .set("client_id", "id")
                                        .set("client_secret", "s&cret")
                                        .set("scopes", List.of("a", "b"))
                                        .set("token_url", server)))
                        .make())
                .getFirst();
        try (LokiClient client = new LokiClient(endpoint)) {
            for (int i = 0; i < 4; i++) {
                client.push("", PushBody.compressed(new byte[0], 0));
            }
        }
        assertThat(seen).containsExactly("Bearer t1", "Bearer t1", "Bearer t1", "Bearer t2");
        String basic = Base64.getEncoder().encodeToString("id:s%26cret".getBytes(StandardCharsets.UTF_8));
        assertThat(asked)
                .hasSize(2)
                .allMatch(a -> a.equals("Basic " + basic + " grant_type=client_credentials&scope=a+b"));
    }

    @Test
    void a_token_that_is_about_to_expire_is_not_used_and_a_server_that_wants_the_secret_in_the_body_gets_it()
            throws Exception {
        AtomicInteger tokens = new AtomicInteger();
        String server = serve(exchange -> {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean inBody = form.contains("client_id=id&client_secret=secret");
            reply(exchange, inBody ? 200 : 401, inBody ? TOKEN.formatted(tokens.incrementAndGet() + 1, 5) : "");
        });
        Path secret = Files.writeString(folder.resolve("secret"), "secret\n");
        OAuth2 oauth2 = new OAuth2(Blocks.block("oauth2")
                .set("client_id", "id")
                .set("client_secret_file", secret.toString())
                .set("token_url", server)
                .make());
        assertThat(oauth2.header()).contains("Bearer t2");
        assertThat(oauth2.header()).contains("Bearer t3");
        oauth2.close();
    }

    @Test
    void without_a_token_nothing_is_sent_and_the_reason_holds_no_secret() throws Exception {
        String server = serve(exchange -> reply(exchange, 500, "secret"));
        Outcome outcome = push(endpoint(loki())
                .with(Blocks.block("oauth2")
                        .set("client_id", "id")
                        .set("client_secret", "secret")
                        .set("token_url", server)));
        assertThat(outcome)
                .isEqualTo(new Outcome.Rejected("failed", "there is no authorization: the token URL answers 500"));
        assertThat(seen).isEmpty();
    }

    @Test
    void a_secret_is_read_from_its_file_each_time_and_a_broken_one_is_not_told() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "one\n");
        Endpoint endpoint = Endpoints.of(Blocks.block("loki.write")
                        .with(endpoint(loki()).set("bearer_token_file", file.toString()))
                        .make())
                .getFirst();
        try (LokiClient client = new LokiClient(endpoint)) {
            client.push("", PushBody.compressed(new byte[0], 0));
            Files.writeString(file, "two\n");
            client.push("", PushBody.compressed(new byte[0], 0));
            Files.writeString(file, "thr\nee");
            assertThat(client.push("", PushBody.compressed(new byte[0], 0)).toString())
                    .contains("the request cannot be made")
                    .doesNotContain("thr");
            Files.delete(file);
            assertThat(client.push("", PushBody.compressed(new byte[0], 0)).toString())
                    .contains("bearer_token_file " + file + " cannot be read");
        }
        assertThat(seen).containsExactly("Bearer one", "Bearer two");
    }

    @Test
    void a_request_goes_through_the_proxy_that_is_named() throws Exception {
        List<String> through = new CopyOnWriteArrayList<>();
        String proxy = serve(exchange -> {
            through.add(exchange.getRequestURI().toString());
            reply(exchange, 204, "");
        });
        assertThat(push(endpoint("http://loki.invalid:3100").set("proxy_url", proxy)))
                .isInstanceOf(Outcome.Stored.class);
        assertThat(through).containsExactly("http://loki.invalid:3100/loki/api/v1/push");
    }

    @Test
    void a_proxy_is_told_the_user_and_the_password_of_its_url() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        String proxy = serve(exchange -> {
            told.add(exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
            reply(exchange, 204, "");
        });
        assertThat(push(endpoint("http://loki.invalid:3100").set("proxy_url", proxy.replace("//", "//u:p%40ss@"))))
                .isInstanceOf(Outcome.Stored.class);
        assertThat(told).containsExactly(basic("u:p@ss"));
    }

    @Test
    void nobody_is_told_the_password_of_a_proxy_that_is_passed_by() {
        Proxies proxies = Proxies.of(Blocks.block("endpoint")
                        .set("proxy_url", "http://u:p@proxy:3128")
                        .set("no_proxy", "inside")
                        .make())
                .orElseThrow();
        assertThat(proxies.authorization(URI.create("http://loki:3100/"))).contains(basic("u:p"));
        assertThat(proxies.authorization(URI.create("http://inside:3100/"))).isEmpty();
        assertThat(proxies.authorization(URI.create("http://127.0.0.1:3100/"))).isEmpty();
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_user_in_the_url_is_the_one_who_asks_as_in_go() throws Exception {
        String url = loki().replace("//", "//u%3A:p%2Bw@");
        push(endpoint(url));
        push(endpoint(url)
                .with(Blocks.block("basic_auth").set("username", "other").set("password", "other")));
        push(endpoint(url.replace(":p%2Bw", "")));
        assertThat(seen).containsExactly(basic("u::p+w"), basic("u::p+w"), basic("u::"));
    }

    private static String chosen(Blocks block, Map<String, String> environment, String url) {
        Proxy proxy = Proxies.of(block.make(), environment)
                .orElseThrow()
                .select(URI.create(url))
                .getFirst();
        return proxy.type() == Proxy.Type.DIRECT
                ? "direct"
                : String.valueOf(proxy.address()).replace("/<unresolved>", "");
    }

    @Test
    void a_proxy_is_chosen_as_go_programs_choose_it() {
        Blocks named = Blocks.block("endpoint")
                .set("proxy_url", "http://proxy:3128")
                .set("no_proxy", "example.com, .sub.org, 10.0.0.0/8, host:81");
        Map<String, String> none = Map.of();
        assertThat(chosen(named, none, "http://loki:3100/")).isEqualTo("proxy:3128");
        assertThat(chosen(named, none, "http://example.com/")).isEqualTo("direct");
        assertThat(chosen(named, none, "http://a.example.com/")).isEqualTo("direct");
        assertThat(chosen(named, none, "http://notexample.com/")).isEqualTo("proxy:3128");
        assertThat(chosen(named, none, "http://sub.org/")).isEqualTo("proxy:3128");
        assertThat(chosen(named, none, "http://a.sub.org/")).isEqualTo("direct");
        assertThat(chosen(named, none, "http://10.1.2.3/")).isEqualTo("direct");
        assertThat(chosen(named, none, "http://11.1.2.3/")).isEqualTo("proxy:3128");
        assertThat(chosen(named, none, "http://host:81/")).isEqualTo("direct");
        assertThat(chosen(named, none, "http://host:82/")).isEqualTo("proxy:3128");
        assertThat(chosen(named, none, "http://127.0.0.1:3100/")).isEqualTo("direct");
        Blocks byEnvironment = Blocks.block("endpoint").set("proxy_from_environment", true);
        Map<String, String> environment =
                Map.of("http_proxy", "plain:1", "HTTPS_PROXY", "http://secure:2", "NO_PROXY", "inside");
        assertThat(chosen(byEnvironment, environment, "http://loki/")).isEqualTo("plain:1");
        assertThat(chosen(byEnvironment, environment, "https://loki/")).isEqualTo("secure:2");
        assertThat(chosen(byEnvironment, environment, "https://inside/")).isEqualTo("direct");
        assertThat(chosen(byEnvironment, none, "https://loki/")).isEqualTo("direct");
    }

    @Test
    void retry_after_is_read_in_seconds_and_as_a_date() {
        Instant now = Instant.parse("2026-01-15T10:00:00Z");
        assertThat(LokiClient.retryAfter(" 7 ", now)).contains(Duration.ofSeconds(7));
        assertThat(LokiClient.retryAfter("Thu, 15 Jan 2026 10:00:30 GMT", now)).contains(Duration.ofSeconds(30));
        assertThat(LokiClient.retryAfter("Thu, 15 Jan 2026 09:00:00 GMT", now)).isEmpty();
        assertThat(LokiClient.retryAfter("soon", now)).isEmpty();
        assertThat(LokiClient.retryAfter("-1", now)).isEmpty();
    }

    /** Makes a server whose certificate says that it is {@code loki.test}. */
    private String secure(Path authority) throws Exception {
        return secure(authority, "dns:loki.test", exchange -> reply(exchange, 204, ""));
    }

    private String secure(Path authority, String names, Handler handler) throws Exception {
        Path store = folder.resolve("own.p12");
        keytool("-genkeypair -alias own -keyalg EC -storetype PKCS12 -storepass secret -dname CN=loki.test"
                + " -ext san=" + names + " -keystore " + store);
        keytool("-exportcert -rfc -alias own -storepass secret -keystore " + store + " -file " + authority);
        KeyStore keys = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, "secret".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return start(server, "https", handler);
    }

    private static void keytool(String arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments.split(" ")));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @Test
    void a_certificate_has_to_be_trusted_and_of_the_name_that_is_expected() throws Exception {
        Path authority = folder.resolve("authority.pem");
        String url = secure(authority);
        assertThat(push(endpoint(url))).isInstanceOf(Outcome.Rejected.class);
        assertThat(push(tls(url, Blocks.block("tls_config").set("ca_file", authority.toString()))))
                .isInstanceOf(Outcome.Rejected.class);
        assertThat(push(tls(
                        url,
                        Blocks.block("tls_config")
                                .set("ca_pem", Files.readString(authority))
                                .set("min_version", "TLS13")
                                .set("server_name", "loki.test"))))
                .isInstanceOf(Outcome.Stored.class);
        assertThat(push(tls(
                        url,
                        Blocks.block("tls_config")
                                .set("ca_file", authority.toString())
                                .set("server_name", "other.test"))))
                .isInstanceOf(Outcome.Rejected.class);
        assertThat(push(tls(url, Blocks.block("tls_config").set("insecure_skip_verify", true))))
                .isInstanceOf(Outcome.Stored.class);
    }

    @Test
    void what_java_trusts_is_trusted_by_the_collector_which_loads_it_late() throws Exception {
        Path authority = folder.resolve("authority.pem");
        CountDownLatch pushed = new CountDownLatch(1);
        String url = secure(authority, "ip:127.0.0.1", exchange -> {
            reply(exchange, 204, "");
            pushed.countDown();
        });
        Path trust = folder.resolve("trust.p12");
        keytool("-importcert -noprompt -alias own -storetype PKCS12 -storepass secret -keystore " + trust + " -file "
                + authority);
        String endpoint = "url = \"" + url + "/loki/api/v1/push\"";
        String trusting = "-Djavax.net.ssl.trustStore=" + trust + " -Djavax.net.ssl.trustStorePassword=secret";
        try (CollectorProcess collector =
                CollectorProcess.ship(folder, endpoint, Map.of("JAVA_TOOL_OPTIONS", trusting))) {
            assertThat(pushed.await(60, TimeUnit.SECONDS)).as(collector::said).isTrue();
        }
    }

    private static Blocks tls(String url, Blocks config) {
        return endpoint(url).with(config);
    }
}
