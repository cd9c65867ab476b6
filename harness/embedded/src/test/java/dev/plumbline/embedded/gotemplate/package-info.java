/** What templates write and how they fail, held to exact values. */
@NullMarked
package dev.plumbline.embedded.gotemplate;

import org.jspecify.annotations.NullMarked;
