/** What configurations mean that were written for Go: regular expressions and their templates, numbers, times, durations. */
@NullMarked
package dev.plumbline.collector.golang;

import org.jspecify.annotations.NullMarked;
