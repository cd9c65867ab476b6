Feature: The dashboards show what they promise
  A dashboard can be served and look healthy while every panel of it is empty. So each query of each panel is run, as
  the browser would run it, and has to come back with data.

  Rule: Grafana serves the dashboards of this repository

    @scenario-2
    Example: Dashboards provisioned
      Then Grafana serves these dashboards as the repository holds them, within 20 seconds:
        | observability-stack-health |
        | application-performance    |
        | infrastructure-overview    |
        | iot-devices-mqtt           |
      And Grafana reports no provisioning error

  Rule: Every query of every panel comes back with data

    @scenario-6
    Scenario Outline: Dashboard <dashboard> renders
      When the <dashboard> dashboard is opened
      Then every query of every panel returns data within 60 seconds

      Examples:
        | dashboard                  |
        | observability-stack-health |
        | application-performance    |
        | infrastructure-overview    |
        | iot-devices-mqtt           |

    @scenario-6
    Example: Panels show what happened in this run
      Given checkout has written 20 error lines
      When the application-performance dashboard is opened
      Then a log panel shows those lines within 20 seconds
      And a status panel of observability-stack-health shows every component as up
