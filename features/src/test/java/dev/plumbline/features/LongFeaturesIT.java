package dev.plumbline.features;

import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.IncludeTags;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The scenarios that take minutes: outages, and alerts that have to fire. Run with {@code -Plong}. */
@Suite(failIfNoTests = true)
@IncludeEngines("cucumber")
@SelectPackages("features")
@IncludeTags("long")
final class LongFeaturesIT {}
