package dev.plumbline.collector.discovery;

import dev.plumbline.collector.engine.EngineException;
import dev.plumbline.collector.json.Json;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;

/** What is asked of a container engine. */
public interface ContainerEngine extends Closeable {
    /**
     * Asks for a path below the API version, such as {@code /containers/json?all=1}.
     *
     * @return the answer's JSON
     * @throws EngineException if the engine, or a proxy before it, answers anything else than 200
     * @throws IOException if it cannot be reached
     */
    Json get(String path) throws IOException;

    /**
     * Asks for a stream of JSON values that go on until it is closed, such as {@code /events}.
     *
     * @throws EngineException if the engine, or a proxy before it, answers anything else than 200
     * @throws IOException if it cannot be reached
     */
    Stream stream(String path) throws IOException;

    /** Values as they come. {@code hasNext} waits; it is false once the other side has ended the stream. */
    interface Stream extends Iterator<Json>, Closeable {}
}
