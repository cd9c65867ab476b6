/** Opens a dashboard as a browser does, against a running Grafana, and judges every query of it. */
@NullMarked
package dev.plumbline.harness.dashboards;

import org.jspecify.annotations.NullMarked;
