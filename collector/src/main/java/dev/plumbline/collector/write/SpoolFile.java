package dev.plumbline.collector.write;

import java.nio.file.Path;

/**
 * A batch on disk, with what the books need to know of it even if it can never be read again.
 *
 * @param entries in it
 * @param lines of the sources that these stand for
 */
record SpoolFile(Path path, int entries, long lines) {}
