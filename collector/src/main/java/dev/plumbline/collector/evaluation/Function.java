package dev.plumbline.collector.evaluation;

import dev.plumbline.collector.config.Value;
import java.util.List;

/** A function of the standard library. */
interface Function {
    /**
     * Calls it.
     *
     * @throws CallException if the arguments do not fit, or what they hold cannot be worked on
     */
    Value call(List<Value> arguments) throws CallException;
}
