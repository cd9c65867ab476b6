/**
 * A small fleet of services that is watched: checkout, payments and devices emit traces that cross them, request
 * metrics with exemplars, log lines that carry the trace id, and MQTT messages. Everything bears the run id that is
 * given from outside.
 */
@NullMarked
package dev.plumbline.workload;

import org.jspecify.annotations.NullMarked;
