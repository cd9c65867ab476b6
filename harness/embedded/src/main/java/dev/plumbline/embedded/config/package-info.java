/** Reads the vendors' configuration files strictly: a key that a stand-in does not know is an error. */
@NullMarked
package dev.plumbline.embedded.config;

import org.jspecify.annotations.NullMarked;
