/** Tests of the package of the same name. */
@NullMarked
package dev.plumbline.collector.cli;

import org.jspecify.annotations.NullMarked;
