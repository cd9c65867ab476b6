@NullMarked
package dev.plumbline.docker;

import org.jspecify.annotations.NullMarked;
