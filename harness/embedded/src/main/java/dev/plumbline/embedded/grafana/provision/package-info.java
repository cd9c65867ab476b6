/** Grafana's provisioning: data sources and dashboards from files. */
@NullMarked
package dev.plumbline.embedded.grafana.provision;

import org.jspecify.annotations.NullMarked;
