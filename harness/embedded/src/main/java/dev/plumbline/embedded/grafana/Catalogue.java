package dev.plumbline.embedded.grafana;

import dev.plumbline.embedded.grafana.provision.DataSource;
import dev.plumbline.embedded.grafana.provision.DataSources;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The data sources that Grafana knows; read at start and when asked to, not when a file changes. */
final class Catalogue {
    private final Path provisioning;
    private final Map<String, String> environment;
    private volatile List<DataSource> sources;

    Catalogue(Path provisioning, Map<String, String> environment) {
        this.provisioning = provisioning;
        this.environment = environment;
        this.sources = DataSources.read(provisioning, environment);
    }

    void reload() {
        sources = DataSources.read(provisioning, environment);
    }

    List<DataSource> all() {
        return sources;
    }

    Optional<DataSource> byUid(String uid) {
        return sources.stream().filter(s -> s.uid().equals(uid)).findFirst();
    }

    Optional<DataSource> byName(String name) {
        return sources.stream().filter(s -> s.name().equals(name)).findFirst();
    }
}
