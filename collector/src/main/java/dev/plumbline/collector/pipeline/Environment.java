package dev.plumbline.collector.pipeline;

import java.time.Clock;

/** What stages need beside their arguments. */
record Environment(StageMetrics metrics, Timer timer, Clock clock) {}
