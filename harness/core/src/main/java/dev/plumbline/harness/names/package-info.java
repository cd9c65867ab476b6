/** Whether the metrics and labels that dashboards and rules name exist: checked against lists of what is exposed. */
@NullMarked
package dev.plumbline.harness.names;

import org.jspecify.annotations.NullMarked;
