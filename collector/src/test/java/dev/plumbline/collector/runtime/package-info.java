/** Tests of the package of the same name. */
@NullMarked
package dev.plumbline.collector.runtime;

import org.jspecify.annotations.NullMarked;
