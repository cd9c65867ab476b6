package dev.plumbline.collector.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.collector.engine.EngineClient;
import java.io.IOException;
import java.util.Optional;

/**
 * What an engine says about a container, as far as reading its log needs it.
 *
 * @param terminal whether it has a terminal, and so a raw log stream
 * @param running whether it runs; a paused one does
 * @param startedAt when it was last started, in the engine's words
 * @param driver of its log
 * @param logPath of the json-file driver, on the engine's machine; else empty
 */
record ContainerInfo(boolean terminal, boolean running, String startedAt, String driver, String logPath) {
    /** Asks the engine; nothing if it knows no such container. */
    static Optional<ContainerInfo> of(EngineClient engine, String id) throws IOException {
        return engine.json("/containers/" + id + "/json").map(ContainerInfo::parse);
    }

    static ContainerInfo parse(JsonNode json) {
        JsonNode state = json.path("State");
        return new ContainerInfo(
                json.path("Config").path("Tty").asBoolean(false),
                state.path("Running").asBoolean(false)
                        || state.path("Restarting").asBoolean(false),
                state.path("StartedAt").asText(""),
                json.path("HostConfig").path("LogConfig").path("Type").asText(""),
                json.path("LogPath").asText(""));
    }
}
