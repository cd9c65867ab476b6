/**
 * What a configuration file says once its expressions are evaluated: blocks, attributes, values, each with the place
 * where it stands, and the problems found on the way. Knows no component; components are described by schemas.
 */
@NullMarked
package dev.plumbline.collector.config;

import org.jspecify.annotations.NullMarked;
