@acts @long @alerts
Feature: Somebody is told
  An alert that fires in Prometheus and reaches nobody is no alert.

  Rule: An alert reaches its receiver, and so does its end

    Example: The log collector cannot be scraped
      When the log collector is stopped
      Then the alert CollectorScrapeFailing fires within 30 seconds
      And Alertmanager routes CollectorScrapeFailing to the receiver workload within 15 seconds
      And the receiver is told that CollectorScrapeFailing fires within 15 seconds
      And once the log collector is back, it is told within 60 seconds that CollectorScrapeFailing is resolved
