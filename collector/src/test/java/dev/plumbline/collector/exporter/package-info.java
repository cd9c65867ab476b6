/** Tests of the package of the same name. */
@NullMarked
package dev.plumbline.collector.exporter;

import org.jspecify.annotations.NullMarked;
