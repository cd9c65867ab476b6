/**
 * Reads and writes Alloy configuration syntax: bytes to tokens to a tree with positions, and the tree back to its one
 * canonical layout. Knows neither values nor components.
 */
@NullMarked
package dev.plumbline.collector.syntax;

import org.jspecify.annotations.NullMarked;
