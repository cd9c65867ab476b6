/** The HTTP server that all stand-ins share. */
@NullMarked
package dev.plumbline.embedded.http;

import org.jspecify.annotations.NullMarked;
