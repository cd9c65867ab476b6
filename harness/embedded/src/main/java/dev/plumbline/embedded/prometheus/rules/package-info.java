/** Evaluates recording and alerting rules and notifies Alertmanagers. */
@NullMarked
package dev.plumbline.embedded.prometheus.rules;

import org.jspecify.annotations.NullMarked;
