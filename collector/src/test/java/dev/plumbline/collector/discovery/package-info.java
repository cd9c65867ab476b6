/** Tests of the package of the same name. */
@NullMarked
package dev.plumbline.collector.discovery;

import org.jspecify.annotations.NullMarked;
