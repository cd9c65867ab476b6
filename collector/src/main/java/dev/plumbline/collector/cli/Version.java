package dev.plumbline.collector.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Tells the version that the jar was built as. */
public final class Version implements IVersionProvider {
    /** Returns the version, {@code unknown} outside of a jar. */
    public static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("unknown");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"plumbline-collector " + text() + ", Java " + System.getProperty("java.version")};
    }
}
