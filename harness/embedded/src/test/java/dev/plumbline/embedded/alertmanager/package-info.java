/** Tests of the Alertmanager stand-in. */
@NullMarked
package dev.plumbline.embedded.alertmanager;

import org.jspecify.annotations.NullMarked;
