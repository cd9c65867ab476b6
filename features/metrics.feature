Feature: Metrics are available
  Prometheus scrapes every component, and what a service measures arrives with the value it had.

  Rule: Every component is scraped, and the samples are fresh

    @scenario-3
    Example: Metrics available
      Then these jobs are up, with samples no older than two scrape intervals and a series of their own, within 20 seconds:
        | job            | series                                |
        | prometheus     | prometheus_tsdb_head_series           |
        | alertmanager   | alertmanager_alerts                   |
        | loki           | loki_distributor_lines_received_total |
        | tempo          | tempo_distributor_spans_received_total |
        | grafana        | grafana_build_info                    |
        | otel-collector | otelcol_receiver_accepted_spans       |
        | otlp           | http_server_request_duration_seconds_count |
        | collector      | loki_write_sent_entries_total         |
        | containers     | container_cpu_usage_seconds_total     |
        | node-exporter  | node_cpu_seconds_total                |
      And no other scrape job is down

  Rule: A measured value arrives as it was measured

    @scenario-3
    Example: A value that the workload emitted in this run
      When the workload sets its probe to 42.5
      Then Prometheus holds the probe of this scenario with the value 42.5 within 10 seconds

  Rule: What dashboards and rules speak of exists

    @scenario-3
    Example: Every name is held
      Then Prometheus holds every metric and label that a dashboard or a rule names within 30 seconds
