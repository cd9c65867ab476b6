/** The components that there are: what each may hold, as pure data, after the arguments of Alloy 1.18.1. */
@NullMarked
package dev.plumbline.collector.components;

import org.jspecify.annotations.NullMarked;
