/** Label sets, matchers, and numbers and durations as Prometheus writes them. */
@NullMarked
package dev.plumbline.embedded.prometheus.model;

import org.jspecify.annotations.NullMarked;
