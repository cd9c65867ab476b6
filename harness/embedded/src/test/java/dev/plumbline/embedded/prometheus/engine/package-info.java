/** Tests of what evaluates promql. */
@NullMarked
package dev.plumbline.embedded.prometheus.engine;

import org.jspecify.annotations.NullMarked;
