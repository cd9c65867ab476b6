package dev.plumbline.collector.runtime;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.BlockType;

/** A kind of component: what its block may hold, what is checked beyond that, and how one is made. */
public interface ComponentType extends BlockType {
    /**
     * Makes a component that does not work yet.
     *
     * @param arguments free of problems
     * @param context what the component needs of the process
     */
    Component create(Block arguments, ComponentContext context);
}
