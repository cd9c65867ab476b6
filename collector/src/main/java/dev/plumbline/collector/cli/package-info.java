/** The command line: what Alloy's takes, as far as it makes sense here, and what checks and converts files. */
@NullMarked
package dev.plumbline.collector.cli;

import org.jspecify.annotations.NullMarked;
