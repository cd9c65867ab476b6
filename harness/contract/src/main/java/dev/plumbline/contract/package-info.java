/**
 * Recordings of what the real systems answered, and the rules by which an answer of ours is held against them.
 *
 * <p>A recording is a JSON file; a folder of recordings is called a contract. Tests judge by the copies in their own
 * test resources, or by the folder that the system property {@code plumbline.contract} names.
 */
@NullMarked
package dev.plumbline.contract;

import org.jspecify.annotations.NullMarked;
