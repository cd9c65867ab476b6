/** Discovers targets and scrapes them on schedule. */
@NullMarked
package dev.plumbline.embedded.prometheus.scrape;

import org.jspecify.annotations.NullMarked;
