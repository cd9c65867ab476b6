/** The stack of compose.yaml on a real container engine, brought up by Testcontainers. */
@NullMarked
package dev.plumbline.docker;

import org.jspecify.annotations.NullMarked;
