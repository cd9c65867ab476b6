/** What was asked and what came back, kept for the report. */
@NullMarked
package dev.plumbline.harness.evidence;

import org.jspecify.annotations.NullMarked;
