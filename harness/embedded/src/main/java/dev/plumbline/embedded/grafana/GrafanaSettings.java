package dev.plumbline.embedded.grafana;

import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.embedded.launch.ListenAddress;
import dev.plumbline.harness.text.Nearest;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Settings from {@code GF_*} environment variables.
 *
 * @param address where to listen
 * @param provisioning folder with provisioning files
 * @param anonymousRole role of callers without credentials, empty if they are refused
 * @param user name of the administrator
 * @param password password of the administrator
 */
record GrafanaSettings(
        InetSocketAddress address, Path provisioning, Optional<String> anonymousRole, String user, String password) {
    /** Variables that change nothing a stand-in does. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "GF_ANALYTICS_REPORTING_ENABLED",
            "GF_ANALYTICS_CHECK_FOR_UPDATES",
            "GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES",
            "GF_AUTH_DISABLE_LOGIN_FORM",
            "GF_AUTH_ANONYMOUS_ORG_NAME",
            "GF_LOG_LEVEL",
            "GF_LOG_MODE",
            "GF_NEWS_NEWS_FEED_ENABLED",
            "GF_PATHS_DATA",
            "GF_PATHS_LOGS",
            "GF_PATHS_PLUGINS",
            "GF_PLUGINS_PREINSTALL",
            "GF_PLUGINS_PREINSTALL_DISABLED",
            "GF_SERVER_DOMAIN",
            "GF_SERVER_ROOT_URL",
            "GF_USERS_ALLOW_SIGN_UP",
            "GF_USERS_DEFAULT_THEME");

    private static final Set<String> USED = Set.of(
            "GF_AUTH_ANONYMOUS_ENABLED",
            "GF_AUTH_ANONYMOUS_ORG_ROLE",
            "GF_PATHS_PROVISIONING",
            "GF_SECURITY_ADMIN_USER",
            "GF_SECURITY_ADMIN_PASSWORD",
            "GF_SERVER_HTTP_ADDR",
            "GF_SERVER_HTTP_PORT");

    private static final Set<String> ROLES = Set.of("Viewer", "Editor", "Admin");

    /**
     * Reads the settings.
     *
     * @throws LaunchException on a {@code GF_} variable that the stand-in does not know, or a value it cannot use
     */
    static GrafanaSettings of(Map<String, String> environment) {
        Set<String> known = new TreeSet<>(WITHOUT_EFFECT);
        known.addAll(USED);
        environment.keySet().stream()
                .filter(name -> name.startsWith("GF_") && !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new LaunchException("grafana: the stand-in does not know the variable " + name
                            + Nearest.to(name, known)
                                    .map(n -> "; the nearest it knows is " + n)
                                    .orElse(""));
                });
        String role = environment.getOrDefault("GF_AUTH_ANONYMOUS_ORG_ROLE", "Viewer");
        if (!ROLES.contains(role)) {
            throw new LaunchException(
                    "grafana: GF_AUTH_ANONYMOUS_ORG_ROLE is '" + role + "'; expected one of " + ROLES);
        }
        boolean anonymous =
                environment.getOrDefault("GF_AUTH_ANONYMOUS_ENABLED", "false").equalsIgnoreCase("true");
        return new GrafanaSettings(
                ListenAddress.parse(environment.getOrDefault("GF_SERVER_HTTP_ADDR", "") + ":"
                        + environment.getOrDefault("GF_SERVER_HTTP_PORT", "3000")),
                Path.of(environment.getOrDefault("GF_PATHS_PROVISIONING", "/usr/share/grafana/conf/provisioning")),
                anonymous ? Optional.of(role) : Optional.empty(),
                environment.getOrDefault("GF_SECURITY_ADMIN_USER", "admin"),
                environment.getOrDefault("GF_SECURITY_ADMIN_PASSWORD", "admin"));
    }
}
