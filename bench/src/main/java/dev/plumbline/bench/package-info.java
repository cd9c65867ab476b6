/** Measures the collector as a process, beside a bare reader of the same logs and whatever other collector is named. */
@NullMarked
package dev.plumbline.bench;

import org.jspecify.annotations.NullMarked;
