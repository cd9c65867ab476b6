package dev.plumbline.collector.write;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.discovery.Tls;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * How a server is reached: what the attributes of an HTTP client say beside who asks.
 *
 * @param tls for {@code https}, where it is not the usual one
 * @param protocols of TLS that will do
 * @param proxies which requests go through which proxy, if any do
 */
record ClientOptions(Optional<SSLContext> tls, List<String> protocols, Optional<Proxies> proxies) {
    private static final List<String> USUAL = List.of("TLSv1.3", "TLSv1.2");

    static ClientOptions of(Block block) {
        List<String> protocols = block.blocks("tls_config").stream()
                .findFirst()
                .flatMap(tls -> Arguments.of(tls).text("min_version"))
                .map(ClientOptions::protocols)
                .orElse(USUAL);
        return new ClientOptions(Tls.contextOf(block), protocols, Proxies.of(block));
    }

    /** Returns what is at least that version; Java has switched off what is older than 1.2. */
    private static List<String> protocols(String least) {
        return switch (least) {
            case "TLS13" -> List.of("TLSv1.3");
            default -> USUAL;
        };
    }

    /** Adds what the proxy wants to know, where a request goes through one. */
    void introduce(HttpRequest.Builder request, URI url) {
        proxies.flatMap(p -> p.authorization(url)).ifPresent(value -> request.setHeader("Proxy-Authorization", value));
    }

    HttpClient client(Executor executor, Duration timeout, boolean followRedirects) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(executor)
                .followRedirects(followRedirects ? HttpClient.Redirect.NORMAL : HttpClient.Redirect.NEVER)
                .connectTimeout(timeout);
        tls.ifPresent(builder::sslContext);
        // Without parameters of its own the client asks the context for some at once.
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(protocols.toArray(new String[0]));
        builder.sslParameters(parameters);
        proxies.ifPresent(builder::proxy);
        return builder.build();
    }
}
