/** What Grafana's data source back ends do: macros in, a question to the system behind, data frames out. */
@NullMarked
package dev.plumbline.embedded.grafana.source;

import org.jspecify.annotations.NullMarked;
