/** Stands in for node_exporter: this machine's figures under its names. */
@NullMarked
package dev.plumbline.embedded.nodeexporter;

import org.jspecify.annotations.NullMarked;
