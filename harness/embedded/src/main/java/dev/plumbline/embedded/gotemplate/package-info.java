/** Go's text/template as the vendors' programs use it, with Go's own spelling of numbers, strings, times and errors. */
@NullMarked
package dev.plumbline.embedded.gotemplate;

import org.jspecify.annotations.NullMarked;
