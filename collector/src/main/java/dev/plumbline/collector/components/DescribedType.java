package dev.plumbline.collector.components;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.BlockType;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Schema;
import java.util.function.BiConsumer;

/** A kind of block that is described and checked, but not made here. */
record DescribedType(String name, Schema schema, BiConsumer<Block, Problems> checks) implements BlockType {
    @Override
    public void check(Block arguments, Problems problems) {
        checks.accept(arguments, problems);
    }
}
