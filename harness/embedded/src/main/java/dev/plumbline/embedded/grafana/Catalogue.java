package dev.plumbline.embedded.grafana;

import dev.plumbline.embedded.grafana.provision.DataSource;
import dev.plumbline.embedded.grafana.provision.DataSources;
import dev.plumbline.embedded.launch.LaunchException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    /**
     * Reads the files again. A data source that no file names any more stays, unless it is to be deleted.
     *
     * @throws LaunchException if Grafana would not take them, such as a stored data source with another uid
     */
    void reload() {
        List<DataSource> wanted = DataSources.read(provisioning, environment);
        Set<String> deleted = DataSources.deleted(provisioning, environment);
        Map<String, DataSource> all = new LinkedHashMap<>();
        sources.stream().filter(s -> !deleted.contains(s.name())).forEach(s -> all.put(s.name(), s));
        for (DataSource source : wanted) {
            DataSource stored = all.put(source.name(), source);
            if (stored != null && !stored.uid().equals(source.uid())) {
                throw new LaunchException("Datasource provisioning error: data source not found");
            }
        }
        sources = List.copyOf(all.values());
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
