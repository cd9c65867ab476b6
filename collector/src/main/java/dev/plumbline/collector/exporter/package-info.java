/** Components that measure: the collector itself, and containers under the names that cAdvisor gave their metrics. */
@NullMarked
package dev.plumbline.collector.exporter;

import org.jspecify.annotations.NullMarked;
