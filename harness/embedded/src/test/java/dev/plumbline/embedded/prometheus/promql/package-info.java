/** Tests of what reads promql. */
@NullMarked
package dev.plumbline.embedded.prometheus.promql;

import org.jspecify.annotations.NullMarked;
