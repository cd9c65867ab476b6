package dev.plumbline.collector.template;

/** Go's int64, which no function takes that wants an int. */
record Int64(long value) {}
