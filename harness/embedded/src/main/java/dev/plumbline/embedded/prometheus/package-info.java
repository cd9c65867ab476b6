/** Stands in for Prometheus: scraping, rules, remote write, OTLP and PromQL over memory. */
@NullMarked
package dev.plumbline.embedded.prometheus;

import org.jspecify.annotations.NullMarked;
