Feature: Traces are available
  A trace that crosses services can be found by its id and by a query, whole.

  Rule: A trace is found whole

    @scenario-5
    Example: Traces available
      When the workload emits a trace
      Then Tempo returns that trace within 10 seconds, with all its spans and services
      And a search for that trace finds it within 60 seconds
      And Tempo has no trace of an id that nobody emitted
