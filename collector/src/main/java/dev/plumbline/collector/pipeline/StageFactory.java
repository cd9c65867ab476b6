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
            Map.entry("stage.drop", DropStage::read),
            Map.entry("stage.json", JsonStage::read),
            Map.entry("stage.labels", LabelsStage::read),
            Map.entry("stage.regex", RegexStage::read),
            Map.entry("stage.static_labels", StaticLabelsStage::read));

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
