/** Stands in for Alertmanager: API v2, grouping, inhibition, silences and webhooks. */
@NullMarked
package dev.plumbline.embedded.alertmanager;

import org.jspecify.annotations.NullMarked;
