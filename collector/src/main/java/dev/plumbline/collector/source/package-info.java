/**
 * Reads the logs of containers and files, hands each line on once, and remembers how far the pipeline has settled
 * them.
 */
@NullMarked
package dev.plumbline.collector.source;

import org.jspecify.annotations.NullMarked;
