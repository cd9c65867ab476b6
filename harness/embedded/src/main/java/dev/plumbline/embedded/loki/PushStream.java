package dev.plumbline.embedded.loki;

import dev.plumbline.embedded.loki.logql.Entry;
import dev.plumbline.embedded.loki.logql.Labels;
import java.util.List;

/** Entries that a client pushes to one stream. */
record PushStream(Labels labels, List<Entry> entries) {}
