/** Tests of the package of the same name. */
@NullMarked
package dev.plumbline.collector.logging;

import org.jspecify.annotations.NullMarked;
