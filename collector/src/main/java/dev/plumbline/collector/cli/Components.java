package dev.plumbline.collector.cli;

import dev.plumbline.collector.components.Schemas;
import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.discovery.DiscoveryDocker;
import dev.plumbline.collector.discovery.HttpEngine;
import dev.plumbline.collector.exporter.CadvisorExporter;
import dev.plumbline.collector.exporter.SelfExporter;
import dev.plumbline.collector.files.FileMatch;
import dev.plumbline.collector.pipeline.LokiProcess;
import dev.plumbline.collector.relabel.DiscoveryRelabel;
import dev.plumbline.collector.relabel.LokiRelabel;
import dev.plumbline.collector.runtime.ComponentType;
import dev.plumbline.collector.source.DockerSourceType;
import dev.plumbline.collector.source.FileSourceType;
import dev.plumbline.collector.write.LokiWriteType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists every component that a configuration may name. */
final class Components {
    private Components() {}

    static List<ComponentType> all() {
        // Alloy has no such attribute: there, a collector in a container always reads its own log.
        Schema discovery = Schemas.discoveryDocker().optional("include_own_container", Schema.Type.BOOL, "false");
        return List.of(
                new DiscoveryDocker(discovery, HttpEngine::new),
                new DiscoveryRelabel(Schemas.discoveryRelabel()),
                new DockerSourceType(),
                new FileMatch(),
                new FileSourceType(),
                new LokiWriteType(),
                new LokiProcess(Schemas.lokiProcess()),
                new LokiRelabel(Schemas.lokiRelabel()),
                new SelfExporter(Schemas.prometheusExporterSelf()),
                new CadvisorExporter(Schemas.prometheusExporterCadvisor(), HttpEngine::new));
    }

    static Map<String, ComponentType> byName() {
        Map<String, ComponentType> byName = new LinkedHashMap<>();
        all().forEach(type -> byName.put(type.name(), type));
        return byName;
    }
}
