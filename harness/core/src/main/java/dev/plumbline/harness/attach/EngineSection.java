package dev.plumbline.harness.attach;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** Reads {@code engine} of the endpoint file. */
final class EngineSection {
    private static final Set<String> KEYS = Set.of("url", "image", "network", "otlp", "mqtt");

    private EngineSection() {}

    static Optional<EngineSpec> of(Section root) {
        if (root.has("engine") && root.has("workload")) {
            root.problem("engine", "expected either 'engine', to start the workload there, or 'workload', found both");
            return Optional.empty();
        }
        return root.section("engine", "engine", KEYS).flatMap(EngineSection::read);
    }

    private static Optional<EngineSpec> read(Section section) {
        String image = section.demanded("image", "engine");
        String otlp = section.demanded("otlp", "engine");
        String mqtt = section.demanded("mqtt", "engine");
        return address(section)
                .map(address -> new EngineSpec(address, image, section.text("network"), otlp, mqtt, section.place()));
    }

    private static Optional<URI> address(Section section) {
        String text = section.demanded("url", "engine");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            boolean unix = "unix".equals(uri.getScheme()) && uri.getPath() != null;
            boolean tcp = "tcp".equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() > 0;
            if (unix || tcp) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // told below
        }
        section.problem("url", "expected unix:///path or tcp://host:port, found '" + text + "'");
        return Optional.empty();
    }
}
