/**
 * Step definitions for observability pipelines. One class per concept; they read the stack through the harness and know
 * nothing of HTTP libraries, container engines or polling.
 */
@NullMarked
package dev.plumbline.steps;

import org.jspecify.annotations.NullMarked;
