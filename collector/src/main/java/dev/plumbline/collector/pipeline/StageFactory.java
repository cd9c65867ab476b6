package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.config.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Knows every stage by the name of its block. */
final class StageFactory {
    private static final Map<String, Function<StageBlock, Optional<Stage>>> STAGES = Map.ofEntries(
            Map.entry("stage.cri", CriStage::read),
            Map.entry("stage.decolorize", DecolorizeStage::read),
            Map.entry("stage.docker", DockerStage::read),
            Map.entry("stage.drop", DropStage::read),
            Map.entry("stage.json", JsonStage::read),
            Map.entry("stage.label_drop", LabelFilterStage::readDrop),
            Map.entry("stage.label_keep", LabelFilterStage::readKeep),
            Map.entry("stage.labels", LabelsStage::read),
            Map.entry("stage.limit", LimitStage::read),
            Map.entry("stage.logfmt", LogfmtStage::read),
            Map.entry("stage.luhn", LuhnStage::read),
            Map.entry("stage.match", MatchStage::read),
            Map.entry("stage.metrics", MetricsStage::read),
            Map.entry("stage.multiline", MultilineStage::read),
            Map.entry("stage.output", OutputStage::read),
            Map.entry("stage.pack", PackStage::read),
            Map.entry("stage.pattern", PatternStage::read),
            Map.entry("stage.regex", RegexStage::read),
            Map.entry("stage.sampling", SamplingStage::read),
            Map.entry("stage.static_labels", StaticLabelsStage::read),
            Map.entry("stage.structured_metadata", MetadataStage::read),
            Map.entry("stage.structured_metadata_drop", MetadataDropStage::read),
            Map.entry("stage.tenant", TenantStage::read),
            Map.entry("stage.replace", ReplaceStage::read),
            Map.entry("stage.template", TemplateStage::read),
            Map.entry("stage.timestamp", TimestampStage::read),
            Map.entry("stage.truncate", TruncateStage::read));

    /** Stages that Alloy has and this collector has not, with the reason. */
    private static final Map<String, String> UNSUPPORTED = Map.of(
            "stage.geoip", "it needs a GeoIP database",
            "stage.eventlogmessage", "it reads Windows events",
            "stage.windowsevent", "it reads Windows events");

    private StageFactory() {}

    /** Reads the stages among the inner blocks, in order; reports every problem. */
    static List<Stage> read(List<Block> blocks, StageBlock outer) {
        List<Stage> stages = new ArrayList<>();
        for (Block block : blocks) {
            if (block.name().startsWith("stage.")) {
                read(outer.inner(block)).ifPresent(stages::add);
            }
        }
        return stages;
    }

    private static Optional<Stage> read(StageBlock block) {
        String name = block.arguments().block().name();
        Function<StageBlock, Optional<Stage>> reader = STAGES.get(name);
        if (reader != null) {
            return reader.apply(block);
        }
        String reason = UNSUPPORTED.get(name);
        block.problems()
                .add(
                        block.arguments().block().position(),
                        reason == null
                                ? "unrecognized block name \"" + name + "\""
                                : name + " is not supported by this collector: " + reason);
        return Optional.empty();
    }
}
