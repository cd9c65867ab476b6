package dev.plumbline.embedded.otelcollector;

import com.google.protobuf.Message;
import java.util.function.Consumer;

/** Writes a line for each request. */
record DebugExporter(String name, Consumer<String> log) implements Exporter {
    @Override
    public boolean accept(Signal signal, Message request) {
        log.accept("level=info msg=\"" + signal.text() + "\" otelcol.component.id=" + name + " "
                + signal.items().replace('_', ' ') + "=" + Signal.count(request));
        return true;
    }
}
