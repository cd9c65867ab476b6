/** Finds containers: asks an engine through docker-java and exports them as targets, as Alloy names them. */
@NullMarked
package dev.plumbline.collector.discovery;

import org.jspecify.annotations.NullMarked;
