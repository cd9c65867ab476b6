@NullMarked
package dev.plumbline.collector.evaluation;

import org.jspecify.annotations.NullMarked;
