package dev.plumbline.harness.attach;

import dev.plumbline.harness.compose.ComposeService.Ready;
import dev.plumbline.harness.stack.Endpoint;
import dev.plumbline.harness.stack.Service;
import java.util.Map;
import java.util.Optional;

/**
 * A service that somebody else runs.
 *
 * @param service the place that it fills
 * @param endpoints by the names that compose.yaml gives them
 * @param ready where it tells that it is ready
 * @param place where the endpoint file describes it
 */
record AttachedService(Service service, Map<String, Endpoint> endpoints, Ready ready, String place) {
    AttachedService {
        endpoints = Map.copyOf(endpoints);
    }

    /**
     * Returns where it is reached.
     *
     * @throws IllegalArgumentException if the endpoint file does not say
     */
    Endpoint endpoint(String name) {
        return Optional.ofNullable(endpoints.get(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the endpoint file describes no endpoint '" + name + "' of " + service));
    }
}
