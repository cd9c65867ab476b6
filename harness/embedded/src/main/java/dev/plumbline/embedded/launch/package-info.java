/** How a stand-in is started: with the command line, environment and files that the real program would get. */
@NullMarked
package dev.plumbline.embedded.launch;

import org.jspecify.annotations.NullMarked;
