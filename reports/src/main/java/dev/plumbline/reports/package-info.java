/** Turns the results of a run into the report: one HTML file, JUnit XML, and a summary for machines. */
@NullMarked
package dev.plumbline.reports;

import org.jspecify.annotations.NullMarked;
