package dev.plumbline.collector.components;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.BlockType;
import dev.plumbline.collector.config.Problems;
import java.util.List;

/** Every kind of block that a configuration may hold, as far as it can be told without running anything. */
public final class Components {
    private Components() {}

    /** Returns all kinds of blocks, each with its schema and its checks; stages and rules are checked by their own types. */
    public static List<BlockType> described() {
        return List.of(
                new DescribedType("logging", Schemas.logging(), Components::nothing),
                new DescribedType("discovery.docker", Schemas.discoveryDocker(), Checks::discoveryDocker),
                new DescribedType("discovery.relabel", Schemas.discoveryRelabel(), Components::nothing),
                new DescribedType("loki.source.docker", Schemas.lokiSourceDocker(), Checks::lokiSourceDocker),
                new DescribedType("local.file_match", Schemas.localFileMatch(), Checks::localFileMatch),
                new DescribedType("loki.source.file", Schemas.lokiSourceFile(), Checks::lokiSourceFile),
                new DescribedType("loki.process", Schemas.lokiProcess(), Components::nothing),
                new DescribedType("loki.relabel", Schemas.lokiRelabel(), Components::nothing),
                new DescribedType("loki.write", Schemas.lokiWrite(), Checks::lokiWrite),
                new DescribedType("prometheus.exporter.self", Schemas.prometheusExporterSelf(), Components::nothing),
                new DescribedType(
                        "prometheus.exporter.cadvisor", Schemas.prometheusExporterCadvisor(), Components::nothing));
    }

    /** Has nothing to say beyond the schema. */
    private static void nothing(Block block, Problems problems) {}
}
