package dev.plumbline.collector.source;

import dev.plumbline.collector.engine.EngineResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's stream that one reader reads, if it does; others may cut it. */
final class OpenStream {
    private static final Logger LOG = LoggerFactory.getLogger(OpenStream.class);

    private volatile @Nullable EngineResponse response;
    private volatile String cutFor = "";

    void opened(EngineResponse stream) {
        response = stream;
    }

    void closed() {
        response = null;
    }

    boolean isOpen() {
        return response != null;
    }

    /** Closes the stream, which is then opened again from where it was; {@code reason} is a label value. */
    void cut(String reason) {
        EngineResponse open = response;
        if (open != null) {
            cutFor = reason;
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("closing a log stream", e);
            }
        }
    }

    /** Forgets why the stream before was cut. */
    void begin() {
        cutFor = "";
    }

    /** Returns why the last stream was cut; empty if nobody did. */
    String cutFor() {
        return cutFor;
    }
}
