@NullMarked
package dev.plumbline.collector.files;

import org.jspecify.annotations.NullMarked;
