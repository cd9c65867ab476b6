/** What the collector answers over HTTP: health, metrics, reload, the state of its components, a status page. */
@NullMarked
package dev.plumbline.collector.http;

import org.jspecify.annotations.NullMarked;
