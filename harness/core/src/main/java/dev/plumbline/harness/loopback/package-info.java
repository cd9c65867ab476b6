/**
 * Hands the one stack description over to processes on loopback: in a temporary copy of a service's command line,
 * environment and files, host names and ports become addresses of this machine and mount targets become its paths.
 * Nothing is kept twice, nothing else is changed.
 */
@NullMarked
package dev.plumbline.harness.loopback;

import org.jspecify.annotations.NullMarked;
