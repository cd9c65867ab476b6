/** Answers Prometheus' HTTP API. */
@NullMarked
package dev.plumbline.embedded.prometheus.api;

import org.jspecify.annotations.NullMarked;
