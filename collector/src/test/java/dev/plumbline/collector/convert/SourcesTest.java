package dev.plumbline.collector.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.convert.Conversion.Level;
import org.junit.jupiter.api.Test;

/** What Alloy's converter makes of sources and discoveries that this collector cannot run itself. */
class SourcesTest {
    private static String converted(String scrape) {
        Conversion conversion = PromtailConverter.convert("scrape_configs:\n- job_name: j\n" + scrape.indent(2));
        assertThat(conversion.has(Level.ERROR)).as("%s", conversion.remarks()).isFalse();
        return conversion.alloy();
    }

    @Test
    void the_push_api_becomes_a_component_with_its_server() {
        assertThat(converted("""
                loki_push_api:
                  server: {http_listen_port: 3500, grpc_server_max_connection_age: 10s}
                  labels: {pushserver: push1}
                  use_incoming_timestamp: true
                """)).isEqualTo("""
                loki.source.api "j" {
                	http {
                		listen_port = 3500
                	}

                	grpc {
                		max_connection_age = "10s"
                	}
                	graceful_shutdown_timeout = "0s"
                	forward_to                = []
                	labels                    = {
                		pushserver = "push1",
                	}
                	relabel_rules          = null
                	use_incoming_timestamp = true
                	max_send_message_size  = "0B"
                }
                """);
    }

    @Test
    void what_the_server_of_the_push_api_has_no_equivalent_for_is_told() {
        Conversion conversion = PromtailConverter.convert("""
                scrape_configs:
                - job_name: j
                  loki_push_api: {server: {log_level: debug, tls_min_version: VersionTLS12}}
                """);
        assertThat(conversion.remarks())
                .extracting(Conversion.Remark::message)
                .containsExactly(
                        "tls_min_version is not supported in server config",
                        "log_level is not supported in server config");
    }

    @Test
    void kafka_keeps_its_login() {
        assertThat(converted("""
                kafka:
                  brokers: [k:9092]
                  topics: [t]
                  group_id: g
                  authentication: {type: sasl, sasl_config: {mechanism: PLAIN, user: u, password: p, use_tls: true}}
                """)).isEqualTo("""
                loki.source.kafka "j" {
                	brokers  = ["k:9092"]
                	topics   = ["t"]
                	group_id = "g"
                	assignor = ""
                	version  = ""

                	authentication {
                		type = "sasl"

                		sasl_config {
                			mechanism = "PLAIN"
                			user      = "u"
                			password  = "p"
                			use_tls   = true
                		}
                	}
                	labels        = {}
                	forward_to    = []
                	relabel_rules = null
                }
                """);
    }

    @Test
    void a_user_of_consul_is_its_basic_authentication_too() {
        assertThat(converted("consul_sd_configs: [{server: 'c:8500', username: u, password: p, services: [a]}]"))
                .startsWith("""
                discovery.consul "j" {
                	server   = "c:8500"
                	username = "u"
                	password = "p"
                	services = ["a"]

                	basic_auth {
                		username = "u"
                		password = "p"
                	}
                }
                """);
    }

    @Test
    void targets_of_several_discoveries_are_joined_in_their_order() {
        assertThat(converted("""
                consulagent_sd_configs: [{datacenter: d}]
                static_configs: [{targets: [h]}]
                gce_sd_configs: [{project: p, zone: z}]
                dns_sd_configs: [{names: [n]}]
                """)).contains("""
                	targets = array.concat(
                		discovery.dns.j.targets,
                		discovery.gce.j.targets,
                		[{
                			__address__ = "h",
                		}],
                		discovery.consulagent.j.targets,
                	)
                """);
    }

    @Test
    void what_promtail_would_not_start_with_is_refused() {
        for (String scrape : java.util.List.of(
                "dns_sd_configs: [{names: [n], type: A}]",
                "consul_sd_configs: [{server: ''}]",
                "gce_sd_configs: [{project: p}]",
                "nerve_sd_configs: [{servers: [s], paths: [p]}]",
                "openstack_sd_configs: [{role: x, region: r}]",
                "azure_sd_configs: [{subscription_id: s}]",
                "digitalocean_sd_configs: [{bearer_token: t}]",
                "kubernetes_sd_configs: [{role: x}]")) {
            assertThat(PromtailConverter.convert("scrape_configs: [{job_name: j, " + scrape + "}]")
                            .has(Level.ERROR))
                    .as(scrape)
                    .isTrue();
        }
    }

    @Test
    void jobs_whose_names_become_one_label_are_told() {
        Conversion conversion = PromtailConverter.convert("""
                scrape_configs:
                - {job_name: a-b, static_configs: [{targets: [x]}]}
                - {job_name: a_b, static_configs: [{targets: [y]}]}
                """);
        assertThat(conversion.remarks().getFirst().message()).contains("duplicate label", "loki.source.file.a_b");
    }

    @Test
    void a_stage_of_labels_without_any_is_an_empty_one() {
        assertThat(converted("static_configs: [{targets: [x]}]\npipeline_stages:\n- labels:\n"))
                .contains("stage.labels {\n\t\tvalues = {}\n\t}");
    }

    @Test
    void an_unknown_format_of_syslog_is_refused() {
        Conversion conversion = PromtailConverter.convert("""
                scrape_configs:
                - job_name: j
                  syslog: {listen_address: 'a:1', syslog_format: foobar}
                """);
        assertThat(conversion.has(Level.ERROR)).isTrue();
        assertThat(conversion.remarks().getFirst().message()).contains("unknown syslog format \"foobar\"");
    }
}
