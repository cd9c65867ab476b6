package dev.plumbline.collector.discovery;

import dev.plumbline.collector.engine.EngineAddress;
import dev.plumbline.collector.engine.EngineClient;
import dev.plumbline.collector.engine.EngineException;
import dev.plumbline.collector.engine.EngineResponse;
import dev.plumbline.collector.json.Json;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An engine that is asked over its API. */
public final class HttpEngine implements ContainerEngine {
    private final EngineClient client;
    private final Set<EngineResponse> streams = ConcurrentHashMap.newKeySet();

    /** Makes a client; nothing is asked yet. */
    public HttpEngine(EngineLocation location) {
        this.client =
                new EngineClient(EngineAddress.of(location.host().toString(), location.tls()), location.headers());
    }

    @Override
    public Json get(String path) throws IOException {
        try {
            return client.value(path);
        } catch (EngineException e) {
            throw e;
        } catch (IOException e) {
            client.forgetVersion();
            throw e;
        }
    }

    @Override
    public Stream stream(String path) throws IOException {
        EngineResponse response = client.get(path);
        streams.add(response);
        return new JsonLines(response, () -> streams.remove(response));
    }

    @Override
    public void close() throws IOException {
        client.close();
        for (EngineResponse stream : streams) {
            stream.close();
        }
    }
}
