/** Reads prometheus.yaml and rule files strictly. */
@NullMarked
package dev.plumbline.embedded.prometheus.config;

import org.jspecify.annotations.NullMarked;
