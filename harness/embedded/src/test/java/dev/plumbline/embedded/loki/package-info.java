/** What the Loki stand-in answers, held to what the real one answered. */
@NullMarked
package dev.plumbline.embedded.loki;

import org.jspecify.annotations.NullMarked;
