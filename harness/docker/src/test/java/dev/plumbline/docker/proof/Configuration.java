package dev.plumbline.docker.proof;

/**
 * A collector's configuration: the containers with one label, every label that tells them apart, one Loki.
 *
 * @param text in Alloy's syntax
 */
record Configuration(String text) {
    private static final String TEMPLATE = """
            discovery.docker "proof" {
            	host             = "%HOST%"
            	refresh_interval = "%REFRESH%"

            	filter {
            		name   = "label"
            		values = ["%LABEL%"]
            	}
            }

            discovery.relabel "proof" {
            	targets = discovery.docker.proof.targets

            	rule {
            		source_labels = ["__meta_docker_container_name"]
            		regex         = "/(.*)"
            		target_label  = "container_name"
            	}

            	rule {
            		source_labels = ["__meta_docker_container_id"]
            		target_label  = "container_id"
            	}

            	rule {
            		source_labels = ["__meta_docker_container_label_version"]
            		target_label  = "version"
            	}
            }

            discovery.relabel "streams" {
            	targets = []

            	rule {
            		source_labels = ["__meta_docker_container_log_stream"]
            		target_label  = "stream"
            	}
            }

            loki.source.docker "proof" {
            	host          = "%HOST%"
            	targets       = discovery.relabel.proof.output
            	labels        = {job = "docker"}
            	relabel_rules = discovery.relabel.streams.rules
            	forward_to    = [loki.write.proof.receiver]
            }

            loki.write "proof" {
            	endpoint {
            		url                = "%URL%"
            		remote_timeout     = "5s"
            		min_backoff_period = "100ms"
            		max_backoff_period = "2s"
            	}
            }
            """;

    static Configuration of(String host, String label, String pushUrl) {
        return new Configuration(TEMPLATE.replace("%HOST%", host)
                .replace("%REFRESH%", "30s")
                .replace("%LABEL%", label)
                .replace("%URL%", pushUrl));
    }

    /** Returns this configuration with one text in another's place, which has to be there. */
    Configuration replacing(String text, String other) {
        if (!this.text.contains(text)) {
            throw new IllegalArgumentException("expected the configuration to hold " + text);
        }
        return new Configuration(this.text.replace(text, other));
    }
}
