/** Evaluates PromQL expressions over stored series. */
@NullMarked
package dev.plumbline.embedded.prometheus.engine;

import org.jspecify.annotations.NullMarked;
