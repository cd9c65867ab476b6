/** What the browser does for a dashboard before anything is asked: variables, formats, intervals, panels, verdicts. */
@NullMarked
package dev.plumbline.harness.grafana;

import org.jspecify.annotations.NullMarked;
