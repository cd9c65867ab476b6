@static
Feature: The configuration is sound before anything starts
  What can be known from the files alone is told before a stack is brought up.

  Rule: The log collector's configuration is valid and complete

    Example: The configuration has all it takes
      Then the log collector accepts its configuration
      And the configuration has logging, a Docker source, a process and a write component
      And the configuration sets the labels job, stream, container_name, container_id, compose_service and compose_project

  Rule: compose.yaml can be run by anyone, anywhere

    Example: The log collector's service
      Then compose.yaml mounts the engine's socket read-only for the log collector
      And compose.yaml checks the health of the log collector by a program in its image

    Example: All services
      Then every image in compose.yaml has a fixed version
      And no service in compose.yaml has a fixed container name or a fixed host port

  Rule: Dashboards are what they seem

    Example: The dashboard files
      Then every dashboard file is valid JSON and its uid is the name of its file
      And every metric and label that a dashboard or a rule names is exposed by a component of the pinned version

  Rule: The operations guides are complete

    Example: The log collector's guide
      Then docs/collector-operations.md has these sections:
        | Overview and architecture      |
        | Deployment                     |
        | Configuration reference        |
        | Monitoring and health checks   |
        | Troubleshooting                |
        | Performance tuning             |
        | Query examples for Grafana     |
        | Migrating from Promtail        |
        | Migrating from Alloy           |
        | Behind a read-only socket proxy |
        | Rollback                       |
        | Known issues                   |
        | References                     |

    Example: Loki's guide
      Then docs/loki-operations.md has these sections:
        | Log collector |
        | Access points |
        | Quick start   |
        | Retention     |
