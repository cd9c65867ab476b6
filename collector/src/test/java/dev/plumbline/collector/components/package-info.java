@NullMarked
package dev.plumbline.collector.components;

import org.jspecify.annotations.NullMarked;
