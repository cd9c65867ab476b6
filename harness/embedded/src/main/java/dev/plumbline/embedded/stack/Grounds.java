package dev.plumbline.embedded.stack;

import dev.plumbline.embedded.engine.EngineStandIn;
import dev.plumbline.harness.compose.ComposeFile;
import dev.plumbline.harness.loopback.AddressPlan;
import dev.plumbline.harness.stack.StackRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an embedded stack stands on.
 *
 * @param request what was asked for
 * @param reason why this kind was taken
 * @param project compose project
 * @param compose the description
 * @param plan where each port is
 * @param engine the container engine
 * @param lines between the services, if that was asked for
 */
record Grounds(
        StackRequest request,
        String reason,
        String project,
        ComposeFile compose,
        AddressPlan plan,
        EngineStandIn engine,
        Optional<Lines> lines) {
    static final String WORKLOAD_JAR = "harness/workload/target/plumbline-workload.jar";

    /** Returns the command that runs a jar, sized for many of them on one machine. */
    static List<String> java(Path jar) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-jar", jar.toString());
    }
}
