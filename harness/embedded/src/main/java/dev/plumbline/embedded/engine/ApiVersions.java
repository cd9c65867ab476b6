package dev.plumbline.embedded.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The API versions that a stand-in speaks; engine 20.10 is {@code (24, 41)}, engine 29 {@code (44, 52)}.
 *
 * @param oldest minor number of the oldest one, {@code 24} for 1.24
 * @param newest minor number of the newest one
 */
public record ApiVersions(int oldest, int newest) {
    private static final Pattern PREFIX = Pattern.compile("^/v(\\d+)\\.(\\d+)(/.*)$");

    /** A path without its version. */
    record Versioned(int minor, String path) {}

    /** Takes the version off a path, and refuses one that is not spoken, in the engine's words. */
    Versioned split(String path) {
        Matcher matcher = PREFIX.matcher(path);
        if (!matcher.matches()) {
            return new Versioned(newest, path);
        }
        int minor = Integer.parseInt(matcher.group(2));
        String asked = matcher.group(1) + "." + matcher.group(2);
        if (!matcher.group(1).equals("1") || minor > newest) {
            throw new EngineException(
                    400, "client version " + asked + " is too new. Maximum supported API version is 1." + newest);
        }
        if (minor < oldest) {
            throw new EngineException(
                    400,
                    "client version " + asked + " is too old. Minimum supported API version is 1." + oldest
                            + ", please upgrade your client to a newer version");
        }
        return new Versioned(minor, matcher.group(3));
    }
}
