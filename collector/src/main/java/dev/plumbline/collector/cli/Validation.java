package dev.plumbline.collector.cli;

import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.evaluation.ConfigFile;

/**
 * What {@code validate} found in a file.
 *
 * @param problems everything that is wrong, warnings included
 */
public record Validation(Problems problems) {
    /**
     * Validates a file.
     *
     * @param name as messages call it
     * @param bytes its content
     */
    public static Validation of(String name, byte[] bytes) {
        Problems problems = new Problems();
        ConfigFile.read(name, bytes, Blocks.catalog(), problems);
        return new Validation(problems);
    }
}
