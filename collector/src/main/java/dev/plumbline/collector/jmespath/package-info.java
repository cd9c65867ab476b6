/** JMESPath in the community's edition: compiles expressions and searches JSON values with them. */
@NullMarked
package dev.plumbline.collector.jmespath;

import org.jspecify.annotations.NullMarked;
