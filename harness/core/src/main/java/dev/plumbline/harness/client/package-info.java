/**
 * Clients of the services' HTTP APIs. They know what the real systems do (see docs/contract.md): log streams that are
 * split by detected level, unknown traces that answer 200, batches that fail as a whole. Every exchange is kept as
 * evidence.
 */
@NullMarked
package dev.plumbline.harness.client;

import org.jspecify.annotations.NullMarked;
