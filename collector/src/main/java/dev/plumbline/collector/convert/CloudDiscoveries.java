package dev.plumbline.collector.convert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Discoveries that are a list of plain settings: each is one row of a table. */
final class CloudDiscoveries {
    /** What stands in front of the files that are discovered, in the order in which Alloy's converter has them. */
    static final List<CloudDiscovery> BEFORE_FILES = List.of(
            new CloudDiscovery("azure", CloudDiscoveries::azure)
                    .text("environment", "AzurePublicCloud")
                    .whole("port", 80)
                    .text("subscription_id", "")
                    .time("refresh_interval", Duration.ofMinutes(5))
                    .text("resource_group", "")
                    .also(HttpClient.KEYS)
                    .also(Set.of("tenant_id", "client_id", "client_secret", "authentication_method"))
                    .check(CloudDiscoveries::checkAzure),
            new CloudDiscovery("consul", CloudDiscoveries::consul)
                    .text("server", "localhost:8500")
                    .text("token", "")
                    .text("datacenter", "")
                    .text("namespace", "")
                    .text("partition", "")
                    .text("tag_separator", ",")
                    .text("scheme", "http")
                    .text("username", "")
                    .text("password", "")
                    .flag("allow_stale", true)
                    .time("refresh_interval", Duration.ofSeconds(30))
                    .texts("services")
                    .texts("tags")
                    .map("node_meta")
                    .also(HttpClient.KEYS)
                    .also(Set.of("path_prefix", "filter", "health_filter"))
                    .check(CloudDiscoveries::checkConsul),
            new CloudDiscovery("digitalocean", CloudDiscoveries::withoutLogin)
                    .time("refresh_interval", Duration.ofMinutes(1))
                    .whole("port", 80)
                    .also(HttpClient.KEYS)
                    .also(Set.of("role"))
                    .check(CloudDiscoveries::checkDigitalOcean),
            new CloudDiscovery("dockerswarm", CloudDiscoveries::filtered)
                    .required("host")
                    .required("role")
                    .needs("host")
                    .needs("role")
                    .oneOf("role", "tasks", "services", "nodes")
                    .whole("port", 80)
                    .time("refresh_interval", Duration.ofMinutes(1))
                    .also(HttpClient.KEYS)
                    .also(Set.of("filters")),
            new CloudDiscovery("dns", CloudDiscoveries::nothing)
                    .requiredTexts("names")
                    .time("refresh_interval", Duration.ofSeconds(30))
                    .text("type", "SRV")
                    .whole("port", 0)
                    .needs("names")
                    .check(CloudDiscoveries::checkNames),
            new CloudDiscovery("ec2", CloudDiscoveries::filtered)
                    .text("endpoint", "")
                    .text("region", "")
                    .text("access_key", "")
                    .text("secret_key", "")
                    .text("profile", "")
                    .text("role_arn", "")
                    .time("refresh_interval", Duration.ofMinutes(1))
                    .whole("port", 80)
                    .also(HttpClient.KEYS)
                    .also(Set.of("filters", "external_id")));

    /** What stands between the files that are discovered and Kubernetes. */
    static final List<CloudDiscovery> AFTER_FILES = List.of(new CloudDiscovery("gce", CloudDiscoveries::nothing)
            .required("project")
            .required("zone")
            .needs("project")
            .needs("zone")
            .text("filter", "")
            .time("refresh_interval", Duration.ofMinutes(1))
            .whole("port", 80)
            .text("tag_separator", ","));

    /** What stands behind Kubernetes. */
    static final List<CloudDiscovery> LAST = List.of(
            new CloudDiscovery("marathon", HttpClient::write)
                    .requiredTexts("servers")
                    .needs("servers")
                    .time("refresh_interval", Duration.ofSeconds(30))
                    .text("auth_token", "")
                    .text("auth_token_file", "")
                    .also(HttpClient.KEYS),
            zookeeper("nerve"),
            new CloudDiscovery("openstack", CloudDiscoveries::tls)
                    .text("identity_endpoint", "")
                    .text("username", "")
                    .text("userid", "")
                    .text("password", "")
                    .text("project_name", "")
                    .text("project_id", "")
                    .text("domain_name", "")
                    .text("domain_id", "")
                    .text("application_credential_name", "")
                    .text("application_credential_id", "")
                    .text("application_credential_secret", "")
                    .required("role")
                    .required("region")
                    .needs("role")
                    .needs("region")
                    .oneOf("role", "instance", "hypervisor", "loadbalancer")
                    .oneOf("availability", "admin", "internal", "public")
                    .time("refresh_interval", Duration.ofMinutes(1))
                    .whole("port", 80)
                    .flag("all_tenants", false)
                    .text("availability", "public")
                    .also(Set.of("tls_config")),
            zookeeper("serverset"),
            new CloudDiscovery("triton", CloudDiscoveries::tls)
                    .required("account")
                    .text("role", "container")
                    .needs("account")
                    .needs("dns_suffix")
                    .needs("endpoint")
                    .oneOf("role", "container", "cn")
                    .required("dns_suffix")
                    .required("endpoint")
                    .texts("groups")
                    .whole("port", 9163)
                    .time("refresh_interval", Duration.ofMinutes(1))
                    .whole("version", 1)
                    .also(Set.of("tls_config")));

    /** Promtail's own discovery, behind all others. */
    static final CloudDiscovery CONSUL_AGENT = new CloudDiscovery("consulagent", CloudDiscoveries::tls)
            .text("server", "localhost:8500")
            .text("token", "")
            .text("datacenter", "")
            .text("tag_separator", ",")
            .text("scheme", "http")
            .text("username", "")
            .text("password", "")
            .time("refresh_interval", Duration.ofSeconds(30))
            .texts("services")
            .texts("tags")
            .also(Set.of("tls_config", "node_meta", "allow_stale"));

    private CloudDiscoveries() {}

    /** Returns the names of all sections. */
    static Set<String> keys() {
        Set<String> keys = new HashSet<>();
        List<CloudDiscovery> all = new ArrayList<>(BEFORE_FILES);
        all.addAll(AFTER_FILES);
        all.addAll(LAST);
        all.add(CONSUL_AGENT);
        all.forEach(discovery -> keys.add(discovery.section()));
        return keys;
    }

    private static CloudDiscovery zookeeper(String name) {
        return new CloudDiscovery(name, CloudDiscoveries::nothing)
                .requiredTexts("servers")
                .requiredTexts("paths")
                .needs("servers")
                .needs("paths")
                .check(CloudDiscoveries::checkPaths)
                .time("timeout", Duration.ofSeconds(10));
    }

    private static void checkAzure(Section azure) {
        for (String key : List.of("subscription_id", "tenant_id", "client_id", "client_secret")) {
            boolean needed = key.equals("subscription_id")
                    || azure.text("authentication_method", "OAuth").equals("OAuth");
            if (needed && azure.text(key, "").isEmpty()) {
                throw new ConversionException("azure SD configuration requires a " + key);
            }
        }
    }

    private static void checkConsul(Section consul) {
        if (consul.text("server", "localhost:8500").isBlank()) {
            throw new ConversionException("consul SD configuration requires a server address");
        }
    }

    /** What Alloy's component cannot log in with. */
    private static void checkDigitalOcean(Section section) {
        for (String key : List.of("authorization", "bearer_token", "bearer_token_file", "basic_auth", "oauth2")) {
            if (section.has(key)) {
                throw new ConversionException(
                        key + " of digitalocean_sd_configs has no equivalent in discovery.digitalocean");
            }
        }
    }

    private static void checkNames(Section dns) {
        String type = dns.text("type", "SRV").toUpperCase(Locale.ROOT);
        if (!List.of("SRV", "A", "AAAA", "MX", "NS").contains(type)) {
            throw new ConversionException("invalid DNS-SD records type " + type);
        }
        if (!type.equals("SRV") && dns.whole("port", 0) == 0) {
            throw new ConversionException("a port is required in DNS-SD configs for all record types except SRV");
        }
    }

    private static void checkPaths(Section zookeeper) {
        for (String path : zookeeper.texts("paths")) {
            if (!path.startsWith("/")) {
                throw new ConversionException("paths of a discovery by ZooKeeper must begin with '/': " + path);
            }
        }
    }

    private static void nothing(Section section, AlloyText out) {}

    private static void tls(Section section, AlloyText out) {
        section.section("tls_config", HttpClient.TLS).ifPresent(tls -> HttpClient.tls(tls, out));
    }

    private static void azure(Section azure, AlloyText out) {
        withoutLogin(azure, out);
        out.open("oauth")
                .text("client_id", azure.text("client_id", ""))
                .text("tenant_id", azure.text("tenant_id", ""))
                .text("client_secret", azure.text("client_secret", ""))
                .close()
                .open("managed_identity")
                .text("client_id", azure.text("client_id", ""))
                .close();
        tls(azure, out);
    }

    private static void withoutLogin(Section section, AlloyText out) {
        HttpClient.proxy(section, out);
        out.flag("follow_redirects", section.flag("follow_redirects", true), true)
                .flag("enable_http2", section.flag("enable_http2", true), true);
    }

    /** A user and a password of Consul are its basic authentication, too. */
    private static void consul(Section consul, AlloyText out) {
        HttpClient.write(consul, out);
        if (consul.has("username") || consul.has("password")) {
            if (consul.has("basic_auth")) {
                throw new ConversionException("at most one of consul SD configuration username and password and basic"
                        + " auth can be configured");
            }
            out.open("basic_auth")
                    .text("username", consul.text("username", ""), "")
                    .text("password", consul.text("password", ""), "")
                    .close();
        }
    }

    private static void filtered(Section section, AlloyText out) {
        for (Section filter : section.sections("filters", Set.of("name", "values"))) {
            out.open("filter")
                    .text("name", filter.text("name", ""))
                    .raw("values", AlloyText.list(filter.texts("values")))
                    .close();
        }
        HttpClient.write(section, out);
    }
}
