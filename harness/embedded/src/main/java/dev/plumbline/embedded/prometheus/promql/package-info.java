/** The text of PromQL: lexer, parser with the real error positions, type check, printer. */
@NullMarked
package dev.plumbline.embedded.prometheus.promql;

import org.jspecify.annotations.NullMarked;
