/** The log pipeline {@code loki.process}: stages that read, change and drop log entries on their way. */
@NullMarked
package dev.plumbline.collector.pipeline;

import org.jspecify.annotations.NullMarked;
