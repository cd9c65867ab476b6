/** Tests the JSON that engines answer and stages extract. */
@NullMarked
package dev.plumbline.collector.json;

import org.jspecify.annotations.NullMarked;
