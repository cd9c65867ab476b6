/** The stand-in for Grafana: provisioning, dashboards, data sources and their queries, as far as that is built. */
@NullMarked
package dev.plumbline.embedded.grafana;

import org.jspecify.annotations.NullMarked;
