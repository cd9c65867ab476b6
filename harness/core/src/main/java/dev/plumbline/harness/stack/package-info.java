/** The stack under test: its services, where they are, how they are, and what can be done to them. */
@NullMarked
package dev.plumbline.harness.stack;

import org.jspecify.annotations.NullMarked;
