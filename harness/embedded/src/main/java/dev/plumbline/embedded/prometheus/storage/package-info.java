/** Series, exemplars and metadata in memory. */
@NullMarked
package dev.plumbline.embedded.prometheus.storage;

import org.jspecify.annotations.NullMarked;
