@NullMarked
package dev.plumbline.wire;

import org.jspecify.annotations.NullMarked;
