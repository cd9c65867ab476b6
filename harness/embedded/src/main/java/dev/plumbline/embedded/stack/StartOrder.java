package dev.plumbline.embedded.stack;

import dev.plumbline.harness.compose.ComposeFile;
import dev.plumbline.harness.compose.ComposeService;
import dev.plumbline.harness.stack.Service;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Puts services behind what they depend on. */
final class StartOrder {
    private StartOrder() {}

    static List<Service> of(ComposeFile compose) {
        Set<String> ordered = new LinkedHashSet<>();
        compose.services().values().forEach(s -> visit(compose, s, ordered, new ArrayList<>()));
        return ordered.stream().map(Service::named).toList();
    }

    private static void visit(ComposeFile compose, ComposeService service, Set<String> ordered, List<String> path) {
        if (path.contains(service.name())) {
            throw new IllegalArgumentException("compose.yaml: depends_on runs in a circle: " + path);
        }
        path.add(service.name());
        service.dependsOn().forEach(name -> compose.service(name).ifPresent(s -> visit(compose, s, ordered, path)));
        path.removeLast();
        ordered.add(service.name());
    }
}
