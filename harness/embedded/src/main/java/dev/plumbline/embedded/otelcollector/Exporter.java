package dev.plumbline.embedded.otelcollector;

import com.google.protobuf.Message;

/** Takes telemetry at the end of a pipeline. */
interface Exporter extends AutoCloseable {
    /** Returns the component's id. */
    String name();

    /** Takes a request; false if it has no room for it. */
    boolean accept(Signal signal, Message request);

    @Override
    default void close() {}
}
