package dev.plumbline.embedded.tempo.query;

import dev.plumbline.embedded.tempo.traceql.Static;
import java.util.List;
import java.util.Map;

/**
 * A series.
 *
 * @param labels its labels, in order
 * @param values a value for each step; NaN for none
 */
public record Series(List<Map.Entry<String, Static>> labels, double[] values) {}
