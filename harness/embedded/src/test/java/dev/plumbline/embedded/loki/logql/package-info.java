/** What LogQL texts come to, held to exact values. */
@NullMarked
package dev.plumbline.embedded.loki.logql;

import org.jspecify.annotations.NullMarked;
