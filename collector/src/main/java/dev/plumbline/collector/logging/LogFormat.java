package dev.plumbline.collector.logging;

/** How a line of the own log is written. */
public enum LogFormat {
    LOGFMT,
    JSON
}
