/** Tests how logs are read. */
@NullMarked
package dev.plumbline.collector.source;

import org.jspecify.annotations.NullMarked;
