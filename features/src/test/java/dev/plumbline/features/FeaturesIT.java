package dev.plumbline.features;

import org.junit.platform.suite.api.ExcludeTags;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** Every feature file of this module but the long ones, on the stack that {@code -Dplumbline.stack} asks for. */
@Suite(failIfNoTests = true)
@IncludeEngines("cucumber")
@SelectPackages("features")
@ExcludeTags("long")
final class FeaturesIT {}
