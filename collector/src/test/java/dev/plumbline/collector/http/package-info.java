/** Tests of the package of the same name. */
@NullMarked
package dev.plumbline.collector.http;

import org.jspecify.annotations.NullMarked;
