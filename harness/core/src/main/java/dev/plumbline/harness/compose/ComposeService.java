package dev.plumbline.harness.compose;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One service of compose.yaml.
 *
 * @param name as in the file
 * @param image with variables resolved
 * @param command arguments after the image's entry point
 * @param environment by name
 * @param mounts in the order of the file
 * @param endpoints container ports by name, from {@code x-plumbline}
 * @param ready where it tells that it is ready, from {@code x-plumbline}
 * @param healthcheck the test of its health check
 * @param logging driver and options of its log
 * @param dependsOn names of services that start before it
 */
public record ComposeService(
        String name,
        String image,
        List<String> command,
        Map<String, String> environment,
        List<Mount> mounts,
        Map<String, Integer> endpoints,
        Optional<Ready> ready,
        Optional<List<String>> healthcheck,
        Logging logging,
        List<String> dependsOn) {

    /**
     * A file, folder, socket or volume that the container sees.
     *
     * @param source path on the host or name of a volume, as written
     * @param target absolute path in the container
     * @param readOnly whether the container may only read it
     */
    public record Mount(String source, String target, boolean readOnly) {
        /** Tells whether the source is the name of a volume and not a path. */
        public boolean isVolume() {
            return !source.startsWith(".") && !source.startsWith("/") && !source.startsWith("~");
        }
    }

    /**
     * Where the engine keeps a container's log.
     *
     * @param driver such as {@code json-file}, the default
     * @param options such as {@code max-size}
     */
    public record Logging(String driver, Map<String, String> options) {}

    /**
     * Where a service tells that it is ready.
     *
     * @param endpoint name of one of the service's endpoints
     * @param path path of an HTTP GET that answers 200, or empty where being connected to is enough
     */
    public record Ready(String endpoint, Optional<String> path) {}
}
