package dev.plumbline.collector.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Says where an engine listens: {@code unix://PATH}, {@code tcp://HOST:PORT}, {@code http://HOST:PORT} or
 * {@code https://HOST:PORT}; the last with TLS, as is {@code tcp} when a TLS context is given.
 */
public final class EngineAddress {
    static final int CONNECT_TIMEOUT_MILLIS = 10_000;

    private final String text;
    private final Optional<String> socketPath;
    private final String host;
    private final int port;
    private final Optional<SSLContext> tls;

    private EngineAddress(String text, Optional<String> socketPath, String host, int port, Optional<SSLContext> tls) {
        this.text = text;
        this.socketPath = socketPath;
        this.host = host;
        this.port = port;
        this.tls = tls;
    }

    /**
     * Reads an address.
     *
     * @param text as in {@code DOCKER_HOST}
     * @param tls used for {@code https} and {@code tcp}
     * @throws IllegalArgumentException with a sentence that says what was expected
     */
    public static EngineAddress of(String text, Optional<SSLContext> tls) {
        if (text.startsWith("unix://")) {
            String path = text.substring("unix://".length());
            if (path.isEmpty()) {
                throw unreadable(text);
            }
            return new EngineAddress(text, Optional.of(path), "localhost", 0, Optional.empty());
        }
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw unreadable(text);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        String host = uri.getHost();
        if (host == null) {
            throw unreadable(text);
        }
        return switch (scheme) {
            case "http" -> new EngineAddress(text, Optional.empty(), host, port(uri, 2375), Optional.empty());
            case "tcp" ->
                new EngineAddress(text, Optional.empty(), host, port(uri, tls.isPresent() ? 2376 : 2375), tls);
            case "https" ->
                new EngineAddress(
                        text,
                        Optional.empty(),
                        host,
                        port(uri, 2376),
                        Optional.of(tls.orElseGet(EngineAddress::usual)));
            default -> throw unreadable(text);
        };
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException("expected an engine's address such as unix:///var/run/docker.sock,"
                + " tcp://HOST:2375 or https://HOST:2376, found \"" + text + "\"");
    }

    private static int port(URI uri, int usual) {
        return uri.getPort() < 0 ? usual : uri.getPort();
    }

    private static SSLContext usual() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    Wire open() throws IOException {
        if (socketPath.isPresent()) {
            return ChannelWire.open(UnixDomainSocketAddress.of(socketPath.get()));
        }
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IOException("unknown host " + host);
        }
        return tls.isPresent() ? TlsWire.open(address, tls.get()) : ChannelWire.open(address);
    }

    String hostHeader() {
        return socketPath.isPresent() ? "docker" : host + ":" + port;
    }

    @Override
    public String toString() {
        return text;
    }
}
