/** Tests of what reads exposition. */
@NullMarked
package dev.plumbline.embedded.prometheus.exposition;

import org.jspecify.annotations.NullMarked;
