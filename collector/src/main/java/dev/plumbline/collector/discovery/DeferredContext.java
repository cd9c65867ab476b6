package dev.plumbline.collector.discovery;

import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** A context that passes on to another one, which is looked for when it is used. */
public final class DeferredContext extends SSLContext {
    private DeferredContext(Supplier<SSLContext> context, Optional<String> name) {
        super(new Spi(context, name), null, "TLS");
    }

    /**
     * Returns Java's own context. To make that takes hundreds of classes and reads every certificate that Java trusts:
     * for nothing where an HTTP client asks for a context that it never needs.
     */
    public static SSLContext usual() {
        return new DeferredContext(() -> Usual.CONTEXT, Optional.empty());
    }

    /** Returns a context whose engines expect the certificate of another name than the one that is connected to. */
    static SSLContext named(SSLContext context, String name) {
        return new DeferredContext(() -> context, Optional.of(name));
    }

    /** Made when it is asked for. */
    private static final class Usual {
        static final SSLContext CONTEXT = make();

        private static SSLContext make() {
            try {
                return SSLContext.getInstance("Default");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this Java has no TLS: " + e.getMessage(), e);
            }
        }
    }

    private static final class Spi extends SSLContextSpi {
        private final Supplier<SSLContext> context;
        private final Optional<String> name;

        Spi(Supplier<SSLContext> context, Optional<String> name) {
            this.context = context;
            this.name = name;
        }

        @Override
        protected void engineInit(
                KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, @Nullable SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("it is made ready already");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return context.get().getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return context.get().getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return context.get().createSSLEngine();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return context.get().createSSLEngine(name.orElse(host), port);
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return context.get().getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return context.get().getClientSessionContext();
        }
    }
}
