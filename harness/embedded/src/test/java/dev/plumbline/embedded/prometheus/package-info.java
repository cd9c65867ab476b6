/** Tests of the Prometheus stand-in. */
@NullMarked
package dev.plumbline.embedded.prometheus;

import org.jspecify.annotations.NullMarked;
