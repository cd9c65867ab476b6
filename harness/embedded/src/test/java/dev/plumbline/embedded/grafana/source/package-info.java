@NullMarked
package dev.plumbline.embedded.grafana.source;

import org.jspecify.annotations.NullMarked;
