@NullMarked
package dev.plumbline.collector.syntax;

import org.jspecify.annotations.NullMarked;
